package dev.bowline.journal.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.EngineRunner;
import dev.bowline.core.engine.HaltOnError;
import dev.bowline.core.engine.HaltSwitch;
import dev.bowline.core.engine.InlineRunner;
import dev.bowline.core.engine.RingRunner;
import dev.bowline.core.engine.WaitKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.state.StateBuffer;
import dev.bowline.journal.RandomEvents;
import dev.bowline.journal.TestRuns;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.codec.SlotCodec;
import dev.bowline.journal.store.JournalAudit;
import dev.bowline.journal.store.JournalDirectory;
import dev.bowline.journal.store.JournalHandler;
import dev.bowline.journal.store.JournalWriter;
import dev.bowline.journal.store.RunReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JRN-2, JRN-3: a run replays to the bit, and the next one starts where it ended. */
@Timeout(60)
final class JournalReplayTest {
    private static final int STEPS = 3_000;

    @TempDir Path journal;

    @Test
    void shouldBeIdenticalWhenTradingRunIsReplayed() {
        final DecisionHandler live = trade(journal, null, STEPS);
        final ReplayReport report = ReplayVerifier.verify(journal, 1);
        assertNull(report.firstDifferenceOrNull());
        assertTrue(report.isIdentical());
        assertEquals(report.slots(), report.identicalSlots());
        assertTrue(report.slots() > 2 * STEPS, () -> "slots=" + report.slots());
        assertTrue(report.commands() >= 10, () -> "commands=" + report.commands());
        assertTrue(report.decisions() >= 10, () -> "decisions=" + report.decisions());
        assertEquals(live.stateHash(), report.stateHash());
    }

    @Test
    void shouldBeIdenticalWhenInputsAreNonsense() {
        final RandomEvents events = new RandomEvents(77);
        try (JournalDirectory directory = JournalDirectory.lock(journal)) {
            final RunHeader header = TestRuns.nextHeader(journal);
            try (JournalWriter writer = new JournalWriter(directory, TestRuns.settings(), header)) {
                final InlineRunner runner =
                        new InlineRunner(
                                new HaltOnError(
                                        new DecisionHandler(header.engine()), new HaltSwitch()),
                                new JournalHandler(writer));
                final EventType[] types = EventType.values();
                for (int i = 0; i < 3_000; i++) {
                    final EventType type = types[i % types.length];
                    final EngineEvent event = runner.tryClaim(type);
                    final long sequence = event.sequence;
                    events.fill(event, type, false);
                    event.sequence = sequence;
                    runner.publish(event);
                }
            }
        }
        final ReplayReport report = ReplayVerifier.verify(journal, 1);
        assertEquals(3_000, report.identicalSlots());
        assertTrue(report.isIdentical(), () -> report.firstDifferenceOrNull().toText());
    }

    @Test
    void shouldNameFirstDifferenceWhenAnswerWasAnother() {
        final long[] wrongAt = {-1};
        final EngineHandler forger =
                (event, nowNs) -> {
                    if (event.commands().count() > 0 && wrongAt[0] < 0) {
                        event.commands().get(0).qtyE8 += 1;
                        wrongAt[0] = event.sequence;
                    }
                };
        trade(journal, forger, STEPS);
        final ReplayReport report = ReplayVerifier.verify(journal, 1);
        final ReplayDifference difference = report.firstDifferenceOrNull();
        assertNotNull(difference);
        assertEquals(wrongAt[0], difference.sequence());
        assertEquals("commands[0].qtyE8", difference.field());
        assertEquals(
                Long.parseLong(difference.replayed()) + 1, Long.parseLong(difference.journaled()));
        assertEquals(report.slots() - 1, report.identicalSlots());
        assertFalse(report.isIdentical());
    }

    @Test
    void shouldGiveSameBytesWhenRunThroughRing() throws Exception {
        trade(journal, null, STEPS);
        final Path other = journal.resolve("ring");
        final List<byte[]> inline = slots(journal);
        tradeOnRing(other, inline);
        final List<byte[]> ring = slots(other);
        assertEquals(inline.size(), ring.size());
        for (int i = 0; i < inline.size(); i++) {
            final int index = i;
            assertArrayEquals(inline.get(i), ring.get(i), () -> "slot " + index);
        }
        assertTrue(ReplayVerifier.verify(other, 1).isIdentical());
    }

    @Test
    void shouldRecoverStateWhenRunsFollowEachOther() {
        assertNull(StateRecovery.recover(journal).stateOrNull());
        final DecisionHandler first = trade(journal, null, STEPS);
        final StateRecovery afterFirst = StateRecovery.recover(journal);
        assertArrayEquals(stateOf(first), afterFirst.stateOrNull());
        assertEquals(2, afterFirst.lastRun().nextRunId());

        final DecisionHandler second = trade(journal, null, 1_000);
        assertArrayEquals(stateOf(second), StateRecovery.recover(journal).stateOrNull());
        assertTrue(ReplayVerifier.verify(journal, 2).isIdentical());
        assertNull(JournalAudit.verify(journal, null).firstBadOrNull());
    }

