package dev.bowline.gateway.sim;

import static dev.bowline.gateway.sim.VenueScenario.LINK;
import static dev.bowline.gateway.sim.VenueScenario.XRP;
import static dev.bowline.gateway.sim.VenueScenario.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.WorkingType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIM-1: every code the model answers with, and that a refusal leaves no trace. */
class VenueRefusalTest {
    private final VenueScenario xrp = new VenueScenario().open();

    private void refused(final int code, final Reply<?> reply) {
        assertEquals(code, reply.code(), reply.message());
        assertFalse(reply.message().isEmpty());
        assertTrue(xrp.log.lines.isEmpty(), () -> "a refusal sends no event: " + xrp.log.lines);
    }

    private Reply<VenueOrder> gtc(final String qty, final String price) {
        return xrp.limit(Side.BUY, TimeInForce.GTC, qty, price, false, null);
    }

    private Reply<VenueOrder> type(final OrderType type, final TimeInForce tif) {
        return xrp.venue.placeOrder(
                new OrderRequest(XRP, Side.BUY, type, tif, e8("10"), e8("1.99"), false, null),
                xrp.nowMs);
    }

    @Test
    void shouldRefuseWhenOrderBreaksAFilter() {
        refused(-4003, gtc("0", "1.99"));
        refused(-1111, gtc("10.05", "1.99"));
        refused(-4005, gtc("20000000", "1.99"));
        refused(-1111, gtc("10", "1.99001"));
        refused(-4013, gtc("1000", "0.01"));
        refused(-4002, gtc("10", "200000"));
        refused(-4164, gtc("2", "1.99"));
        refused(-4016, gtc("10", "2.2"));
        refused(-4024, xrp.limit(Side.SELL, TimeInForce.GTC, "10", "1.8", false, null));
        assertTrue(gtc("10", "1.99").isOk());
    }

    @Test
    void shouldRefuseWhenGridIsCoarserThanTheDigits() {
        // Precision 8, tick 0.0005, step 0.3: digits fit, the grid does not.
        final EventLog log = new EventLog();
        final SimulatedVenue venue =
                new SimulatedVenue(
                        VenueSettings.usdc(e8("400")),
                        List.of(
                                InstrumentCatalog.invented(
                                        0, "NEXO", "USDC", e8("0.0005"), e8("0.3"))),
                        log);
        final int tickCode =
                venue.placeOrder(
                                new OrderRequest(
                                        0,
                                        Side.BUY,
                                        OrderType.LIMIT,
                                        TimeInForce.GTC,
                                        e8("30"),
                                        e8("1.0001"),
                                        false,
                                        null),
                                1)
                        .code();
        final int stepCode =
                venue.placeOrder(
                                new OrderRequest(
                                        0,
                                        Side.BUY,
                                        OrderType.LIMIT,
                                        TimeInForce.GTC,
                                        e8("30.1"),
                                        e8("1.0005"),
                                        false,
                                        null),
                                1)
                        .code();
        final int minCode =
                venue.placeOrder(
                                new OrderRequest(
                                        0,
                                        Side.BUY,
                                        OrderType.LIMIT,
                                        TimeInForce.GTC,
                                        e8("0.2"),
                                        e8("1.0005"),
                                        false,
                                        null),
                                1)
                        .code();
        assertEquals(-4014, tickCode);
        assertEquals(-4023, stepCode);
        assertEquals(-4004, minCode);
    }

    @Test
    void shouldRefuseWhenRequestIsMalformed() {
        refused(-4120, type(OrderType.STOP_MARKET, null));
        refused(-4120, type(OrderType.TRAILING_STOP_MARKET, null));
        refused(-1116, type(OrderType.UNKNOWN, null));
        refused(-1102, type(OrderType.LIMIT, null));
        refused(-1115, type(OrderType.LIMIT, TimeInForce.RPI));
        refused(-1106, type(OrderType.MARKET, null));
        refused(-1114, type(OrderType.MARKET, TimeInForce.GTC));
        refused(-4015, xrp.market(Side.BUY, "10", "no blanks"));
        refused(-4015, xrp.market(Side.BUY, "10", "a".repeat(37)));
        refused(
                -1121,
                xrp.venue.placeOrder(
                        new OrderRequest(
                                9, Side.BUY, OrderType.MARKET, null, e8("1"), 0, false, null),
                        xrp.nowMs));
    }

