package dev.bowline.gateway.sim;

import static dev.bowline.gateway.sim.VenueScenario.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIM-1: what orders do and which events follow, in the venue's order. */
class SimulatedVenueTest {
    private final VenueScenario xrp = new VenueScenario().open();

    @Test
    void shouldFillAtBestAskWhenMarketOrderFitsVisibleQuantity() {
        assertTrue(xrp.market(Side.BUY, "100", "a").isOk());
        assertEquals(
                List.of(
                        "ORDER NEW NEW a",
                        "LITE a 100",
                        "ORDER TRADE FILLED a 100@2.0001",
                        // 200.01 × 0.0004, rounded up to 1e-8
                        "ACCOUNT ORDER wallet=399.919996 pos=100"),
                xrp.log.take());
    }

    @Test
    void shouldWalkTicksWhenMarketOrderExceedsVisibleQuantity() {
        xrp.book("2", "30", "2.0001", "30");
        xrp.market(Side.BUY, "70", "a");
        xrp.log.take();
        final List<VenueFill> fills = xrp.venue.userTrades(SimulatedVenue.ALL);
        assertEquals(
                List.of(e8("2.0001"), e8("2.0002"), e8("2.0003")),
                fills.stream().map(VenueFill::priceE8).toList());
        assertEquals(
                List.of(e8("30"), e8("30"), e8("10")),
                fills.stream().map(VenueFill::qtyE8).toList());
    }

    @Test
    void shouldReportFillsBeforeTriggeredWhenStopFires() {
        xrp.market(Side.BUY, "100", "a");
        assertTrue(xrp.algo(OrderType.STOP_MARKET, Side.SELL, "100", "1.99", "s").isOk());
        xrp.log.take();
        xrp.later(10).book("1.9899", "500", "1.99", "500").trade("1.99", "5", true);
        assertEquals(
                List.of(
                        "ALGO TRIGGERING s",
                        "ORDER NEW NEW s",
                        "LITE s 100",
                        "ORDER TRADE FILLED s 100@1.9899",
                        "ACCOUNT ORDER wallet=398.8204 pos=0",
                        "ALGO TRIGGERED s",
                        "ALGO FINISHED s"),
                xrp.log.take());
        final AlgoOrder algo = xrp.venue.queryAlgo(0, "s").valueOrNull();
        assertEquals(e8("1.9899"), algo.actualPriceE8);
        assertEquals(e8("100"), algo.actualQtyE8);
        assertEquals(
                algo.childOrderId,
                xrp.venue.queryOrder(VenueScenario.XRP, 0, "s").valueOrNull().orderId);
    }

    @Test
    void shouldExpireRemainderWhenIocFindsTooLittle() {
        xrp.limit(Side.BUY, TimeInForce.IOC, "1500", "2.0001", false, "i");
        assertEquals("ORDER EXPIRED EXPIRED i er=2", xrp.log.take().get(4));
        assertEquals(e8("1000"), xrp.positionE8());
    }

    @Test
    void shouldFillRestingOrderOnlyAfterTheQuantityAheadHasTraded() {
        xrp.book("2", "30", "2.0001", "1000");
        xrp.limit(Side.BUY, TimeInForce.GTC, "20", "2", false, "r");
        xrp.log.take();
        xrp.trade("2", "25", true);
        assertEquals(0, xrp.positionE8());
        xrp.trade("2", "12", false);
        assertEquals(0, xrp.positionE8(), "a buyer's trade at the ask side is not ours");
        xrp.trade("2", "15", true);
        assertEquals(e8("10"), xrp.positionE8(), "25 + 15 traded, 30 stood ahead");
        xrp.trade("1.9999", "0.1", true);
        assertEquals(e8("20"), xrp.positionE8(), "a print through the price fills the rest");
        // Maker fee of USDC contracts is 0.
        assertEquals(e8("400"), xrp.venue.account().walletE8());
        assertEquals("ORDER TRADE FILLED r 10@2", xrp.log.take().get(4));
    }

    @Test
    void shouldFillRestingOrderWhenBookReachesIt() {
        xrp.limit(Side.SELL, TimeInForce.GTX, "20", "2.005", false, "r");
        xrp.book("2.0049", "5", "2.006", "5");
        assertEquals(0, xrp.positionE8());
        xrp.book("2.005", "5", "2.006", "5");
        assertEquals(e8("-5"), xrp.positionE8(), "no more than the bid shows");
        xrp.book("2.0052", "50", "2.006", "5");
        assertEquals(e8("-20"), xrp.positionE8());
        assertEquals(e8("2.005"), xrp.venue.position(0).position().entryPriceE8);
    }

    @Test
    void shouldFlipPositionWhenOppositeOrderIsLarger() {
        xrp.market(Side.BUY, "100", "a");
        xrp.later(1).book("2.1", "1000", "2.1001", "1000").mark("2.1");
        xrp.market(Side.SELL, "150", "b");
        final VenuePosition position = xrp.venue.position(0).position();
        assertEquals(e8("-50"), position.qtyE8);
        assertEquals(e8("2.1"), position.entryPriceE8);
        assertEquals(e8("9.99"), position.accumulatedRealizedE8);
        // 400 + 9.99 − (200.01 + 315) × 0.0004
        assertEquals(e8("409.783996"), xrp.venue.account().walletE8());
    }

