package dev.bowline.ops.simulate;

import dev.bowline.gateway.sim.SeededRandom;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often each fault happens in one simulation. Drawn from the seed: some have few kinds, some
 * all, one in twelve none at all but kills.
 */
final class FaultMix {
    private static final int KINDS_IN_THOUSAND = 600;
    private static final int CALM_IN_THOUSAND = 80;

    private final Map<FaultKind, Integer> rates = new EnumMap<>(FaultKind.class);

    private FaultMix() {}

    static FaultMix of(final long seed, final SeededRandom seeded) {
        final FaultMix mix = new FaultMix();
        final boolean calm = seeded.chance(CALM_IN_THOUSAND);
        final SeededRandom later = new SeededRandom(~seed);
        for (final FaultKind kind : FaultKind.values()) {
            final SeededRandom random = kind.isLater() ? later : seeded;
            final boolean drawn =
                    random.chance(KINDS_IN_THOUSAND) && (!kind.isLater() || seed % 2 != 0);
            final int rate =
                    kind.isPerMessage()
                            ? (int) random.between(1, kind.scale())
                            : (int) random.between(kind.scale() / 4, 2L * kind.scale());
            final boolean happens = kind == FaultKind.KILL || (drawn && !calm);
            mix.rates.put(kind, happens ? rate : 0);
        }
        return mix;
    }

    /** Thousandths of messages, or mean minutes between two; 0 never. */
    int rate(final FaultKind kind) {
        return rates.get(kind);
    }
}
