package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.state.StateBuffer;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.RecordType;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.codec.SlotCodec;
import dev.bowline.journal.export.IntentLedger;
import dev.bowline.journal.replay.ReplayDriver;
import dev.bowline.journal.replay.ReplayReport;
import dev.bowline.journal.replay.ReplayVerifier;
import dev.bowline.journal.store.RunReader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What an engine knows that was never interrupted (REC-4, JRN-2): fresh engines are led through
 * what survives of the journal from its very first record, without any snapshot, and each run must
 * begin with exactly the state that the run before it had reached.
 */
final class UninterruptedTwin {
    private final Path journal;
    private final Map<String, Integer> bookedFills = new LinkedHashMap<>();
    private final Set<String> placed = new HashSet<>();
    private byte[] state;
    private ReplayDriver reached;
    private int lastRunId;
    private long slots;

    UninterruptedTwin(final Path journal) {
        this.journal = journal;
    }

    /**
     * Goes on through one more run.
     *
     * @param records that survive of it
     */
    void follow(final int runId, final long records) {
        final ReplayReport report = ReplayVerifier.verify(journal, runId, records);
        assertEquals(null, report.firstDifferenceOrNull(), "replay of run " + runId);
        assertEquals(0, report.missingSlots(), "missing slots of run " + runId);
        try (RunReader reader = new RunReader(journal, runId)) {
            final RunHeader header = RunHeader.read(reader.nextOrNull());
            final ReplayDriver driver = new ReplayDriver(header.engine());
            final ReplayDriver restored = new ReplayDriver(header.engine());
            boolean hasTraded = false;
            for (long i = 1; i < records; i++) {
                final JournalRecord record = reader.nextOrNull();
                if (record.type() == RecordType.SLOT) {
                    final boolean isFirst = !hasTraded && isTrading(record);
                    if (isFirst && state != null) {
                        requireSameWhenRestored(restored.decision());
                    }
                    hasTraded |= isFirst;
                    follow(driver, restored, record, hasTraded);
                }
            }
            if (hasTraded && !driver.decision().isStateWaiting()) {
                final StateBuffer end = new StateBuffer();
                driver.decision().writeState(end);
                state = end.toBytes();
                reached = driver;
            }
        }
        lastRunId = runId;
    }

    private static boolean isTrading(final JournalRecord record) {
        final EngineEvent event = new EngineEvent();
        new SlotCodec().readInput(record, event);
        return event.type != EventType.STATE_RESTORED
                && event.type != EventType.INSTRUMENT
                && event.type != EventType.CLOCK_TICK
                && event.type != EventType.EMPTY;
    }

    private void follow(
            final ReplayDriver driver,
            final ReplayDriver restored,
            final JournalRecord record,
            final boolean hasTraded) {
        final EngineEvent event = driver.replay(record);
        slots++;
        if (event.type == EventType.STATE_RESTORED) {
            assertArrayEquals(state, event.state, "state that run " + record.runId() + " got");
        }
        for (int i = 0; i < event.commands().count(); i++) {
            final OrderCommand command = event.commands().get(i);
            if (command.kind == CommandKind.PLACE_ORDER || command.kind == CommandKind.PLACE_ALGO) {
                placed.add(ClientOrderId.toText('s', command.runId, command.orderKey));
            }
        }
        for (int i = 0; i < event.decisions().count(); i++) {
            if (event.decisions().get(i).action == DecisionAction.FILL) {
                final String symbol =
                        driver.decision().view().instrument(event.instrumentId).symbol();
                bookedFills.merge(symbol + ' ' + event.execution().tradeId, 1, Integer::sum);
            }
        }
        if (!hasTraded) {
            restored.replay(record);
        }
    }

    /** An engine that takes the state over has all of it: nothing is lost on the way. */
    private void requireSameWhenRestored(final DecisionHandler fresh) {
        fresh.readState(new StateBuffer(state));
        final StateBuffer again = new StateBuffer();
        fresh.writeState(again);
        assertArrayEquals(state, again.toBytes(), "state after it was restored");
    }

    /** Takes all whole records of a run into the ledger, those that will be cut off too. */
    static void tell(final IntentLedger ledger, final Path journal, final int runId) {
        final SlotCodec codec = new SlotCodec();
        final EngineEvent event = new EngineEvent();
        try (RunReader reader = new RunReader(journal, runId)) {
            for (JournalRecord record = reader.nextOrNull();
                    record != null;
                    record = reader.nextOrNull()) {
                if (record.type() == RecordType.RUN_HEADER) {
                    ledger.onRun(RunHeader.read(record));
                } else if (record.type() == RecordType.SLOT) {
                    codec.read(record, event);
                    ledger.onSlot(event);
                }
            }
        }
    }

    /** All durable state there, {@code null} before anything was traded. */
    byte[] stateOrNull() {
        return state;
    }

    /** The engine there, {@code null} before anything was traded. */
    DecisionHandler engineOrNull() {
        return reached == null ? null : reached.decision();
    }

    int lastRunId() {
        return lastRunId;
    }

    /** Slots decided again. */
    long slots() {
        return slots;
    }

    /** How often each fill was booked, by symbol and trade id. */
    Map<String, Integer> bookedFills() {
        return Map.copyOf(bookedFills);
    }

    /** Client ids of the placements there. */
    Set<String> placed() {
        return Collections.unmodifiableSet(placed);
    }
}
