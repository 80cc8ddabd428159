package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EventType;
import dev.bowline.core.risk.RejectReason;
import org.junit.jupiter.api.Test;

/** RISK-1, MD-2: data are as old as the venue says, however lately they came in. */
class LateFeedScenarioTest {
    /** The venue's clock is an hour ahead, which nobody knows. */
    private static final long OFFSET_MS = 3_600_000;

    private static Scenario stamped() {
        final Scenario scenario = Scenario.ready();
        scenario.venueStampMs = OFFSET_MS;
        return scenario.run(1_000);
    }

    private static void assertRefused(final Scenario scenario) {
        scenario.forget().buySignal().run(100);
        assertEquals(
                RejectReason.DATA_STALE,
                scenario.first(DecisionAction.INTENT_REFUSED).reasonCode());
        assertEquals(0, scenario.positionE8());
    }

    private static void assertTrades(final Scenario scenario) {
        scenario.forget().buySignal().run(100);
        assertEquals(e8("3.75"), scenario.positionE8());
    }

    @Test
    void shouldRefuseEntriesWhenTheFeedComesLate() {
        final Scenario scenario = stamped();
        scenario.venueStampMs = OFFSET_MS - 10_000;
        assertRefused(scenario.run(100));
        scenario.venueStampMs = OFFSET_MS - 1_900;
        assertTrades(scenario.run(100));
    }

    @Test
    void shouldStillLeaveWhenTheFeedComesLate() {
        final Scenario scenario = stamped();
        assertTrades(scenario);
        scenario.venueStampMs = OFFSET_MS - 10_000;
        scenario.run(100).exitSignal().run(200);
        assertEquals(0, scenario.positionE8(), "exits are never refused (RISK-5)");
    }

    /** What sits in a pipe that empties slowly is late for longer than the window. */
    @Test
    void shouldRefuseEntriesWhenTheFeedComesLateForLong() {
        final Scenario scenario = stamped();
        scenario.venueStampMs = OFFSET_MS - 10_000;
        scenario.run(1_000).skip(290_000);
        assertRefused(scenario.run(1_000));
    }

    @Test
    void shouldTradeWhenTheClocksDifferByAnything() {
        assertTrades(stamped());
        final Scenario behind = Scenario.ready();
        behind.venueStampMs = -86_400_000L * 1_000;
        assertTrades(behind.run(1_000));
    }

    @Test
    void shouldTradeOnWhenTheVenuesClockIsSetForward() {
        final Scenario scenario = stamped();
        scenario.venueStampMs = 2 * OFFSET_MS;
        assertTrades(scenario.run(1_000));
    }

    /** Ours was set forward: safe at once, and itself again after two windows. */
    @Test
    void shouldTradeAgainWhenOurClockWasSetForwardLongAgo() {
        final Scenario scenario = stamped();
        scenario.venueStampMs = OFFSET_MS - 60_000;
        assertRefused(scenario.run(1_000));
        scenario.skip(301_000).run(1_000).skip(301_000).run(1_000);
        assertTrades(scenario);
    }

    /** MD-8: one garbled stamp of the future does not make everything late. */
    @Test
    void shouldTradeOnWhenOneStampIsGarbled() {
        final Scenario scenario = stamped();
        scenario.send(
                EventType.MARK_PRICE,
                event -> {
                    event.instrumentId = 0;
                    event.eventTimeMs = scenario.nowMs() + 400L * 86_400_000;
                    event.mark().markPriceE8 = e8("100");
                });
        assertTrades(scenario.run(500));
        assertTrue(scenario.count(DecisionAction.INTENT_REFUSED) == 0);
    }
}
