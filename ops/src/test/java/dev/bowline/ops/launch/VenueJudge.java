package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.EngineView;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.sim.AlgoOrder;
import dev.bowline.gateway.sim.PositionProtection;
import dev.bowline.gateway.sim.ProtectionReport;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.VenueFill;
import dev.bowline.gateway.sim.VenueOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads the books of the exchange, on its own thread, and holds the bot's against them. */
final class VenueJudge {
    private static final char MODE = 's';

    private final SimHost exchange;
    private final SimulatedVenue endedOrNull;

    VenueJudge(final SimHost exchange) {
        this.exchange = exchange;
        this.endedOrNull = null;
    }

    /** Judges an exchange whose thread has ended, by its books. */
    VenueJudge(final SimulatedVenue ended) {
        this.exchange = null;
        this.endedOrNull = ended;
    }

    private <T> T ask(final Function<SimulatedVenue, T> question) {
        return endedOrNull == null
                ? exchange.server().inspect(question)
                : question.apply(endedOrNull);
    }

    /** Entry orders accepted so far. */
    int entries() {
        return this.<Integer>ask(
                venue -> {
                    int entries = 0;
                    for (final VenueOrder order : venue.allOrders(SimulatedVenue.ALL)) {
                        entries += order.algoId == 0 && !order.reduceOnly ? 1 : 0;
                    }
                    return entries;
                });
    }

    int fills() {
        return this.<Integer>ask(venue -> venue.userTrades(SimulatedVenue.ALL).size());
    }

    int positionsOpened() {
        return this.<ProtectionReport>ask(SimulatedVenue::protection).positions();
    }

    int orders() {
        return this.<Integer>ask(
                venue ->
                        venue.allOrders(SimulatedVenue.ALL).size()
                                + venue.allAlgoOrders(SimulatedVenue.ALL).size());
    }

    boolean hasPosition() {
        return this.<Boolean>ask(
                venue -> venue.positions().stream().anyMatch(view -> view.position().qtyE8 != 0));
    }

    /** No id twice, no intent with two entries, no leg and attempt of an intent twice (OMS-2). */
    void assertNoDuplicates() {
        final List<String> ids = new ArrayList<>();
        ask(
                venue -> {
                    for (final VenueOrder order : venue.allOrders(SimulatedVenue.ALL)) {
                        if (order.algoId == 0 && !isForeign(order.clientId)) {
                            ids.add(order.clientId);
                        }
                    }
                    for (final AlgoOrder algo : venue.allAlgoOrders(SimulatedVenue.ALL)) {
                        ids.add(algo.clientAlgoId);
                    }
                    return null;
                });
        final Map<Long, String> byKey = new HashMap<>();
        final Map<Long, String> entryByIntent = new HashMap<>();
        for (final String id : ids) {
            final byte[] bytes = id.getBytes(StandardCharsets.US_ASCII);
            final long key = ClientOrderId.parseKey(new UnsafeBuffer(bytes), 0, bytes.length, MODE);
            assertTrue(key != 0, "not ours: " + id);
            final String twin = byKey.put(key, id);
            assertEquals(null, twin, "same leg and attempt of one intent as " + id);
            if (ClientOrderId.leg(key) == OrderLeg.ENTRY) {
                final String other = entryByIntent.put(ClientOrderId.intentSeq(key), id);
                assertEquals(null, other, "second entry of one intent: " + id);
            }
        }
    }

    /** Placed by the owner's hand or by the venue. */
    private static boolean isForeign(final String id) {
        return id.startsWith("web_") || id.contains("autoclose");
    }

    /** Every position was covered again when the restart was done; nothing outlives it. */
    ProtectionReport assertProtected(final long longestGapMs) {
        final ProtectionReport report = this.<ProtectionReport>ask(SimulatedVenue::protection);
        for (final PositionProtection each : report.each()) {
            assertTrue(each.maxUncoveredMs() <= longestGapMs, longestGapMs + " < " + each);
        }
        assertEquals(List.of(), report.orphans());
        return report;
    }

    /** OMS-8: our life's totals are the venue's ledger to the last digit. */
    void assertSameMoney(final EngineView view, final boolean sameDay) {
        ask(
                venue -> {
                    long realizedE8 = 0;
                    long feesE8 = 0;
                    for (final VenueFill fill : venue.userTrades(SimulatedVenue.ALL)) {
                        realizedE8 += fill.realizedPnlE8();
                        feesE8 += fill.feeE8();
                    }
                    assertEquals(realizedE8, view.realizedE8(), "realized PnL");
                    assertEquals(feesE8, view.feesE8(), "fees");
                    assertEquals(venue.account().walletE8(), view.walletE8(), "wallet");
                    if (sameDay) {
                        assertEquals(
                                realizedE8 - feesE8 + view.fundingE8(),
                                view.dayNetE8(),
                                "net of the day");
                    }
                    return null;
                });
        assertEquals(
                this.<ProtectionReport>ask(SimulatedVenue::protection).positions(),
                (int) view.settledTrades(),
                "closed trades");
    }
}
