package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.Side;
import org.junit.jupiter.api.Test;

/** REC-2: queries of positions lag behind the stream, and nothing is unprotected for that. */
class LaggingSnapshotScenarioTest {
    /** So long answers of the venue's queries may lag. */
    private static final long LAG_MS = TestSetup.protection().stopLookupMs();

    private static Scenario protectedPosition() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.freezePositions();
        scenario.buySignal().run(100);
        assertEquals(e8("3.75"), scenario.venue.stopQtyE8());
        return scenario;
    }

    private static void assertUntouched(final Scenario scenario) {
        assertEquals(0, scenario.count(DecisionAction.DRIFT_REMOVE));
        assertEquals(0, scenario.count(DecisionAction.DRIFT_QTY));
        assertEquals(0, scenario.count(DecisionAction.DRIFT_ADD));
        assertEquals(0, scenario.venue.uncoveredAfterCovered);
        scenario.assertReconciled("lagging");
    }

    @Test
    void shouldKeepStopWhenSnapshotLeavesOutAPositionThatWasJustOpened() {
        final Scenario scenario = protectedPosition();
        for (int i = 0; i < 8; i++) {
            scenario.venue.snapshot();
            scenario.run(500);
        }
        scenario.venue.thawPositions();
        scenario.run(3_000);
        assertTrue(scenario.venue.reconciles > 0, "it was read again, and not 30 s later");
        assertUntouched(scenario);
    }

    @Test
    void shouldKeepStopOverAllWhenSnapshotShowsOnlyTheFirstPart() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.fillParts = 2;
        scenario.buySignal();
        scenario.venue.positionE8 = e8("1.875");
        scenario.venue.freezePositions();
        scenario.venue.positionE8 = e8("3.75");
        scenario.run(300);
        scenario.venue.snapshot();
        scenario.run(300);
        scenario.venue.thawPositions();
        scenario.run(8_000);
        assertUntouched(scenario);
    }

    /** The fills told with the snapshot are known already, so nothing else keeps its rows out. */
    @Test
    void shouldKeepStopWhenKnownFillsAreToldAgainBeforeTheRows() {
        final Scenario scenario = protectedPosition();
        scenario.venue.areFillsRead = true;
        scenario.venue.tradeList();
        scenario.venue.snapshot();
        scenario.run(200);
        scenario.venue.thawPositions();
        scenario.run(8_000);
        assertUntouched(scenario);
    }

    @Test
    void shouldNotAdoptWhatWasJustClosedWhenSnapshotStillShowsIt() {
        final Scenario scenario = Scenario.ready().buySignal().run(10_000);
        scenario.venue.freezePositions();
        scenario.run(10).exitSignal().run(200);
        assertEquals(0, scenario.positionE8());
        scenario.venue.snapshot();
        scenario.run(1_000);
        assertEquals(0, scenario.positionE8());
        scenario.venue.thawPositions();
        scenario.run(8_000);
        assertUntouched(scenario);
    }

    /** Nobody may be fooled twice: what the venue closed unseen is gone by the next snapshot. */
    @Test
    void shouldRemoveWithinOneMoreSnapshotWhenVenueClosedUnseenRightAfterTheEntry() {
        final Scenario scenario = Scenario.ready().buySignal().run(300);
        scenario.venue.positionE8 = 0;
        scenario.venue.snapshot();
        scenario.run(100);
        assertEquals(e8("3.75"), scenario.positionE8(), "it may be the lag");
        scenario.run(LAG_MS + 500);
        assertEquals(1, scenario.venue.reconciles);
        assertEquals(1, scenario.count(DecisionAction.DRIFT_REMOVE));
        assertEquals(0, scenario.positionE8());
        scenario.assertReconciled("closed unseen");
    }

    @Test
    void shouldRemoveAtOnceWhenNothingWasToldOfThePositionForLonger() {
        final Scenario scenario = Scenario.ready().buySignal().run(LAG_MS + 1_000);
        scenario.venue.positionE8 = 0;
        scenario.venue.snapshot();
        scenario.run(200);
        assertEquals(1, scenario.count(DecisionAction.DRIFT_REMOVE));
        scenario.assertReconciled("closed long after");
    }

    /** A row cannot be trusted for ever to be the old one: what it says twice is believed. */
    @Test
    void shouldFollowARowThatStaysOlderThanTheNewestFillWhenItIsSaidTwice() {
        final Scenario scenario = Scenario.ready();
        scenario.run(10);
        scenario.venue.positionE8 = e8("1");
        scenario.venue.entryE8 = e8("100");
        scenario.venue.freezePositions();
        scenario.venue.positionE8 = 0;
        scenario.run(10).buySignal().run(LAG_MS + 1_000);
        scenario.venue.positionE8 = e8("1");
        scenario.venue.snapshot();
        scenario.run(100);
        assertEquals(e8("3.75"), scenario.positionE8());
        scenario.run(2_000);
        assertEquals(1, scenario.venue.reconciles);
        assertEquals(e8("1"), scenario.positionE8());
    }

    /** Two rows of one millisecond, the older one told last. */
    @Test
    void shouldKeepStopOverAllWhenARowOfTheFirstPartComesAfterTheFills() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.fillParts = 2;
        scenario.buySignal();
        tellFirstPart(scenario, scenario.venue.trades.get(0).timeMs());
        scenario.run(2_000);
        assertTrue(scenario.venue.reconciles > 0, "it was read");
        scenario.run(8_000);
        assertUntouched(scenario);
    }

    private static void tellFirstPart(final Scenario scenario, final long timeMs) {
        final long nowMs = scenario.venue.nowMs;
        scenario.venue.nowMs = timeMs;
        scenario.venue.positionE8 = e8("1.875");
        scenario.venue.positionRow(AccountReason.ORDER);
        scenario.venue.positionE8 = e8("3.75");
        scenario.venue.nowMs = nowMs;
    }

    /** The stream's row knows better than a query that is behind it. */
    @Test
    void shouldNotForgetWhatTheStreamSaidWhenSnapshotIsBehind() {
        final Scenario scenario = Scenario.ready();
        scenario.run(10);
        scenario.venue.freezePositions();
        scenario.venue.foreignTrade(Side.BUY, e8("2"), OrderOrigin.FOREIGN);
        scenario.venue.outbox.remove(0);
        scenario.run(100);
        scenario.venue.snapshot();
        scenario.run(2_000);
        assertEquals(e8("2"), scenario.positionE8(), "adopted from the row");
        assertTrue(scenario.venue.stopQtyE8() >= e8("2"));
    }
}
