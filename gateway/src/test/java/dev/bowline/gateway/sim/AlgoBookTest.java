package dev.bowline.gateway.sim;

import static dev.bowline.gateway.sim.VenueScenario.XRP;
import static dev.bowline.gateway.sim.VenueScenario.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.event.WorkingType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIM-1, OMS-5: the five conditional types, their prices, and their life cycle. */
class AlgoBookTest {
    private final VenueScenario xrp = new VenueScenario().open();

    private VenueOrderStatus status(final String id) {
        return xrp.venue.queryAlgo(0, id).valueOrNull().status;
    }

    private Reply<AlgoOrder> place(
            final OrderType type,
            final Side side,
            final String price,
            final String trigger,
            final WorkingType workingType,
            final String id) {
        return xrp.venue.placeAlgo(
                new AlgoRequest(
                        XRP,
                        side,
                        type,
                        null,
                        e8("100"),
                        e8(price),
                        e8(trigger),
                        workingType,
                        false,
                        false,
                        false,
                        0,
                        0,
                        id),
                xrp.nowMs);
    }

    @Test
    void shouldTriggerOnItsOwnPriceAlone() {
        place(OrderType.STOP_MARKET, Side.BUY, "0", "2.05", WorkingType.MARK_PRICE, "mark");
        place(OrderType.STOP_MARKET, Side.BUY, "0", "2.05", WorkingType.CONTRACT_PRICE, "last");
        xrp.book("2.05", "1000", "2.0501", "1000").trade("2.0499", "1", false);
        assertEquals(VenueOrderStatus.NEW, status("last"));
        xrp.trade("2.05", "1", false);
        assertEquals(VenueOrderStatus.FINISHED, status("last"));
        assertEquals(VenueOrderStatus.NEW, status("mark"));
        xrp.mark("2.06");
        assertEquals(VenueOrderStatus.FINISHED, status("mark"));
    }

    @Test
    void shouldRestChildWhenStopLimitTriggers() {
        place(OrderType.STOP, Side.BUY, "2.04", "2.05", WorkingType.CONTRACT_PRICE, "s");
        place(OrderType.TAKE_PROFIT, Side.BUY, "1.9", "1.95", WorkingType.CONTRACT_PRICE, "t");
        xrp.log.take();
        xrp.book("2.05", "1000", "2.0501", "1000").trade("2.05", "1", false);
        assertEquals(
                List.of("ALGO TRIGGERING s", "ORDER NEW NEW s", "ALGO TRIGGERED s"),
                xrp.log.take());
        xrp.trade("2.0399", "1", true);
        final List<String> events = xrp.log.take();
        assertEquals("ORDER TRADE FILLED s 100@2.04", events.get(1));
        assertEquals("ALGO FINISHED s", events.get(3));
        assertEquals(VenueOrderStatus.NEW, status("t"));
        xrp.book("1.94", "1000", "1.9401", "1000").trade("1.94", "1", true);
        assertEquals(VenueOrderStatus.TRIGGERED, status("t"));
        xrp.venue.cancelOrder(XRP, 0, "t", xrp.nowMs);
        assertEquals(VenueOrderStatus.FINISHED, status("t"));
        assertEquals(0, xrp.venue.queryAlgo(0, "t").valueOrNull().actualQtyE8);
    }

    @Test
    void shouldTakeProfitWhenPriceRises() {
        xrp.market(Side.BUY, "100", "a");
        xrp.algo(OrderType.TAKE_PROFIT_MARKET, Side.SELL, "100", "2.05", "t");
        xrp.book("2.05", "1000", "2.0501", "1000").trade("2.05", "1", false);
        assertEquals(0, xrp.positionE8());
        assertEquals(e8("2.05"), xrp.venue.queryAlgo(0, "t").valueOrNull().actualPriceE8);
    }

    @Test
    void shouldFollowThePriceWhenTrailing() {
        xrp.market(Side.BUY, "100", "a");
        final Reply<AlgoOrder> reply =
                xrp.venue.placeAlgo(
                        new AlgoRequest(
                                XRP,
                                Side.SELL,
                                OrderType.TRAILING_STOP_MARKET,
                                null,
                                e8("100"),
                                0,
                                0,
                                null,
                                false,
                                false,
                                true,
                                e8("2.1"),
                                e8("1"),
                                "t"),
                        xrp.nowMs);
        assertTrue(reply.isOk(), reply.message());
        xrp.trade("1.9", "1", true);
        assertEquals(VenueOrderStatus.NEW, status("t"), "not active below 2.1");
        xrp.book("2.2", "1000", "2.2001", "1000").trade("2.2", "1", false);
        assertTrue(xrp.venue.queryAlgo(0, "t").valueOrNull().activated);
        xrp.trade("2.1781", "1", true);
        assertEquals(VenueOrderStatus.NEW, status("t"), "1 % below 2.2 is 2.178");
        xrp.book("2.1779", "1000", "2.178", "1000").mark("2.178").trade("2.178", "1", true);
        assertEquals(VenueOrderStatus.FINISHED, status("t"));
        assertEquals(0, xrp.positionE8());
    }

