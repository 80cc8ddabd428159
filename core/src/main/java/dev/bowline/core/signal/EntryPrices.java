package dev.bowline.core.signal;

import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.Side;
import dev.bowline.core.market.InstrumentMarket;
import dev.bowline.core.num.FixedPoint;

/** Reference and limit price of an entry by its style (OMS-4). Scale 1e-8. */
final class EntryPrices {
    private EntryPrices() {}

    /**
     * Price an entry is expected at: across the spread, or for one that rests the best price of its
     * own side.
     *
     * @param lastE8 where there is no book
     */
    static long refE8(
            final EntryStyle style,
            final Side side,
            final InstrumentMarket market,
            final long lastE8) {
        if (!market.hasBook()) {
            return lastE8;
        }
        return (side == Side.BUY) == style.rests() ? market.bidPriceE8() : market.askPriceE8();
    }

    /**
     * Limit of an entry at {@code refPriceE8}; 0 with MARKET. The cap rounds toward the reference:
     * it never pays more than its share.
     */
    static long limitE8(
            final EntryStyle style, final Side side, final long refPriceE8, final long capShareE8) {
        final long capE8 = FixedPoint.mulFloorE8(refPriceE8, capShareE8);
        return switch (style) {
            case MARKET -> 0;
            case IOC -> side == Side.BUY ? refPriceE8 + capE8 : refPriceE8 - capE8;
            case LIMIT, POST_ONLY -> refPriceE8;
        };
    }
}
