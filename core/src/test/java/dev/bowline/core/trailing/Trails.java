package dev.bowline.core.trailing;

import dev.bowline.core.num.DecimalParser;
import dev.bowline.core.num.FixedPoint;

/** Parameters of the tests: the defaults of SPEC section 10. */
final class Trails {
    static final long MINUTE_MS = 60_000;

    private Trails() {}

    static long e8(final String decimal) {
        return DecimalParser.parse(decimal);
    }

    static TrailingParameters parameters(final CallbackRegime regime, final boolean atrMode) {
        return new TrailingParameters(
                e8("0.006"),
                1_800_000,
                e8("0.004"),
                e8("0.008"),
                e8("0.004"),
                e8("0.003"),
                atrMode,
                2 * FixedPoint.ONE_E8,
                FixedPoint.ONE_E8,
                e8("0.75"),
                14,
                regime,
                e8("1.5"),
                MINUTE_MS,
                e8("0.7"),
                MINUTE_MS,
                e8("0.001"),
                e8("0.01"),
                false,
                0);
    }
}
