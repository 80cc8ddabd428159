package dev.bowline.journal.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.HaltOnError;
import dev.bowline.core.engine.HaltSwitch;
import dev.bowline.core.engine.InlineRunner;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.journal.TestRuns;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.export.IntentLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * REC-4, JRN-1: behind every record each placement is known as never sent, in doubt or confirmed,
 * and the next run settles those in doubt by asking, whether the venue has them or not.
 */
@Timeout(120)
final class IntentLedgerTest {
    private static final int STEPS = 1_200;
    private static final int CUTS = 120;
    private static final long TICK_NS = 100_000_000L;

    @TempDir Path temporary;

    // -Dbowline.seed repeats a failure.
    private final long seed = Long.getLong("bowline.seed", System.nanoTime());

    @Test
    void shouldSettleEveryIntentWhenKilledAtAnyRecord() throws IOException {
        final RecordedRun run =
                RecordedRun.trade(
                        temporary.resolve("journal"),
                        STEPS,
                        3_000_000_000L,
                        UnaryOperator.identity(),
                        null);
        int inDoubt = 0;
        for (final int count : cuts(run)) {
            final Path killed = run.cut(temporary.resolve("cut" + count), count, 0);
            for (final boolean isThere : new boolean[] {false, true}) {
                final String what = "seed=" + seed + " records=" + count + " there=" + isThere;
                inDoubt += settle(killed, isThere, what);
            }
        }
        assertTrue(inDoubt >= 20, "placements in doubt that were settled: " + inDoubt);
    }

    /** Every record that places something, the one behind it, and some by chance. */
    private Set<Integer> cuts(final RecordedRun run) {
        final Random random = new Random(seed);
        final Set<Integer> cuts = new HashSet<>();
        for (int i = 10; i < run.records.size() && cuts.size() < CUTS * 2 / 3; i++) {
            if (run.placesAt(i)) {
                cuts.add(i + 1);
                cuts.add(Math.min(i + 2, run.records.size()));
            }
        }
        while (cuts.size() < CUTS) {
            cuts.add(10 + random.nextInt(run.records.size() - 10));
        }
        return cuts;
    }

    private static int settle(final Path journal, final boolean isThere, final String what) {
        final IntentLedger ledger = IntentLedger.read(journal, List.of(1));
        final Set<String> before = idsInDoubt(ledger);
        final StateRecovery recovery = StateRecovery.recover(journal);
        final RunHeader header = TestRuns.nextHeader(journal);
        ledger.onRun(header);
        final LookupVenue venue = new LookupVenue(isThere);
        final InlineRunner runner =
                new InlineRunner(
                        new HaltOnError(new DecisionHandler(header.engine()), new HaltSwitch()),
                        (event, nowNs) -> ledger.onSlot(event),
                        venue);
        venue.start(runner, recovery.stateOrNull());
        for (int tick = 0; tick < 150; tick++) {
            venue.tick(runner);
        }
        assertFalse(venue.hasFailed, what);
        assertTrue(venue.asked.containsAll(before), () -> what + " not asked: " + before);
        assertEquals(Set.of(), idsInDoubt(ledger), what);
        for (final IntentLedger.Entry entry : ledger.entries()) {
            assertEquals(0, entry.blindResends(), () -> what + " " + entry.toText(false));
            assertTrue(
                    !before.contains(entry.clientOrderId()) || entry.attempts() == 1,
                    () -> what + " sent again: " + entry.toText(false));
        }
        return before.size();
    }

    private static Set<String> idsInDoubt(final IntentLedger ledger) {
        return ledger.entries().stream()
                .filter(entry -> entry.state() == IntentLedger.State.IN_DOUBT)
                .map(IntentLedger.Entry::clientOrderId)
                .collect(Collectors.toSet());
    }

    /** Knows, or does not, what was in doubt; takes whatever else it is sent. */
    private static final class LookupVenue implements EngineHandler {
        private final Queue<Consumer<EngineEvent>> reports = new ArrayDeque<>();
        private final Queue<EventType> types = new ArrayDeque<>();
        private final Set<String> gone = new HashSet<>();
        private final Set<String> asked = new HashSet<>();
        private final boolean isThere;
        private long nowNs;
        private long tradeId = 1_000_000;
        private boolean hasFailed;

        LookupVenue(final boolean isThere) {
            this.isThere = isThere;
        }

        void start(final InlineRunner runner, final byte[] state) {
            nowNs = 1_795_176_000_000L * 1_000_000L + 600_000_000_000L;
            publish(runner, EventType.STATE_RESTORED, event -> event.state = state);
            publish(
                    runner,
                    EventType.INSTRUMENT,
                    event -> event.instrument = MarketScript.instrument());
            publish(
                    runner,
                    EventType.MARK_PRICE,
                    event -> {
                        event.instrumentId = 0;
                        event.mark().markPriceE8 = 100_00000000L;
                    });
        }

