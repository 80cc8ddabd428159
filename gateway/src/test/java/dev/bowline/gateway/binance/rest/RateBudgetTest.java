package dev.bowline.gateway.binance.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The venue's limits (MD-7 for the clock): neither broken nor forgotten. */
class RateBudgetTest {
    private static final long NOW = 1_788_231_600_000L; // a whole minute

    private final RateBudget budget = new RateBudget(100, 5, 8);

    @Test
    void shouldStopAtTheLimitWhenRequestsAreCounted() {
        budget.onRequest(60, 0, NOW);
        assertTrue(budget.hasWeight(40, 0, NOW));
        assertFalse(budget.hasWeight(41, 0, NOW));
        assertFalse(budget.hasWeight(30, 11, NOW));
        assertTrue(budget.hasWeight(100, 0, NOW + 60_000));
    }

    @Test
    void shouldCountOrdersInBothWindowsWhenTheyLeave() {
        for (int i = 0; i < 5; i++) {
            assertTrue(budget.hasOrders(1, 0, NOW));
            budget.onRequest(0, 1, NOW);
        }
        assertFalse(budget.hasOrders(1, 0, NOW + 9_999));
        assertTrue(budget.hasOrders(3, 0, NOW + 10_000));
        assertFalse(budget.hasOrders(3, 1, NOW + 10_000));
        assertFalse(budget.hasOrders(4, 0, NOW + 10_000));
        assertTrue(budget.hasOrders(5, 0, NOW + 60_000));
    }

    @Test
    void shouldBelieveTheGreaterWhenHeadersTellMore() {
        budget.onRequest(10, 1, NOW);
        budget.onHeader("X-MBX-USED-WEIGHT-1M", "95", NOW);
        budget.onHeader("x-mbx-order-count-10s", "4", NOW);
        budget.onHeader("X-Mbx-Order-Count-1m", "6", NOW);
        assertEquals(95, budget.weightUsed(NOW));
        assertEquals(6, budget.ordersInMinute(NOW));
        assertFalse(budget.hasWeight(6, 0, NOW));
        assertTrue(budget.hasOrders(1, 0, NOW));
        assertFalse(budget.hasOrders(2, 0, NOW));
        budget.onHeader("x-mbx-used-weight-1m", "7", NOW);
        budget.onHeader("x-mbx-used-weight-1m", "x", NOW);
        budget.onHeader("x-mbx-used-weight", "99", NOW);
        assertEquals(95, budget.weightUsed(NOW));
    }

    @Test
    void shouldWaitWhenTheVenueSaysSo() {
        budget.onLimitReply(429, NOW + 3_000, NOW);
        assertFalse(budget.hasWeight(1, 0, NOW + 2_999));
        assertTrue(budget.hasWeight(1, 0, NOW + 3_000));
        budget.onLimitReply(429, 0, NOW + 10_000);
        assertEquals(NOW + 60_000, budget.blockedUntilMs());
        budget.onLimitReply(418, NOW + 300_000, NOW + 60_000);
        assertFalse(budget.hasOrders(1, 0, NOW + 299_999));
        assertTrue(budget.hasOrders(1, 0, NOW + 300_000));
        budget.onLimitReply(418, 0, NOW + 300_000);
        assertEquals(NOW + 420_000, budget.blockedUntilMs());
    }

    @Test
    void shouldHoldOrdersOnlyWhenOrdersWereTooMany() {
        budget.onTooManyOrders(0, NOW + 5_000);
        assertTrue(budget.hasWeight(1, 0, NOW + 5_000));
        assertFalse(budget.hasOrders(1, 0, NOW + 9_999));
        assertTrue(budget.hasOrders(1, 0, NOW + 10_000));
        budget.onTooManyOrders(NOW + 40_000, NOW + 10_000);
        assertFalse(budget.hasOrders(1, 0, NOW + 39_999));
        assertTrue(budget.hasOrders(1, 0, NOW + 40_000));
        assertEquals(0, budget.blockedUntilMs());
    }

    @Test
    void shouldKeepTheOffsetOfTheShortestRoundTripWhenMeasuring() {
        final ServerClock clock = new ServerClock();
        assertFalse(clock.isMeasured());
        final long ms = 1_000_000L;
        assertTrue(clock.onSample(1_000 * ms, 1_100 * ms, 6_050));
        assertEquals(5_000 * ms + ms / 2, clock.offsetNs());
        assertFalse(clock.onSample(1_000 * ms, 1_200 * ms, 9_000));
        assertFalse(clock.onSample(1_000 * ms, 999 * ms, 9_000));
        assertTrue(clock.onSample(2_000 * ms, 2_010 * ms, 6_505));
        assertEquals(4_500 * ms + ms / 2, clock.offsetNs());
        assertEquals(10 * ms, clock.roundTripNs());
        assertEquals(7_500, clock.timestampMs(3_000 * ms));
        clock.startMeasurement();
        assertTrue(clock.isMeasured());
        assertTrue(clock.onSample(0, 100 * ms, 49));
        assertEquals(-1, clock.timestampMs(-ms / 2));
        assertEquals(-2, clock.timestampMs(-ms / 2 - 1));
    }
}
