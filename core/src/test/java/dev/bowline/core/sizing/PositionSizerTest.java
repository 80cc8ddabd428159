package dev.bowline.core.sizing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.IntentAction;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.core.risk.RejectReason;
import org.junit.jupiter.api.Test;

/** Size from a risk budget and its caps (SIZE-1, SIZE-2, SIZE-4). */
final class PositionSizerTest {
    private static final long VOLUME_E8 = e8("10000000");

    private static long e8(final String decimal) {
        return DecimalParser.parse(decimal);
    }

    private static InstrumentSpec spec(final String maxQty, final String maxNotional) {
        return new InstrumentSpec(
                0,
                "XUSDC",
                "X",
                "USDC",
                "USDC",
                e8("0.01"),
                0,
                0,
                e8("0.001"),
                0,
                e8(maxQty),
                e8("0.001"),
                0,
                e8(maxQty),
                e8("5"),
                0,
                0,
                200,
                0,
                0,
                5,
                e8(maxNotional),
                0);
    }

    private static TradeIntent size(
            final String maxMargin,
            final String equity,
            final String usedMargin,
            final String dayVolume,
            final InstrumentSpec spec) {
        final SizingLimits limits =
                new SizingLimits(e8("0.0075"), 5, e8(maxMargin), e8("0.5"), e8("0.01"), e8("6"));
        final TradeIntent intent = intent("100", "99.2");
        new PositionSizer(limits).size(intent, spec, e8(equity), e8(usedMargin), e8(dayVolume));
        return intent;
    }

    private static TradeIntent intent(final String price, final String stop) {
        final TradeIntent intent = new TradeIntent();
        intent.action = IntentAction.ENTER;
        intent.side = Side.BUY;
        intent.style = EntryStyle.MARKET;
        intent.refPriceE8 = e8(price);
        intent.stopPriceE8 = e8(stop);
        return intent;
    }

    @Test
    void shouldHoldTheExampleWhenEquityIs400() {
        final TradeIntent intent = size("75", "400", "0", "10000000", spec("10000", "100000"));
        assertEquals(e8("375"), intent.notionalE8);
        assertEquals(e8("75"), intent.marginE8);
        assertEquals(e8("3.75"), intent.qtyE8);
        assertEquals(e8("3"), intent.riskE8);
        assertEquals(SizeCap.NONE, intent.sizeCapCode);
    }

    @Test
    void shouldNameTheCapThatBit() {
        final InstrumentSpec wide = spec("10000", "100000");
        assertCap("40", "400", "0", "10000000", wide, SizeCap.POSITION_MARGIN, "200");
        assertCap("75", "400", "150", "10000000", wide, SizeCap.TOTAL_MARGIN, "250");
        assertCap(
                "75",
                "400",
                "0",
                "10000000",
                spec("10000", "300"),
                SizeCap.BRACKET_NOTIONAL,
                "300");
        assertCap("75", "400", "0", "10000000", spec("2", "100000"), SizeCap.MAX_QTY, "200");
        assertCap("75", "400", "0", "10000", wide, SizeCap.DAY_VOLUME, "100");
    }

    private static void assertCap(
            final String maxMargin,
            final String equity,
            final String usedMargin,
            final String dayVolume,
            final InstrumentSpec spec,
            final int cap,
            final String notional) {
        final TradeIntent intent = size(maxMargin, equity, usedMargin, dayVolume, spec);
        assertEquals(SizeCap.name(cap), SizeCap.name(intent.sizeCapCode));
        assertEquals(e8(notional), intent.notionalE8);
    }

    @Test
    void shouldDropAndNeverRoundUpWhenTooSmall() {
        final InstrumentSpec wide = spec("10000", "100000");
        final TradeIntent small = size("75", "400", "199", "10000000", wide);
        assertEquals(RejectReason.NOTIONAL_TOO_SMALL, small.rejectCode);
        assertEquals(e8("5"), small.rejectValueE8);
        assertEquals(e8("6"), small.rejectLimitE8);
        assertEquals(0, small.qtyE8);
    }

    @Test
    void shouldRefuseWhenStopIsMisplacedOrEquityUnknownOrSizeDoesNotFit() {
        final PositionSizer sizer =
                new PositionSizer(
                        new SizingLimits(e8("0.1"), 125, e8("1000000"), e8("1"), e8("1"), e8("6")));
        final InstrumentSpec spec = spec("10000", "100000");
        final TradeIntent above = intent("100", "101");
        sizer.size(above, spec, e8("400"), 0, VOLUME_E8);
        assertEquals(RejectReason.STOP_MISPLACED, above.rejectCode);
        final TradeIntent poor = intent("100", "99");
        sizer.size(poor, spec, 0, 0, VOLUME_E8);
        assertEquals(RejectReason.NO_EQUITY, poor.rejectCode);
        final TradeIntent huge = intent("90000000000", "89999999999.99999999");
        sizer.size(huge, spec, e8("80000000000"), 0, VOLUME_E8);
        assertEquals(RejectReason.SIZE_OVERFLOW, huge.rejectCode);
        assertEquals(0, huge.qtyE8);
    }
}
