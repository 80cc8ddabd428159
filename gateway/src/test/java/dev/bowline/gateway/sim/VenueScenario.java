package dev.bowline.gateway.sim;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.num.DecimalParser;
import java.util.List;

/** A venue with XRPUSDC (0) and LINKUSDC (1), 400 USDC, and short words to drive it. */
final class VenueScenario {
    static final int XRP = 0;
    static final int LINK = 1;

    final EventLog log = new EventLog();
    final SimulatedVenue venue;
    long nowMs = 1_000_000;
    private long tradeId;
    private long updateId;

    VenueScenario() {
        this("400");
    }

    VenueScenario(final String balance) {
        venue =
                new SimulatedVenue(
                        VenueSettings.usdc(e8(balance)),
                        InstrumentCatalog.builtIn(List.of("XRPUSDC", "LINKUSDC")),
                        log);
    }

    static long e8(final String text) {
        return DecimalParser.parse(text);
    }

    VenueScenario book(
            final String bid, final String bidQty, final String ask, final String askQty) {
        venue.onBook(XRP, e8(bid), e8(bidQty), e8(ask), e8(askQty), ++updateId, nowMs);
        return this;
    }

    VenueScenario trade(final String price, final String qty, final boolean buyerIsMaker) {
        venue.onTrade(XRP, e8(price), e8(qty), buyerIsMaker, ++tradeId, nowMs);
        return this;
    }

    VenueScenario mark(final String mark) {
        venue.onMark(XRP, e8(mark), e8(mark), 10_000, nowMs + 1_000_000_000L, nowMs);
        return this;
    }

    /** Book, trade and mark around 2. */
    VenueScenario open() {
        return book("2", "1000", "2.0001", "1000").trade("2", "1", true).mark("2");
    }

    VenueScenario later(final long ms) {
        nowMs += ms;
        venue.onTime(nowMs);
        return this;
    }

    Reply<VenueOrder> market(final Side side, final String qty, final String id) {
        return venue.placeOrder(
                new OrderRequest(XRP, side, OrderType.MARKET, null, e8(qty), 0, false, id), nowMs);
    }

    Reply<VenueOrder> close(final Side side, final String qty, final String id) {
        return venue.placeOrder(
                new OrderRequest(XRP, side, OrderType.MARKET, null, e8(qty), 0, true, id), nowMs);
    }

    Reply<VenueOrder> limit(
            final Side side,
            final TimeInForce tif,
            final String qty,
            final String price,
            final boolean reduceOnly,
            final String id) {
        return venue.placeOrder(
                new OrderRequest(
                        XRP, side, OrderType.LIMIT, tif, e8(qty), e8(price), reduceOnly, id),
                nowMs);
    }

    /** A reduce-only conditional market order on the last price. */
    Reply<AlgoOrder> algo(
            final OrderType type,
            final Side side,
            final String qty,
            final String trigger,
            final String id) {
        return venue.placeAlgo(
                new AlgoRequest(
                        XRP,
                        side,
                        type,
                        null,
                        e8(qty),
                        0,
                        e8(trigger),
                        WorkingType.CONTRACT_PRICE,
                        false,
                        false,
                        true,
                        0,
                        0,
                        id),
                nowMs);
    }

    Reply<AlgoOrder> closeAll(
            final OrderType type, final Side side, final String trigger, final String id) {
        return venue.placeAlgo(
                new AlgoRequest(
                        XRP,
                        side,
                        type,
                        null,
                        0,
                        0,
                        e8(trigger),
                        WorkingType.MARK_PRICE,
                        true,
                        false,
                        false,
                        0,
                        0,
                        id),
                nowMs);
    }

    long positionE8() {
        return venue.position(XRP).position().qtyE8;
    }
}
