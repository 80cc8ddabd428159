package dev.bowline.gateway.sim.link;

/** Life of a process: when it is over, nothing that it had planned happens any more. */
public final class Life {
    private boolean over;

    /** The process is gone. */
    public void end() {
        over = true;
    }

    public boolean isOver() {
        return over;
    }
}
