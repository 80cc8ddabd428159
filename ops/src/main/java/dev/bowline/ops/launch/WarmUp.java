package dev.bowline.ops.launch;

import dev.bowline.ops.config.ConfigTree;

/** How much history the indicators need. */
final class WarmUp {
    /** After this many periods an exponential average has forgotten its seed. */
    private static final int PERIODS = 4;

    private WarmUp() {}

    /** Closed bars per symbol to read before trading. */
    static int bars(final ConfigTree tree) {
        final int macd = tree.integer("scalping.macd-slow") + tree.integer("scalping.macd-signal");
        final int longest =
                Math.max(
                        Math.max(macd, tree.integer("scalping.rsi-period")),
                        Math.max(
                                tree.integer("scalping.atr-period"),
                                tree.integer("scalping.volume-period")));
        return Math.min(1_400, longest * PERIODS);
    }
}