        void tick(final InlineRunner runner) {
            nowNs += TICK_NS;
            publish(runner, EventType.CLOCK_TICK, event -> {});
            while (!types.isEmpty()) {
                publish(runner, types.poll(), reports.poll());
            }
        }

        private void publish(
                final InlineRunner runner,
                final EventType type,
                final Consumer<EngineEvent> filler) {
            final EngineEvent event = runner.tryClaim(type);
            event.ingestTimeNs = nowNs;
            event.eventTimeMs = nowNs / 1_000_000;
            filler.accept(event);
            runner.publish(event);
        }

        @Override
        public void onEvent(final EngineEvent event, final long engineNs) {
            hasFailed |= event.failed;
            for (int i = 0; i < event.commands().count(); i++) {
                final OrderCommand command = event.commands().get(i);
                final String id = ClientOrderId.toText('s', command.runId, command.orderKey);
                final CommandKind kind = command.kind;
                final boolean isPlain =
                        kind == CommandKind.PLACE_ORDER || kind == CommandKind.QUERY_ORDER;
                switch (kind) {
                    case PLACE_ORDER, PLACE_ALGO -> {
                        outcome(command, OutcomeKind.ACCEPTED, 0);
                        report(command, isPlain, false);
                    }
                    case QUERY_ORDER, QUERY_ALGO -> {
                        asked.add(id);
                        if (isThere && !gone.contains(id)) {
                            report(command, isPlain, true);
                            outcome(command, OutcomeKind.FOUND, 0);
                        } else {
                            outcome(command, OutcomeKind.NOT_FOUND, -2013);
                        }
                    }
                    case CANCEL_ORDER, CANCEL_ALGO -> {
                        asked.add(id);
                        final boolean isCancelled = (isThere || command.runId > 1) && gone.add(id);
                        outcome(
                                command,
                                isCancelled ? OutcomeKind.ACCEPTED : OutcomeKind.REFUSED,
                                isCancelled ? 0 : -2011);
                    }
                    case RECONCILE, DEADMAN_ARM, DEADMAN_DISARM -> {
                        // Snapshots are not part of this.
                    }
                }
            }
        }

        private void outcome(
                final OrderCommand command, final OutcomeKind kind, final int errorCode) {
            final CommandKind commandKind = command.kind;
            final int runId = command.runId;
            final long orderKey = command.orderKey;
            types.add(EventType.REQUEST_OUTCOME);
            reports.add(
                    event -> {
                        event.instrumentId = 0;
                        event.outcome().kind = kind;
                        event.outcome().commandKind = commandKind;
                        event.outcome().runId = runId;
                        event.outcome().orderKey = orderKey;
                        event.outcome().errorCode = errorCode;
                    });
        }

        /** A plain order is filled at once, a conditional one works. */
        private void report(
                final OrderCommand command, final boolean isFilled, final boolean isQuery) {
            final int runId = command.runId;
            final long orderKey = command.orderKey;
            final var side = command.side;
            final var orderType = command.orderType;
            final long qtyE8 = command.qtyE8;
            final long id = tradeId++;
            types.add(EventType.EXECUTION_REPORT);
            reports.add(
                    event -> {
                        event.instrumentId = 0;
                        final ExecutionReport report = event.execution();
                        report.source = sourceOf(isFilled, isQuery);
                        report.executionType =
                                isFilled && !isQuery ? ExecutionType.TRADE : ExecutionType.NEW;
                        report.status = isFilled ? VenueOrderStatus.FILLED : VenueOrderStatus.NEW;
                        report.origin = OrderOrigin.OWN;
                        report.runId = runId;
                        report.orderKey = orderKey;
                        report.side = side;
                        report.orderType = orderType;
                        report.qtyE8 = qtyE8;
                        report.lastPriceE8 = isFilled ? 100_00000000L : 0;
                        report.avgPriceE8 = isFilled ? 100_00000000L : 0;
                        report.lastQtyE8 = isFilled && !isQuery ? qtyE8 : 0;
                        report.cumQtyE8 = isFilled ? qtyE8 : 0;
                        report.tradeId = isFilled && !isQuery ? id : 0;
                    });
        }

        private static ReportSource sourceOf(final boolean isFilled, final boolean isQuery) {
            if (isQuery) {
                return ReportSource.REST_QUERY;
            }
            return isFilled ? ReportSource.ORDER_TRADE_UPDATE : ReportSource.ALGO_UPDATE;
        }
    }
}
