package dev.bowline.gateway.binance;

import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** First link in tests: counts and notes events, and puts commands into the next clock tick. */
final class RecordingChain implements EngineHandler {
    /** What a REQUEST_OUTCOME said. */
    record Outcome(OutcomeKind kind, long orderKey, int httpStatus, int errorCode) {}

    final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    final List<String> notes = new CopyOnWriteArrayList<>();
    private final Map<EventType, AtomicLong> counts = new EnumMap<>(EventType.class);
    private final Queue<Consumer<OrderCommand>> toSend = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Long> sequences = new ArrayDeque<>();

    /** Ids of trades of instrument 0, and of fills told by the user stream. */
    final Set<Long> tradeIds = ConcurrentHashMap.newKeySet();

    final Set<Long> fillIds = ConcurrentHashMap.newKeySet();
    final AtomicLong repeatedFills = new AtomicLong();
    final AtomicLong polledBooks = new AtomicLong();
    final Set<Long> barOpenMs = ConcurrentHashMap.newKeySet();
    final AtomicLong polledMarks = new AtomicLong();
    volatile boolean failNext;
    volatile long lastIngestNs;

    RecordingChain() {
        for (final EventType type : EventType.values()) {
            counts.put(type, new AtomicLong());
        }
    }

    long count(final EventType type) {
        return counts.get(type).get();
    }

    /** Leaves with the next clock tick. */
    void send(final Consumer<OrderCommand> command) {
        toSend.add(command);
    }

    private void onReport(final ExecutionReport report) {
        notes.add(
                report.source
                        + " "
                        + report.executionType
                        + " "
                        + report.status
                        + " "
                        + report.origin);
        if (report.source == ReportSource.ORDER_TRADE_UPDATE
                && report.tradeId > 0
                && !fillIds.add(report.tradeId)) {
            repeatedFills.incrementAndGet();
        }
    }

    boolean hasNote(final String start) {
        return notes.stream().anyMatch(note -> note.startsWith(start));
    }

    @Override
    public void onEvent(final EngineEvent event, final long nowNs) {
        counts.get(event.type).incrementAndGet();
        sequences.add(event.sequence);
        lastIngestNs = event.ingestTimeNs;
        switch (event.type) {
            case REQUEST_OUTCOME ->
                    outcomes.add(
                            new Outcome(
                                    event.outcome().kind,
                                    event.outcome().orderKey,
                                    event.outcome().httpStatus,
                                    event.outcome().errorCode));
            case STREAM_STATUS ->
                    notes.add(
                            event.stream().route
                                    + (event.stream().up ? " UP " : " DOWN ")
                                    + event.stream().causeCode);
            case TOP_OF_BOOK -> polledBooks.addAndGet(event.topOfBook().polled ? 1 : 0);
            case MARK_PRICE -> polledMarks.addAndGet(event.mark().polled ? 1 : 0);
            case AGG_TRADE -> {
                if (event.instrumentId == 0) {
                    tradeIds.add(event.trade().aggTradeId);
                }
            }
            case BAR -> {
                if (event.instrumentId == 0 && event.bar().closed) {
                    barOpenMs.add(event.bar().openTimeMs);
                }
            }
            case EXECUTION_REPORT -> onReport(event.execution());
            case VENUE_SNAPSHOT ->
                    notes.add(event.snapshot().mark + " " + event.snapshot().complete);
            case ACCOUNT_UPDATE ->
                    notes.add(
                            event.account().reason
                                    + " "
                                    + event.account().row
                                    + " "
                                    + (event.account().row == AccountRow.LEVERAGE
                                            ? event.account().leverage
                                            : event.account().positionQtyE8));
            case CLOCK_TICK -> {
                if (failNext) {
                    failNext = false;
                    event.failed = true;
                }
                for (Consumer<OrderCommand> next = toSend.poll();
                        next != null;
                        next = toSend.poll()) {
                    next.accept(event.commands().addOrNull());
                }
            }
            default -> {
                // Counted.
            }
        }
    }
}
