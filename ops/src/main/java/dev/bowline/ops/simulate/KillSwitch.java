package dev.bowline.ops.simulate;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.gateway.sim.link.ProcessKilled;

/** Ends the process between two steps of the chain, once it is armed. */
final class KillSwitch {
    private final Runnable onKill;
    private Place place;
    private boolean waitsForCommands;
    private int sends;

    /** Where the process ends. */
    enum Place {
        /** The slot is decided, but nobody knows. */
        AFTER_DECISION,
        /** The slot is in the journal, its commands have not left. */
        AFTER_JOURNAL,
        /** Some commands of the slot have left, the next one not. */
        WHILE_SENDING,
        /** All commands have left. */
        AFTER_EXIT,
        /** The slot's record is only half in the journal, so nothing of it has left. */
        IN_JOURNAL
    }

    /**
     * A switch that is not armed.
     *
     * @param onKill ends what the process has planned, before anything of it is left
     */
    KillSwitch(final Runnable onKill) {
        this.onKill = onKill;
    }

    /**
     * Arms it.
     *
     * @param onlyWithCommands waits for a slot that carries commands
     * @param sendsBefore WHILE_SENDING: commands that still leave
     */
    void arm(final Place where, final boolean onlyWithCommands, final int sendsBefore) {
        place = where;
        waitsForCommands = onlyWithCommands;
        sends = sendsBefore;
    }

    /** The process lives on. */
    void disarm() {
        place = null;
    }

    /** A link of the chain that is the place. */
    EngineHandler at(final Place where) {
        return (event, nowNs) -> {
            if (place == where && (!waitsForCommands || hasCommands(event))) {
                kill(where.name());
            }
        };
    }

    /** Ends the process here and now. */
    void kill(final String where) {
        onKill.run();
        throw new ProcessKilled(where);
    }

    private static boolean hasCommands(final EngineEvent event) {
        return event.commands().count() > 0;
    }

    /** Called before each order request is written. */
    void beforeSend() {
        if (place == Place.WHILE_SENDING && sends-- == 0) {
            kill(Place.WHILE_SENDING.name());
        }
    }
}
