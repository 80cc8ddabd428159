package dev.bowline.gateway.sim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.gateway.sim.AlgoOrder;
import dev.bowline.gateway.sim.AlgoRequest;
import dev.bowline.gateway.sim.InstrumentCatalog;
import dev.bowline.gateway.sim.OrderRequest;
import dev.bowline.gateway.sim.PositionView;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.VenueFill;
import dev.bowline.gateway.sim.VenueListener;
import dev.bowline.gateway.sim.VenueOrder;
import dev.bowline.gateway.sim.VenuePosition;
import dev.bowline.gateway.sim.VenueSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SIM-3: the phases of a position as the exchange sees them, one after the other. */
class PhaseWatchTest {
    private static final long NOW_MS = 1_000_000;

    private final SimulatedVenue venue =
            new SimulatedVenue(
                    VenueSettings.usdc(e8("400")),
                    InstrumentCatalog.builtIn(List.of("XRPUSDC")),
                    new Nobody());
    private final PhaseWatch watch = new PhaseWatch(venue);
    private long tradeId;

    private static long e8(final String text) {
        return DecimalParser.parse(text);
    }

    @BeforeEach
    void openMarket() {
        venue.onBook(0, e8("2"), e8("1000"), e8("2.0001"), e8("1000"), 1, NOW_MS);
        trade("2.0001", "1");
    }

    private void trade(final String price, final String qty) {
        venue.onTrade(0, e8(price), e8(qty), true, ++tradeId, NOW_MS);
    }

    private void entry() {
        venue.placeOrder(
                new OrderRequest(
                        0,
                        Side.BUY,
                        OrderType.LIMIT,
                        TimeInForce.GTC,
                        e8("100"),
                        e8("1.9990"),
                        false,
                        "e"),
                NOW_MS);
    }

    private void stop(final String trigger, final String id) {
        venue.placeAlgo(
                new AlgoRequest(
                        0,
                        Side.SELL,
                        OrderType.STOP_MARKET,
                        null,
                        e8("100"),
                        0,
                        e8(trigger),
                        WorkingType.CONTRACT_PRICE,
                        false,
                        false,
                        true,
                        0,
                        0,
                        id),
                NOW_MS);
    }

    private PositionPhase now() {
        watch.observe();
        return watch.phaseOrNull(0);
    }

    private static RestRequest post(final String type, final boolean reduceOnly) {
        return new RestRequest(
                "POST",
                "/fapi/v1/order",
                Map.of("symbol", "XRPUSDC", "type", type, "reduceOnly", String.valueOf(reduceOnly)),
                null);
    }

    @Test
    void shouldFollowAPositionThroughItsWholeLife() {
        assertNull(now());
        assertEquals(PositionPhase.ENTRY, watch.onRequestOrNull(post("LIMIT", false)));
        assertNull(now(), "the request alone is no order");
        entry();
        assertEquals(PositionPhase.ENTRY, now());
        // The queue ahead is empty below the best bid once the bid is there.
        venue.onBook(0, e8("1.9980"), e8("10"), e8("2.0001"), e8("1000"), 2, NOW_MS);
        trade("1.9990", "40");
        assertEquals(PositionPhase.PARTIAL, now());
        trade("1.9990", "60");
        assertEquals(PositionPhase.UNPROTECTED, now());
        stop("1.9900", "s1");
        assertEquals(PositionPhase.PROTECTED, now());
        stop("1.9950", "s2");
        assertEquals(PositionPhase.TRAILING, now());
        venue.cancelAlgo(0, "s1", NOW_MS);
        assertEquals(PositionPhase.TRAILING, now());
        assertEquals(
                PositionPhase.TRAILING,
                watch.onEventOrNull("XRPUSDC", "NEW"),
                "an event is about the present");
        assertEquals(PositionPhase.CLOSING, watch.onRequestOrNull(post("MARKET", true)));
        assertTrue(watch.observe().contains(PositionPhase.CLOSING), "whatever became of it");
    }

    @Test
    void shouldStayClosingUntilNothingOfThePositionIsLeft() {
        entry();
        trade("1.9980", "1");
        stop("1.9900", "s1");
        assertEquals(PositionPhase.CLOSING, watch.onRequestOrNull(post("MARKET", true)));
        venue.placeOrder(
                new OrderRequest(0, Side.SELL, OrderType.MARKET, null, e8("100"), 0, true, "c"),
                NOW_MS);
        assertEquals(PositionPhase.CLOSING, now(), "its stop still stands");
        venue.cancelAlgo(0, "s1", NOW_MS);
        assertNull(now());
        entry();
        assertEquals(PositionPhase.ENTRY, now(), "the next one begins anew");
    }

    @Test
    void shouldTellThePhaseBeforeATriggerWhenTheStopIsOffTheBook() {
        entry();
        trade("1.9980", "1");
        stop("1.9900", "s1");
        assertEquals(PositionPhase.PROTECTED, now());
        assertEquals(PositionPhase.PROTECTED, watch.onEventOrNull("XRPUSDC", "TRIGGERING"));
        assertNull(watch.onEventOrNull("BTCUSDC", "NEW"));
    }

    /** Hears nothing. */
    private static final class Nobody implements VenueListener {
        @Override
        public void onOrderUpdate(
                final VenueOrder order,
                final ExecutionType executionType,
                final VenueFill fillOrNull,
                final long timeMs) {}

        @Override
        public void onTradeLite(final VenueOrder order, final VenueFill fill, final long timeMs) {}

        @Override
        public void onAccountUpdate(
                final AccountReason reason,
                final long walletE8,
                final long balanceChangeE8,
                final VenuePosition positionOrNull,
                final int fundingInstrumentId,
                final long timeMs) {}

        @Override
        public void onAlgoUpdate(final AlgoOrder algo, final long timeMs) {}

        @Override
        public void onConfigUpdate(final int instrumentId, final int leverage, final long timeMs) {}

        @Override
        public void onMarginCall(
                final long walletE8, final List<PositionView> positions, final long timeMs) {}
    }
}
