package dev.bowline.gateway.sim.link;

/**
 * Takes the place of {@code kill -9}: leaves the process's code wherever it is, past every handler
 * of exceptions, for whoever runs the virtual time.
 */
public final class ProcessKilled extends Error {
    private static final long serialVersionUID = 1;

    /** Names the place. */
    public ProcessKilled(final String where) {
        super(where, null, false, false);
    }
}
