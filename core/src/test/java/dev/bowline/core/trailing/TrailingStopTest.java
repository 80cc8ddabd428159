package dev.bowline.core.trailing;

import static dev.bowline.core.trailing.Trails.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.Side;
import dev.bowline.core.state.StateBuffer;
import org.junit.jupiter.api.Test;

/** One position's trailing stop, price by price (TS-2 to TS-6, TS-8). */
final class TrailingStopTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long TICK_E8 = e8("0.01");
    private static final long FEE_E8 = e8("0.0004");
    private static final long NOT_KNOWN = 0;

    private long nowNs = 1_000 * 3_600 * SECOND_NS;

    private TrailingStop stop(final Side side) {
        return stop(side, false);
    }

    private static TrailingStop stop(final Side side, final boolean atrMode) {
        final TrailingStop stop =
                new TrailingStop(
                        Trails.parameters(CallbackRegime.RANGING, atrMode), Trails.MINUTE_MS);
        stop.open(side, e8("100"));
        stop.tryApply(TrailingInput.STOP_CONFIRMED);
        return stop;
    }

    private void price(final TrailingStop stop, final String price) {
        price(stop, price, NOT_KNOWN, CallbackRegime.RANGING);
    }

    private void price(
            final TrailingStop stop,
            final String price,
            final long atrE8,
            final CallbackRegime regime) {
        nowNs += SECOND_NS;
        stop.onPrice(e8(price), nowNs, atrE8, regime);
    }

    private static long wantedE8(final TrailingStop stop) {
        return stop.wantedStopE8(TICK_E8, FEE_E8, true);
    }

    @Test
    void shouldWantNothingWhenProfitIsSmall() {
        final TrailingStop stop = stop(Side.BUY);
        price(stop, "100.39");
        assertEquals(0, wantedE8(stop));
        assertEquals(TrailingPhase.WAITING, stop.phase());
        assertEquals(e8("100.6"), stop.activationPriceE8());
    }

    @Test
    void shouldCoverCostsOfBothSidesWhenBreakEvenIsReached() {
        final TrailingStop rising = stop(Side.BUY);
        price(rising, "100.4");
        assertEquals(e8("100.09"), wantedE8(rising), "100 × 1.0004 / 0.9996 = 100.080032, up");
        final TrailingStop falling = stop(Side.SELL);
        price(falling, "99.6");
        assertEquals(e8("99.92"), wantedE8(falling), "100 × 0.9996 / 1.0004 = 99.920031, down");
        price(falling, "99.9");
        assertEquals(e8("99.92"), wantedE8(falling), "the extreme is never reset");
    }

    @Test
    void shouldActivateAndFollowWhenProfitIsReached() {
        final TrailingStop stop = stop(Side.BUY);
        price(stop, "100.6");
        assertEquals(TrailingPhase.ACTIVE, stop.phase());
        assertEquals(e8("100.19"), wantedE8(stop), "100.1976, toward the entry");
        price(stop, "102");
        assertEquals(e8("101.59"), wantedE8(stop), "101.592, toward the entry");
        price(stop, "101.6");
        assertEquals(e8("101.59"), wantedE8(stop));
        assertEquals(e8("102"), stop.extremeE8());
        final TrailingStop mirrored = stop(Side.SELL);
        price(mirrored, "99.4");
        assertEquals(TrailingPhase.ACTIVE, mirrored.phase());
        assertEquals(e8("99.8"), wantedE8(mirrored), "99.7976, toward the entry");
    }

    @Test
    void shouldActivateByTimeWhenProfitLastsWithoutBreak() {
        final TrailingStop stop = stop(Side.BUY);
        price(stop, "100.05");
        nowNs += 1_799 * SECOND_NS;
        price(stop, "100");
        nowNs += 2 * SECOND_NS;
        price(stop, "100.05");
        assertEquals(TrailingPhase.WAITING, stop.phase(), "the entry price is no profit");
        nowNs += 1_798 * SECOND_NS;
        price(stop, "100.02");
        assertEquals(TrailingPhase.WAITING, stop.phase());
        price(stop, "100.02");
        assertEquals(TrailingPhase.ACTIVE, stop.phase());
        assertEquals(e8("99.65"), wantedE8(stop), "99.6498, below the entry: up");
    }

    @Test
    void shouldNotActivateWhenNoStopIsConfirmed() {
        final TrailingStop stop =
                new TrailingStop(
                        Trails.parameters(CallbackRegime.RANGING, false), Trails.MINUTE_MS);
        stop.open(Side.BUY, e8("100"));
        price(stop, "101");
        assertEquals(TrailingPhase.INACTIVE, stop.phase());
        stop.tryApply(TrailingInput.STOP_CONFIRMED);
        price(stop, "100.5");
        assertEquals(TrailingPhase.ACTIVE, stop.phase(), "the extreme has been there");
    }

    @Test
    void shouldKeepTheLevelWhenRegimeWidensTheCallback() {
        final TrailingStop stop = stop(Side.BUY);
        price(stop, "102", NOT_KNOWN, CallbackRegime.CHOPPY);
        assertEquals(e8("101.69"), wantedE8(stop));
        price(stop, "102.1", NOT_KNOWN, CallbackRegime.TRENDING);
        assertEquals(e8("101.69"), wantedE8(stop), "102.1 × 0.992 would be farther away");
        price(stop, "103", NOT_KNOWN, CallbackRegime.TRENDING);
        assertEquals(e8("102.17"), wantedE8(stop));
    }

    @Test
    void shouldTightenWhileThereIsMomentumAndNotAfter() {
        final TrailingStop stop = stop(Side.BUY);
        // Bars of one minute and a window of one minute: 1.5 ATR is 0.3.
        final long atrE8 = e8("0.2");
        price(stop, "101", atrE8, CallbackRegime.RANGING);
        assertFalse(stop.isMomentum(), "the first price of the window");
        price(stop, "101.3", atrE8, CallbackRegime.RANGING);
        assertFalse(stop.isMomentum(), "0.3 is not more than 0.3");
        price(stop, "101.31", atrE8, CallbackRegime.RANGING);
        assertTrue(stop.isMomentum());
        assertEquals(e8("101.02"), wantedE8(stop), "101.31 × (1 − 0.004 × 0.7) = 101.0263");
        nowNs += 60 * SECOND_NS;
        price(stop, "101.32", atrE8, CallbackRegime.RANGING);
        assertFalse(stop.isMomentum());
        assertEquals(e8("101.02"), wantedE8(stop), "the stop stays where it was");
        nowNs += 60 * SECOND_NS;
        price(stop, "102", atrE8, CallbackRegime.RANGING);
        assertEquals(e8("101.59"), wantedE8(stop), "the usual callback again");
    }

    @Test
    void shouldScaleAtrByTheRootOfTime() {
        assertEquals(e8("1"), TrailingStop.rootE8(60_000, 60_000));
        assertEquals(e8("2"), TrailingStop.rootE8(240_000, 60_000));
        assertEquals(25_819_887, TrailingStop.rootE8(60_000, 900_000), "1 / √15");
    }

    @Test
    void shouldKeepAtrMultipleWhenAtrModeAndAtrIsKnown() {
        final TrailingStop stop = stop(Side.BUY, true);
        price(stop, "101", NOT_KNOWN, CallbackRegime.TRENDING);
        assertEquals(e8("100.19"), wantedE8(stop), "share of 0.8 % until ATR is known");
        nowNs += 120 * SECOND_NS;
        price(stop, "102", e8("0.5"), CallbackRegime.TRENDING);
        assertEquals(e8("101"), wantedE8(stop), "2 ATR");
    }

    @Test
    void shouldFollowTheAverageWhenEntryFillsOn() {
        final TrailingStop stop = stop(Side.BUY);
        stop.onEntry(e8("101"));
        assertEquals(e8("101.606"), stop.activationPriceE8());
        price(stop, "101.4");
        assertEquals(0, wantedE8(stop), "0.4 % of 101 is 0.404");
        price(stop, "101.404");
        assertEquals(e8("101.09"), wantedE8(stop), "101.080832, up");
    }

    @Test
    void shouldWaitForIntervalAndImprovementWhenStopIsToMove() {
        final TrailingStop stop = stop(Side.BUY);
        assertFalse(stop.mayUpdate(e8("100"), e8("100.09"), nowNs), "0.09 %");
        assertTrue(stop.mayUpdate(e8("100"), e8("100.1"), nowNs), "0.1 %");
        stop.onConfirmed(false, nowNs);
        assertFalse(stop.mayUpdate(e8("100.1"), e8("101"), nowNs + 59_999 * 1_000_000L));
        assertTrue(stop.mayUpdate(e8("100.1"), e8("101"), nowNs + 60 * SECOND_NS));
        assertFalse(stop.mayUpdate(e8("100.1"), e8("101.1"), nowNs), "0.999 %");
        assertTrue(stop.mayUpdate(e8("100.1"), e8("101.101"), nowNs), "1 % overrides");
        assertFalse(stop.mayUpdate(e8("100.1"), e8("100.1"), nowNs + 600 * SECOND_NS));
        assertFalse(stop.mayUpdate(e8("100.1"), e8("99"), nowNs + 600 * SECOND_NS), "never back");
    }

    @Test
    void shouldKeepUpdateTimeButWaitWhenVenueRefuses() {
        final TrailingStop stop = stop(Side.SELL);
        stop.onRefused(e8("99.5"), false, nowNs);
        assertEquals(0, stop.lastUpdateNs());
        assertEquals(0, stop.passedStopE8());
        assertFalse(stop.mayUpdate(e8("100.8"), e8("99.5"), nowNs + 59 * SECOND_NS), "1.3 % again");
        assertTrue(stop.mayUpdate(e8("100.8"), e8("98.5"), nowNs + SECOND_NS), "1 % beyond it");
        assertTrue(stop.mayUpdate(e8("100.8"), e8("99.5"), nowNs + 60 * SECOND_NS));
        stop.onRefused(e8("99.5"), true, nowNs);
        assertEquals(e8("99.5"), stop.passedStopE8());
        stop.onConfirmed(true, nowNs + 60 * SECOND_NS);
        assertEquals(0, stop.passedStopE8());
        assertEquals(1, stop.updates());
        assertTrue(stop.isTrailConfirmed());
    }

    @Test
    void shouldComeBackWholeWhenWrittenAndRead() {
        final TrailingStop written = stop(Side.SELL);
        price(written, "99.3", e8("0.1"), CallbackRegime.CHOPPY);
        price(written, "98.7", e8("0.1"), CallbackRegime.CHOPPY);
        written.onConfirmed(true, nowNs);
        written.onRefused(e8("98.9"), true, nowNs + 5);
        final StateBuffer buffer = new StateBuffer();
        written.write(buffer);
        final TrailingStop read =
                new TrailingStop(
                        Trails.parameters(CallbackRegime.RANGING, false), Trails.MINUTE_MS);
        read.read(new StateBuffer(buffer.toBytes()));
        final StateBuffer again = new StateBuffer();
        read.write(again);
        assertEquals(hex(buffer), hex(again));
        assertEquals(e8("98.7"), read.extremeE8());
        assertTrue(read.isMomentum());
        price(written, "98.5", e8("0.1"), CallbackRegime.CHOPPY);
        nowNs -= SECOND_NS;
        price(read, "98.5", e8("0.1"), CallbackRegime.CHOPPY);
        assertEquals(wantedE8(written), wantedE8(read));
        final StateBuffer torn = new StateBuffer();
        torn.putLong(0);
        torn.putLong(9);
        assertThrows(IllegalStateException.class, () -> read.read(new StateBuffer(torn.toBytes())));
    }

    private static String hex(final StateBuffer buffer) {
        return java.util.HexFormat.of().formatHex(buffer.toBytes());
    }
}
