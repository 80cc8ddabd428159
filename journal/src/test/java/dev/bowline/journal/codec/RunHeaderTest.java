package dev.bowline.journal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.EngineConfig;
import dev.bowline.core.order.OrderParameters;
import dev.bowline.core.risk.GuardLimits;
import dev.bowline.core.risk.WatchLimits;
import dev.bowline.journal.TestRuns;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** JRN-2: the header alone rebuilds the engine's configuration. */
final class RunHeaderTest {
    @Test
    void shouldRebuildConfigurationWhenHeaderIsRead() {
        final RunHeader header = TestRuns.nextHeader(Path.of("no-such-journal"));
        assertEquals(header, RunHeader.read(recordOf(header)));
        final RunLink link = RunLink.read(recordOf(header));
        assertEquals(header.previousHead(), link.previousHead());
        assertEquals(1, link.runId());
    }

    /** Guards and order parameters came with later builds. */
    @Test
    void shouldTakeTheStandardWhenAnOlderBuildDidNotKnowAValue() {
        final RunHeader header = TestRuns.nextHeader(Path.of("no-such-journal"));
        final var values = new TreeMap<>(header.engineValues());
        values.keySet().removeIf(name -> name.startsWith("guards.") || name.startsWith("orders."));
        values.put("risk.gone", "17");
        assertTrue(values.size() < header.engineValues().size());
        final EngineConfig read = RunHeader.read(recordOf(header, values)).engine();
        assertEquals(GuardLimits.standard(), read.guards());
        assertEquals(OrderParameters.plain(), read.orders());
        assertEquals(header.engine().risk(), read.risk());
    }

    @Test
    void shouldKeepItsOwnValuesWhenAnOlderBuildKnewSomeOfARecord() {
        final RunHeader header = TestRuns.nextHeader(Path.of("no-such-journal"));
        final var values = new TreeMap<>(header.engineValues());
        values.put("guards.flatVerifyMs", "1234");
        values.keySet().removeIf(name -> name.startsWith("guards.watch."));
        final GuardLimits read = RunHeader.read(recordOf(header, values)).engine().guards();
        assertEquals(1234, read.flatVerifyMs());
        assertEquals(WatchLimits.standard(), read.watch());
    }

    @Test
    void shouldNameLeafWhenJournaledConfigurationLacksIt() {
        final var values = new TreeMap<>(RecordFlattener.flatten(TestRuns.config(1)));
        values.remove("risk.maxLeverage");
        final JournalFormatException e =
                assertThrows(
                        JournalFormatException.class,
                        () -> RecordFlattener.rebuild(TestRuns.config(1).getClass(), values));
        assertTrue(e.getMessage().contains("risk.maxLeverage"), e.getMessage());
    }

    @Test
    void shouldPassOnTheRefusalWhenConfigurationIsOutOfRange() {
        final var values = new TreeMap<>(RecordFlattener.flatten(TestRuns.config(1)));
        values.put("risk.maxOpenPositions", "0");
        final JournalFormatException e =
                assertThrows(
                        JournalFormatException.class,
                        () -> RecordFlattener.rebuild(TestRuns.config(1).getClass(), values));
        assertTrue(e.getMessage().contains("risk.max-open-positions=0"), e.getMessage());
    }

    private static JournalRecord recordOf(final RunHeader header) {
        return recordOf(header, header.engineValues());
    }

    private static JournalRecord recordOf(
            final RunHeader header, final Map<String, String> values) {
        final RecordOutput out = new RecordOutput(16);
        out.position(RecordHeader.BYTES);
        header.write(out, values);
        RecordHeader.put(out, RecordType.RUN_HEADER, header.runId(), 0, -1, 0);
        final int length = out.position() + RecordHeader.HASH_BYTES;
        final JournalRecord record = new JournalRecord();
        record.wrap(Arrays.copyOf(out.array(), length), length, "memory", 0);
        return record;
    }
}