    @Test
    void shouldRefuseWhenClientIdIsOpenButNotWhenItIsClosed() {
        assertTrue(xrp.limit(Side.BUY, TimeInForce.GTC, "10", "1.99", false, "x").isOk());
        xrp.log.take();
        refused(-4116, xrp.market(Side.BUY, "10", "x"));
        assertTrue(xrp.venue.cancelOrder(XRP, 0, "x", xrp.nowMs).isOk());
        // The venue is no guard against repetition: a closed id may be used again.
        assertTrue(xrp.market(Side.BUY, "10", "x").isOk());
        assertTrue(xrp.market(Side.BUY, "10", "x").isOk());
        assertEquals(e8("20"), xrp.positionE8());
    }

    @Test
    void shouldRefuseWhenOrderIsUnknown() {
        refused(-2011, xrp.venue.cancelOrder(XRP, 0, "none", xrp.nowMs));
        refused(-2013, xrp.venue.queryOrder(XRP, 5, null));
        refused(-2011, xrp.venue.cancelAlgo(0, "none", xrp.nowMs));
        refused(-2013, xrp.venue.queryAlgo(0, "none"));
        xrp.market(Side.BUY, "10", "done");
        xrp.log.take();
        refused(-2011, xrp.venue.cancelOrder(XRP, 0, "done", xrp.nowMs));
        refused(-2013, xrp.venue.queryOpenOrder(XRP, 0, "done"));
        refused(-2013, xrp.venue.queryOrder(LINK, 0, "done"));
    }

    @Test
    void shouldRefuseWhenMarginOrTableIsExceeded() {
        // 400 USDC at leverage 20 hold less than 8000 USDC.
        refused(-2019, gtc("4000", "2"));
        xrp.venue.transfer(e8("100000"), xrp.nowMs);
        xrp.log.take();
        // At leverage 20 the simple table ends at 250,000.
        refused(-2027, gtc("130000", "2"));
        refused(-4028, xrp.venue.changeLeverage(XRP, 51, xrp.nowMs));
        refused(-4028, xrp.venue.changeLeverage(XRP, 0, xrp.nowMs));
        assertEquals(e8("1000000"), xrp.venue.changeLeverage(XRP, 10, xrp.nowMs).valueOrNull());
        assertTrue(gtc("130000", "2").isOk());
        xrp.log.take();
        refused(-2027, xrp.venue.changeLeverage(XRP, 25, xrp.nowMs));
    }

    @Test
    void shouldRefuseWhenModeIsAlreadySo() {
        refused(-4046, xrp.venue.changeMarginType(XRP, false, xrp.nowMs));
        refused(-1020, xrp.venue.changeMarginType(XRP, true, xrp.nowMs));
        refused(-4059, xrp.venue.changePositionMode(false));
        refused(-4171, xrp.venue.changeAssetsMode(false));
    }

    @Test
    void shouldRefuseWhenReduceOnlyHasNothingToReduce() {
        refused(-2022, xrp.close(Side.SELL, "10", null));
        xrp.market(Side.BUY, "10", null);
        xrp.log.take();
        refused(-2022, xrp.close(Side.BUY, "10", null));
    }

    @Test
    void shouldRefuseWhenFokOrPostOnlyCannotBe() {
        refused(-5021, xrp.limit(Side.BUY, TimeInForce.FOK, "1500", "2.0001", false, null));
        refused(-5022, xrp.limit(Side.BUY, TimeInForce.GTX, "10", "2.0001", false, null));
        assertTrue(xrp.limit(Side.BUY, TimeInForce.FOK, "1500", "2.0002", false, null).isOk());
    }

    @Test
    void shouldRefuseWhenMarketIsTooFarFromMark() {
        xrp.book("2.2", "1000", "2.2001", "1000");
        refused(-4131, xrp.market(Side.BUY, "10", null));
        assertTrue(xrp.market(Side.SELL, "10", null).isOk());
    }