    @Test
    void shouldRefuseTrailingOnTheWrongSideOrWithBadRate() {
        assertEquals(-2021, trailing("1.9", "1").code());
        assertEquals(-2007, trailing("2.1", "0.05").code());
        assertEquals(-2007, trailing("2.1", "21").code());
    }

    private Reply<AlgoOrder> trailing(final String activate, final String rate) {
        return xrp.venue.placeAlgo(
                new AlgoRequest(
                        XRP,
                        Side.SELL,
                        OrderType.TRAILING_STOP_MARKET,
                        null,
                        e8("100"),
                        0,
                        0,
                        null,
                        false,
                        false,
                        true,
                        e8(activate),
                        e8(rate),
                        null),
                xrp.nowMs);
    }

    @Test
    void shouldCloseWholePositionAndExpireTheOtherWhenClosePositionFires() {
        xrp.market(Side.BUY, "100", "a");
        xrp.closeAll(OrderType.STOP_MARKET, Side.SELL, "1.9", "s");
        xrp.closeAll(OrderType.TAKE_PROFIT_MARKET, Side.SELL, "2.1", "t");
        xrp.market(Side.BUY, "20", "b");
        assertEquals(TimeInForce.GTE_GTC, xrp.venue.queryAlgo(0, "s").valueOrNull().timeInForce);
        xrp.log.take();
        xrp.book("1.9", "1000", "1.9001", "1000").mark("1.9");
        final List<String> events = xrp.log.take();
        assertEquals("ALGO TRIGGERING s", events.get(0));
        assertEquals("ORDER TRADE FILLED s 120@1.9", events.get(3));
        assertEquals("ALGO TRIGGERED s", events.get(5));
        assertEquals("ALGO FINISHED s", events.get(6));
        assertEquals("ALGO EXPIRED t", events.get(7));
    }

    @Test
    void shouldRejectAtTheTriggerWhenReduceOnlyHasNoPosition() {
        xrp.market(Side.BUY, "100", "a");
        xrp.algo(OrderType.STOP_MARKET, Side.SELL, "100", "1.95", "s");
        xrp.algo(OrderType.STOP_MARKET, Side.SELL, "100", "1.9", "old");
        xrp.close(Side.SELL, "100", "c");
        assertEquals(2, xrp.venue.openAlgoOrders(XRP).size(), "they do not expire by themselves");
        xrp.log.take();
        xrp.trade("1.95", "1", true);
        assertEquals(
                List.of("ALGO TRIGGERING s", "ALGO REJECTED s ReduceOnly Order is rejected."),
                xrp.log.take());
        assertTrue(xrp.venue.cancelAlgo(0, "old", xrp.nowMs).isOk());
        assertEquals(List.of("ALGO CANCELED old"), xrp.log.take());
    }

    @Test
    void shouldRejectAtTheTriggerWhenMarginIsMissing() {
        xrp.venue.placeAlgo(
                new AlgoRequest(
                        XRP,
                        Side.BUY,
                        OrderType.STOP_MARKET,
                        null,
                        e8("9000"),
                        0,
                        e8("2.01"),
                        null,
                        false,
                        false,
                        false,
                        0,
                        0,
                        "big"),
                xrp.nowMs);
        xrp.trade("2.01", "1", false);
        assertEquals(
                "Margin is insufficient.",
                xrp.venue.queryAlgo(0, "big").valueOrNull().rejectMessageOrNull);
    }

    @Test
    void shouldRejectAtTheTriggerWhenPricesAreTooFarApart() {
        xrp.venue.placeAlgo(
                new AlgoRequest(
                        XRP,
                        Side.BUY,
                        OrderType.STOP_MARKET,
                        null,
                        e8("10"),
                        0,
                        e8("2.2"),
                        null,
                        false,
                        true,
                        false,
                        0,
                        0,
                        "p"),
                xrp.nowMs);
        xrp.trade("2.2", "1", false);
        assertEquals(VenueOrderStatus.REJECTED, status("p"));
    }
}
