package dev.bowline.gateway.binance.market;

import java.util.List;

/** The slow reader of market frames for tests of other packages. */
public final class FrameTwins {
    private FrameTwins() {}

    /** Text of the slot that a frame makes. */
    public static String market(
            final List<String> symbols, final String json, final long ingestTimeNs) {
        return new MarketTwin(symbols).slotOf(json, ingestTimeNs);
    }
}
