package dev.bowline.journal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.journal.TestRuns;
import java.nio.file.Path;
import java.util.Arrays;
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
        final RecordOutput out = new RecordOutput(16);
        out.position(RecordHeader.BYTES);
        header.write(out);
        RecordHeader.put(out, RecordType.RUN_HEADER, header.runId(), 0, -1, 0);
        final int length = out.position() + RecordHeader.HASH_BYTES;
        final JournalRecord record = new JournalRecord();
        record.wrap(Arrays.copyOf(out.array(), length), length, "memory", 0);
        return record;
    }
}