    @Test
    void shouldRefuseWhenBookIsNotKnown() {
        xrp.venue.onMark(LINK, e8("15"), e8("15"), 0, 0, xrp.nowMs);
        refused(
                -1112,
                xrp.venue.placeOrder(
                        new OrderRequest(
                                LINK, Side.BUY, OrderType.MARKET, null, e8("1"), 0, false, null),
                        xrp.nowMs));
    }

    @Test
    void shouldRefuseWhenConditionalOrderIsWrong() {
        xrp.market(Side.BUY, "100", null);
        xrp.log.take();
        refused(-2021, xrp.algo(OrderType.STOP_MARKET, Side.SELL, "100", "2", "a"));
        refused(-2021, xrp.algo(OrderType.TAKE_PROFIT_MARKET, Side.SELL, "100", "1.9", "a"));
        refused(-1102, xrp.algo(OrderType.STOP_MARKET, Side.SELL, "100", "0", "a"));
        refused(-1111, xrp.algo(OrderType.STOP_MARKET, Side.SELL, "100", "1.90001", "a"));
        refused(-1116, xrp.algo(OrderType.MARKET, Side.SELL, "100", "1.9", "a"));
        refused(-4136, xrp.closeAll(OrderType.STOP, Side.SELL, "1.9", "a"));
        refused(-4509, xrp.closeAll(OrderType.STOP_MARKET, Side.BUY, "2.1", "a"));
        refused(
                -4137,
                xrp.venue.placeAlgo(
                        new AlgoRequest(
                                XRP,
                                Side.SELL,
                                OrderType.STOP_MARKET,
                                null,
                                e8("1"),
                                0,
                                e8("1.9"),
                                WorkingType.MARK_PRICE,
                                true,
                                false,
                                false,
                                0,
                                0,
                                "a"),
                        xrp.nowMs));
        assertTrue(xrp.closeAll(OrderType.STOP_MARKET, Side.SELL, "1.9", "a").isOk());
        xrp.log.take();
        refused(-4130, xrp.closeAll(OrderType.STOP_MARKET, Side.SELL, "1.8", "b"));
        refused(-4116, xrp.algo(OrderType.STOP_MARKET, Side.SELL, "100", "1.9", "a"));
        refused(-2013, xrp.venue.queryOrder(XRP, 0, "a"));
        assertTrue(xrp.closeAll(OrderType.TAKE_PROFIT_MARKET, Side.SELL, "2.2", "c").isOk());
        assertTrue(xrp.algo(OrderType.STOP_MARKET, Side.SELL, "100", "1.9", "d").isOk());
    }

    @Test
    void shouldRefuseWhenTooManyConditionalOrdersAreOpen() {
        for (int i = 0; i < AlgoBook.MAX_OPEN; i++) {
            assertTrue(xrp.algo(OrderType.STOP_MARKET, Side.SELL, "1", "1.9", null).isOk());
        }
        xrp.log.take();
        refused(-4045, xrp.algo(OrderType.STOP_MARKET, Side.SELL, "1", "1.9", null));
    }

    @Test
    void shouldRefuseWhenModifyIsWrong() {
        xrp.limit(Side.BUY, TimeInForce.GTC, "10", "1.99", false, "m");
        xrp.log.take();
        refused(-5027, modify("10", "1.99", false));
        refused(-5047, modify("11", "1.99", true));
        refused(-5029, modify("1", "1.99", false));
        refused(-2019, modify("6000", "1.99", false));
        refused(-4016, modify("10", "2.5", false));
        assertTrue(modify("12", "1.98", false).isOk());
        assertEquals("ORDER AMENDMENT NEW m", xrp.log.take().get(0));
        xrp.venue.cancelAllOrders(XRP, xrp.nowMs);
        xrp.log.take();
        refused(-2013, modify("13", "1.98", false));
    }

    private Reply<VenueOrder> modify(
            final String qty, final String price, final boolean reduceOnly) {
        return xrp.venue.modifyOrder(
                new ModifyRequest(XRP, 0, "m", Side.BUY, e8(qty), e8(price), reduceOnly, 7),
                xrp.nowMs);
    }

    @Test
    void shouldRefuseTimeThatRunsBackwards() {
        assertThrows(IllegalArgumentException.class, () -> xrp.venue.onTime(xrp.nowMs - 1));
    }
}
