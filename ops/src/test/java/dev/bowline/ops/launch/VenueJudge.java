package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.EngineView;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.sim.AlgoOrder;
import dev.bowline.gateway.sim.IncomeRow;
import dev.bowline.gateway.sim.PositionProtection;
import dev.bowline.gateway.sim.ProtectionReport;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.VenueFill;
import dev.bowline.gateway.sim.VenueOrder;
import dev.bowline.journal.export.IntentLedger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
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

    <T> T ask(final Function<SimulatedVenue, T> question) {
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
        assertNoDuplicates(Set.of());
    }

    /**
     * As above.
     *
     * @param lost ids whose placements were cut off the journal's end: the number of their intent
     *     may be given again, the id may not
     */
    void assertNoDuplicates(final Set<String> lost) {
        final List<String> ids = ownIds();
        assertEquals(ids.size(), Set.copyOf(ids).size(), "an id came twice");
        final Map<Long, String> byKey = new HashMap<>();
        final Map<Long, String> entryByIntent = new HashMap<>();
        for (final String id : ids) {
            final long key = keyOf(id);
            assertTrue(key != 0, "not ours: " + id);
            if (lost.contains(id)) {
                continue;
            }
            final String twin = byKey.put(key, id);
            assertEquals(null, twin, "same leg and attempt of one intent as " + id);
            if (ClientOrderId.leg(key) == OrderLeg.ENTRY) {
                final String other = entryByIntent.put(ClientOrderId.intentSeq(key), id);
                assertEquals(null, isRestOf(other, id) ? null : other, "second entry: " + id);
            }
        }
    }

    /** Bought at the market after the first was cancelled: together they are one intent. */
    private boolean isRestOf(final String firstIdOrNull, final String id) {
        return firstIdOrNull != null
                && this.<Boolean>ask(
                        venue -> {
                            final VenueOrder first = orderOf(venue, firstIdOrNull);
                            final VenueOrder rest = orderOf(venue, id);
                            return !first.isOpen()
                                    && rest.origQtyE8 <= first.origQtyE8 - first.executedQtyE8
                                    && first.updateTimeMs <= rest.createTimeMs;
                        });
    }

    private static VenueOrder orderOf(final SimulatedVenue venue, final String id) {
        return venue.allOrders(SimulatedVenue.ALL).stream()
                .filter(order -> id.equals(order.clientId))
                .findFirst()
                .orElseThrow();
    }

    private static long keyOf(final String id) {
        final byte[] bytes = id.getBytes(StandardCharsets.US_ASCII);
        return ClientOrderId.parseKey(new UnsafeBuffer(bytes), 0, bytes.length, MODE);
    }

    /** Client ids of all orders accepted that nobody else placed, once for each order. */
    List<String> ownIds() {
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
        return ids;
    }

    /** Each order the venue took stands in the journal, and none was sent again blindly (OMS-3). */
    void assertExplainedBy(final IntentLedger ledger) {
        final Set<String> journaled = new HashSet<>();
        for (final IntentLedger.Entry entry : ledger.entries()) {
            journaled.add(entry.clientOrderId());
            assertEquals(0, entry.blindResends(), entry.toText(false));
        }
        for (final String id : ownIds()) {
            assertTrue(journaled.contains(id), id + " is at the venue, not in the journal");
        }
    }

    /**
     * In the end nothing is in doubt, and what is known is true (OMS-3).
     *
     * @param lost ids whose placements were cut off: nobody could look them up
     */
    void assertResolvedBy(final IntentLedger ledger, final Set<String> lost) {
        final Set<String> accepted = Set.copyOf(ownIds());
        for (final IntentLedger.Entry entry : ledger.entries()) {
            final boolean isAccepted = accepted.contains(entry.clientOrderId());
            switch (entry.state()) {
                case IN_DOUBT ->
                        assertTrue(
                                lost.contains(entry.clientOrderId()),
                                "never resolved: " + entry.toText(false));
                case NEVER_SENT -> assertFalse(isAccepted, entry.toText(false));
                case CONFIRMED ->
                        assertTrue(
                                isAccepted || entry.toText(false).contains("refused"),
                                entry.toText(false));
            }
        }
    }

    /** Every fill of the venue was booked once, and nothing else (OMS-1). */
    void assertSameFills(final Map<String, Integer> booked) {
        final Map<String, Integer> told = new TreeMap<>();
        ask(
                venue -> {
                    for (final VenueFill fill : venue.userTrades(SimulatedVenue.ALL)) {
                        final SimInstrument contract = venue.instruments().get(fill.instrumentId());
                        told.merge(
                                contract.spec().symbol() + ' ' + fill.tradeId(), 1, Integer::sum);
                    }
                    return null;
                });
        assertEquals(told, new TreeMap<>(booked), "fills");
    }

    /** Funding of our life is what the venue's income list adds up to. */
    void assertSameFunding(final EngineView view) {
        final long paidE8 =
                this.<Long>ask(
                        venue ->
                                venue.income(SimulatedVenue.ALL).stream()
                                        .filter(row -> row.type() == IncomeRow.Type.FUNDING_FEE)
                                        .mapToLong(IncomeRow::incomeE8)
                                        .sum());
        assertEquals(paidE8, view.fundingE8(), "funding");
    }

    /** Placed by the owner's hand or by the venue. */
    private static boolean isForeign(final String id) {
        return id.startsWith("web_") || id.contains("autoclose");
    }

    /** Every position was covered again when the restart was done; nothing outlives it. */
    ProtectionReport assertProtected(final ToLongFunction<PositionProtection> limitMs) {
        final ProtectionReport report = this.<ProtectionReport>ask(SimulatedVenue::protection);
        for (final PositionProtection each : report.each()) {
            final long mostMs = limitMs.applyAsLong(each);
            assertTrue(each.maxUncoveredMs() <= mostMs, mostMs + " < " + each);
        }
        assertEquals(List.of(), report.orphans());
        return report;
    }

    /** From flat to flat, or through zero to the other side. */
    private int closedTrades() {
        return this.<Integer>ask(
                venue -> {
                    final Map<Integer, Long> heldE8 = new HashMap<>();
                    int closed = 0;
                    for (final VenueFill fill : venue.userTrades(SimulatedVenue.ALL)) {
                        final long beforeE8 = heldE8.getOrDefault(fill.instrumentId(), 0L);
                        final long changeE8 =
                                fill.side() == Side.BUY ? fill.qtyE8() : -fill.qtyE8();
                        final long afterE8 = beforeE8 + changeE8;
                        final boolean isEnd =
                                beforeE8 != 0 && Long.signum(afterE8) != Long.signum(beforeE8);
                        closed += isEnd ? 1 : 0;
                        heldE8.put(fill.instrumentId(), afterE8);
                    }
                    return closed;
                });
    }

    /** OMS-8: our life's totals are the venue's ledger to the last digit. */
    void assertSameMoney(final EngineView view, final boolean sameDay) {
        assertSameProfit(view);
        ask(
                venue -> {
                    assertEquals(venue.account().walletE8(), view.walletE8(), "wallet");
                    if (sameDay) {
                        assertEquals(
                                view.realizedE8() - view.feesE8() + view.fundingE8(),
                                view.dayNetE8(),
                                "net of the day");
                    }
                    return null;
                });
    }

    /** As above, where the wallet may be one reading of the venue behind the fills. */
    void assertSameProfit(final EngineView view) {
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
                    return null;
                });
        assertEquals(closedTrades(), (int) view.settledTrades(), "closed trades");
    }
}