    @Test
    void shouldShortenAndExpireReduceOnlyOrdersWhenPositionShrinks() {
        xrp.market(Side.BUY, "100", "a");
        xrp.limit(Side.SELL, TimeInForce.GTC, "60", "2.01", true, "near");
        xrp.limit(Side.SELL, TimeInForce.GTC, "60", "2.02", true, "far");
        assertEquals(e8("40"), order("far").origQtyE8, "shortened to what is left");
        xrp.log.take();
        xrp.market(Side.SELL, "70", "b");
        assertEquals(e8("30"), order("near").origQtyE8);
        assertEquals("EXPIRED", order("far").status.name());
        assertEquals(4, order("far").expiryReason);
        xrp.close(Side.SELL, "50", "c");
        assertEquals(e8("30"), order("c").executedQtyE8, "never beyond the position");
        assertEquals("EXPIRED", order("near").status.name());
        assertEquals(0, xrp.positionE8());
    }

    private VenueOrder order(final String clientId) {
        return xrp.venue.queryOrder(VenueScenario.XRP, 0, clientId).valueOrNull();
    }

    @Test
    void shouldExpireRemainderOfMarketOrderAtTheBound() {
        xrp.book("2", "10", "2.0999", "10");
        xrp.market(Side.BUY, "100", "a");
        assertEquals(e8("20"), xrp.positionE8(), "levels 2.0999 and 2.1; bound is 2 × 1.05");
        assertEquals(9, order("a").expiryReason);
    }

    @Test
    void shouldPayFundingOnceWhenItsTimeComes() {
        xrp.market(Side.BUY, "100", "a");
        final long dueMs = xrp.nowMs + 60_000;
        xrp.venue.onMark(0, e8("2"), e8("2"), 10_000, dueMs, xrp.nowMs);
        xrp.log.take();
        xrp.later(59_999);
        assertTrue(xrp.log.take().isEmpty());
        xrp.later(5_000);
        xrp.venue.onMark(0, e8("2"), e8("2"), 10_000, dueMs, xrp.nowMs);
        // 200 × 0.01 % = 0.02, after 0.080004 of fees
        assertEquals(List.of("ACCOUNT FUNDING_FEE wallet=399.899996"), xrp.log.take());
        final IncomeRow row = xrp.venue.income(0).get(1);
        assertEquals(IncomeRow.Type.FUNDING_FEE, row.type());
        assertEquals(e8("-0.02"), row.incomeE8());
        assertEquals(dueMs, row.timeMs());
    }

    @Test
    void shouldCancelNormalOrdersWhenCountdownEnds() {
        xrp.limit(Side.BUY, TimeInForce.GTC, "10", "1.9", false, "r");
        xrp.algo(OrderType.STOP_MARKET, Side.SELL, "10", "1.8", "s");
        assertEquals(1_000, xrp.venue.countdownCancelAll(0, 1_000, xrp.nowMs).valueOrNull());
        xrp.later(500);
        xrp.venue.countdownCancelAll(0, 1_000, xrp.nowMs);
        xrp.later(999);
        assertEquals(1, xrp.venue.openOrders(0).size());
        xrp.later(1);
        assertEquals(0, xrp.venue.openOrders(SimulatedVenue.ALL).size());
        assertEquals(1, xrp.venue.openAlgoOrders(SimulatedVenue.ALL).size());
    }

    @Test
    void shouldCallMarginThenLiquidateWhenMarkFalls() {
        xrp.market(Side.BUY, "3000", "a");
        final long liquidationE8 = xrp.venue.position(0).liquidationPriceE8();
        xrp.limit(Side.BUY, TimeInForce.GTC, "10", "1.8", false, "r");
        xrp.log.take();
        xrp.later(1).book("1.8901", "5000", "1.8902", "5000").mark("1.89");
        assertEquals(List.of("MARGIN_CALL 1"), xrp.log.take());
        final long belowE8 = liquidationE8 - 1;
        xrp.later(1).book("1.8801", "5000", "1.8802", "5000");
        xrp.venue.onMark(0, liquidationE8 + 100, 0, 0, 0, xrp.nowMs);
        assertTrue(xrp.log.take().isEmpty(), "one call, and not yet liquidated");
        xrp.venue.onMark(0, belowE8, 0, 0, 0, xrp.nowMs);
        final List<String> events = xrp.log.take();
        assertEquals("ORDER CANCELED CANCELED r er=5", events.get(0));
        assertTrue(events.get(1).startsWith("ORDER CALCULATED NEW autoclose-"), events.get(1));
        assertTrue(events.get(3).startsWith("ORDER TRADE FILLED autoclose-"), events.get(3));
        assertEquals(0, xrp.positionE8());
        final List<VenueFill> fills = xrp.venue.userTrades(0);
        final VenueFill last = fills.get(fills.size() - 1);
        // 3000 × 1.8801 × 1.5 %
        assertEquals(e8("84.6045"), last.feeE8());
    }

    @Test
    void shouldClearWalletWhenLossExceedsIt() {
        xrp.market(Side.BUY, "3500", "a");
        xrp.later(1).book("1.5", "90000", "1.5001", "90000").mark("1.5");
        assertEquals(0, xrp.venue.account().walletE8());
        final List<IncomeRow> rows = xrp.venue.income(0);
        assertEquals(IncomeRow.Type.INSURANCE_CLEAR, rows.get(rows.size() - 1).type());
    }
}
