package dev.bowline.ops.launch;

import dev.bowline.gateway.sim.server.FaultKind;
import dev.bowline.gateway.sim.server.PositionPhase;
import java.util.ArrayList;
import java.util.List;

/** One cell of the matrix: what goes wrong, when in a position's life, over which exit. */
record FaultCase(FaultKind kind, PositionPhase phase, Exit exit) {
    /** How orders leave. */
    enum Exit {
        REST,
        WEBSOCKET;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Every cell that can exist, of the exits given. */
    static List<FaultCase> all(final List<Exit> exits) {
        final List<FaultCase> cases = new ArrayList<>();
        for (final Exit exit : exits) {
            for (final FaultKind kind : FaultKind.values()) {
                for (final PositionPhase phase : PositionPhase.values()) {
                    if (FaultScripts.whyImpossibleOrNull(kind, phase) == null) {
                        cases.add(new FaultCase(kind, phase, exit));
                    }
                }
            }
        }
        return cases;
    }

    @Override
    public String toString() {
        return kind.word() + " x " + phase.word() + " x " + exit.word();
    }
}
