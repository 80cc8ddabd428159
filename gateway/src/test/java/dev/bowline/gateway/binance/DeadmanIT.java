package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.testing.Await;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PROT-6: the switch at the embedded exchange, over real sockets. */
class DeadmanIT {
    private static final int XRP = 0;

    private final DegradedVenue venue = new DegradedVenue();

    @BeforeEach
    void start() throws IOException {
        venue.start();
        venue.open(
                DegradedVenue.stream(60_000, 3_600_000), DegradedVenue.stream(60_000, 3_600_000));
        venue.chain.send(GatewayOnSimVenueIT::entry);
        awaitAccepted(1);
        venue.chain.send(GatewayOnSimVenueIT::stop);
        awaitAccepted(2);
        venue.chain.send(DeadmanIT::resting);
        awaitAccepted(3);
        assertEquals(1, openOrders());
        assertEquals(1, openAlgos());
    }

    @AfterEach
    void stop() {
        venue.close();
    }

    private static void resting(final OrderCommand command) {
        command.kind = CommandKind.PLACE_ORDER;
        command.instrumentId = XRP;
        command.runId = 7;
        command.orderKey = ClientOrderId.key(2, 1, Side.BUY, OrderLeg.ENTRY, 0);
        command.side = Side.BUY;
        command.orderType = OrderType.LIMIT;
        command.timeInForce = TimeInForce.GTC;
        command.qtyE8 = DecimalParser.parse("10");
        command.priceE8 = DecimalParser.parse("2.35");
    }

    private void deadman(final CommandKind kind, final long countdownMs) {
        venue.chain.send(
                command -> {
                    command.kind = kind;
                    command.instrumentId = XRP;
                    command.countdownMs = countdownMs;
                });
    }

    private void awaitAccepted(final int outcomes) {
        Await.until(
                outcomes + " outcomes of " + venue.chain.outcomes,
                () -> venue.chain.outcomes.size() >= outcomes);
        assertEquals(OutcomeKind.ACCEPTED, venue.chain.outcomes.get(outcomes - 1).kind());
    }

    private int openOrders() {
        return venue.server.inspect(model -> model.openOrders(XRP).size());
    }

    private int openAlgos() {
        return venue.server.inspect(model -> model.openAlgoOrders(XRP).size());
    }

    @Test
    void shouldCancelTheEntryAndLeaveTheStopAloneWhenNoRefreshComes() {
        deadman(CommandKind.DEADMAN_ARM, 5_000);
        awaitAccepted(4);
        Await.until(
                "the entry's end",
                () -> venue.chain.hasNote("ORDER_TRADE_UPDATE CANCELED CANCELED OWN"));
        assertEquals(0, openOrders());
        assertEquals(1, openAlgos());
    }

    @Test
    void shouldLeaveTheEntryAloneWhenItIsRefreshedOrDisarmed() {
        final long startNs = venue.server.clock().nanoTime();
        int outcomes = 3;
        // Twenty times faster than the wall: a minute of the venue, ten of its seconds between.
        while (venue.server.clock().nanoTime() - startNs < 60_000_000_000L) {
            deadman(CommandKind.DEADMAN_ARM, 30_000);
            awaitAccepted(++outcomes);
            venue.awaitVenueMs(10_000);
        }
        assertEquals(1, openOrders());
        deadman(CommandKind.DEADMAN_DISARM, 0);
        awaitAccepted(++outcomes);
        venue.awaitVenueMs(40_000);
        assertEquals(1, openOrders());
        assertEquals(1, openAlgos());
    }
}