    @Test
    void shouldKeepStateWhenNextRunsDieBeforeTheyTrade() {
        final byte[] state = stateOf(trade(journal, null, STEPS));
        // One dies after its header, one after it was handed the state.
        try (JournalDirectory directory = JournalDirectory.lock(journal)) {
            new JournalWriter(directory, TestRuns.settings(), TestRuns.nextHeader(journal)).close();
            assertArrayEquals(state, StateRecovery.recover(journal).stateOrNull());
            try (JournalWriter writer =
                    new JournalWriter(
                            directory, TestRuns.settings(), TestRuns.nextHeader(journal))) {
                final EngineEvent event = new EngineEvent();
                event.clear(EventType.STATE_RESTORED);
                event.sequence = 0;
                event.state = state;
                assertTrue(writer.tryAppend(event));
            }
        }
        final StateRecovery recovery = StateRecovery.recover(journal);
        assertArrayEquals(state, recovery.stateOrNull());
        assertEquals(3, recovery.lastRun().runId());
        assertEquals(4, recovery.lastRun().nextRunId());
    }

    /** A run as a launcher makes it: recover, header, chain. */
    private static DecisionHandler trade(
            final Path journal, final EngineHandler beforeJournalOrNull, final int steps) {
        final byte[] state = StateRecovery.recover(journal).stateOrNull();
        try (JournalDirectory directory = JournalDirectory.lock(journal)) {
            final RunHeader header = TestRuns.nextHeader(journal);
            final MarketScript script = new MarketScript(9);
            final DecisionHandler decision = new DecisionHandler(header.engine());
            final EngineHandler link = new HaltOnError(decision, new HaltSwitch());
            try (JournalWriter writer = new JournalWriter(directory, TestRuns.settings(), header)) {
                final JournalHandler handler = new JournalHandler(writer);
                final EngineHandler between =
                        beforeJournalOrNull == null ? (e, n) -> {} : beforeJournalOrNull;
                final InlineRunner runner = new InlineRunner(link, between, handler, script);
                script.run((type, filler) -> publish(runner, type, filler), state, steps);
                assertFalse(handler.isHalted());
                writer.end("test", handler.lostSlots(), null);
            }
            return decision;
        }
    }

    /** The inputs of the given slots once more, through the ring with a thread per link. */
    private static void tradeOnRing(final Path journal, final List<byte[]> slots) {
        final var codec = new SlotCodec();
        final JournalRecord record = new JournalRecord();
        try (JournalDirectory directory = JournalDirectory.lock(journal)) {
            final RunHeader header = TestRuns.nextHeader(journal);
            try (JournalWriter writer = new JournalWriter(directory, TestRuns.settings(), header);
                    RingRunner ring =
                            new RingRunner(
                                    256,
                                    WaitKind.BLOCKING,
                                    Thread::new,
                                    new HaltOnError(
                                            new DecisionHandler(header.engine()), new HaltSwitch()),
                                    new JournalHandler(writer))) {
                ring.start();
                for (final byte[] slot : slots) {
                    record.wrap(slot, slot.length, "memory", 0);
                    final var type = SlotCodec.typeOf(record);
                    EngineEvent event = ring.tryClaim(type);
                    final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                    while (event == null) {
                        assertTrue(System.nanoTime() < deadlineNs, "ring stays full");
                        Thread.onSpinWait();
                        event = ring.tryClaim(type);
                    }
                    codec.readInput(record, event);
                    ring.publish(event);
                }
            }
        }
    }

    private static void publish(
            final EngineRunner runner, final EventType type, final Consumer<EngineEvent> filler) {
        final EngineEvent event = runner.tryClaim(type);
        filler.accept(event);
        runner.publish(event);
    }

    /** Header and body of every slot, with the link left out: it also covers the run's header. */
    private static List<byte[]> slots(final Path journal) {
        final List<byte[]> slots = new ArrayList<>();
        try (RunReader reader = new RunReader(journal, 1)) {
            for (JournalRecord r = reader.nextOrNull(); r != null; r = reader.nextOrNull()) {
                if (r.sequence() >= 0) {
                    final byte[] bytes = r.copy().bytes();
                    Arrays.fill(bytes, r.linkedLength(), bytes.length, (byte) 0);
                    slots.add(bytes);
                }
            }
        }
        return slots;
    }

    private static byte[] stateOf(final DecisionHandler decision) {
        final StateBuffer buffer = new StateBuffer();
        decision.writeState(buffer);
        return buffer.toBytes();
    }
}
