package dev.bowline.core.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.core.risk.RejectReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Onto the venue's grid, each refusal with its own reason (PREC-1, PREC-2, PREC-3). */
final class PrecisionHandlerTest {
    private static long e8(final String decimal) {
        return DecimalParser.parse(decimal);
    }

    private static InstrumentSpec spec(final String tick, final String step) {
        return new InstrumentSpec(
                0,
                "XUSDC",
                "X",
                "USDC",
                "USDC",
                e8(tick),
                e8("1"),
                e8("1000"),
                e8("0.01"),
                e8("0.01"),
                e8("50"),
                e8(step),
                e8("0.1"),
                e8("40"),
                e8("5"),
                e8("1.05"),
                e8("0.95"),
                200,
                0,
                0,
                5,
                0,
                0);
    }

    private static TradeIntent intent(final Side side, final EntryStyle style, final String qty) {
        final TradeIntent intent = new TradeIntent();
        intent.side = side;
        intent.style = style;
        intent.qtyE8 = e8(qty);
        intent.refPriceE8 = e8("100");
        intent.limitPriceE8 = e8("100.123");
        intent.stopPriceE8 = e8(side == Side.BUY ? "99.201" : "100.809");
        intent.targetPriceE8 = e8(side == Side.BUY ? "101.209" : "98.801");
        return intent;
    }

    private static TradeIntent round(final TradeIntent intent, final InstrumentSpec spec) {
        new PrecisionHandler(e8("6")).round(intent, spec, e8("100"), e8("100"));
        return intent;
    }

    @Test
    void shouldRoundQuantityDownPriceToPassiveAndTriggersToEntry() {
        final TradeIntent buy =
                round(intent(Side.BUY, EntryStyle.IOC, "3.759"), spec("0.01", "0.1"));
        assertEquals(e8("3.75"), buy.qtyE8);
        assertEquals(e8("100.12"), buy.limitPriceE8);
        assertEquals(e8("99.21"), buy.stopPriceE8);
        assertEquals(e8("101.2"), buy.targetPriceE8);
        final TradeIntent sell =
                round(intent(Side.SELL, EntryStyle.MARKET, "3.759"), spec("0.01", "0.1"));
        assertEquals(e8("3.7"), sell.qtyE8, "MARKET_LOT_SIZE");
        assertEquals(e8("100.8"), sell.stopPriceE8);
        assertEquals(e8("98.81"), sell.targetPriceE8);
        final TradeIntent sellLimit =
                round(intent(Side.SELL, EntryStyle.IOC, "3"), spec("0.01", "0.1"));
        assertEquals(e8("100.13"), sellLimit.limitPriceE8);
        assertEquals(RejectReason.NONE, sellLimit.rejectCode);
    }

    @Test
    void shouldRefuseEachFaultWithItsReason() {
        final InstrumentSpec good = spec("0.01", "0.1");
        assertReason(RejectReason.TICK_UNKNOWN, "3", spec("0", "0.1"));
        assertReason(RejectReason.STEP_UNKNOWN, "3", spec("0.01", "0"));
        assertReason(RejectReason.QTY_BELOW_MIN, "0.09", good);
        assertReason(RejectReason.QTY_ABOVE_MAX, "41", good);
        assertReason(RejectReason.NONE, "3", good);
        final TradeIntent low = intent(Side.BUY, EntryStyle.MARKET, "3");
        low.stopPriceE8 = e8("0.5");
        assertEquals(RejectReason.PRICE_BELOW_MIN, round(low, good).rejectCode);
        final TradeIntent high = intent(Side.BUY, EntryStyle.MARKET, "3");
        high.targetPriceE8 = e8("1000.01");
        assertEquals(RejectReason.PRICE_ABOVE_MAX, round(high, good).rejectCode);
        final TradeIntent far = intent(Side.BUY, EntryStyle.IOC, "3");
        far.limitPriceE8 = e8("105.01");
        assertEquals(RejectReason.PERCENT_PRICE, round(far, good).rejectCode);
        final TradeIntent near = intent(Side.SELL, EntryStyle.IOC, "3");
        near.limitPriceE8 = e8("94.98");
        assertEquals(RejectReason.PERCENT_PRICE, round(near, good).rejectCode);
        final TradeIntent tiny = intent(Side.BUY, EntryStyle.IOC, "0.05");
        assertEquals(RejectReason.MIN_NOTIONAL, round(tiny, good).rejectCode);
        final TradeIntent blind = intent(Side.BUY, EntryStyle.MARKET, "3");
        new PrecisionHandler(0).round(blind, good, 0, 0);
        assertEquals(RejectReason.NO_CURRENT_PRICE, blind.rejectCode);
    }

    private static void assertReason(
            final int reason, final String qty, final InstrumentSpec spec) {
        final TradeIntent intent = round(intent(Side.BUY, EntryStyle.MARKET, qty), spec);
        assertEquals(RejectReason.name(reason), RejectReason.name(intent.rejectCode));
    }

    @Property
    void shouldAgreeWithBigDecimal(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000_000L) final long priceE8,
            @ForAll @LongRange(min = 1, max = 10_000_000_000L) final long tickE8) {
        final BigDecimal ticks =
                BigDecimal.valueOf(priceE8)
                        .divide(BigDecimal.valueOf(tickE8), 0, RoundingMode.DOWN);
        final long down = ticks.longValueExact() * tickE8;
        final long up = down == priceE8 ? down : down + tickE8;
        assertEquals(down, PrecisionHandler.limitPassive(priceE8, tickE8, Side.BUY));
        assertEquals(up, PrecisionHandler.limitPassive(priceE8, tickE8, Side.SELL));
        assertEquals(up, PrecisionHandler.triggerToward(priceE8, tickE8, Side.BUY));
        assertEquals(down, PrecisionHandler.triggerToward(priceE8, tickE8, Side.SELL));
        assertTrue(down <= priceE8 && priceE8 <= up);
    }
}
