package dev.bowline.journal.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.journal.RandomEvents;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JRN-1: input and answer of a slot come back exactly. */
final class SlotCodecPropertyTest {
    private final SlotCodec codec = new SlotCodec();
    private final RecordOutput out = new RecordOutput(16);

    @Property(tries = 2000)
    void shouldGiveBackEveryFieldWhenSlotIsWritten(
            @ForAll final EventType type, @ForAll final long seed) {
        final EngineEvent written = new EngineEvent();
        new RandomEvents(seed).fill(written, type, true);
        written.sequence = seed & Long.MAX_VALUE;
        final JournalRecord record = recordOf(written);

        final EngineEvent read = new EngineEvent();
        codec.read(record, read);

        assertEquals(RandomEvents.values(written), RandomEvents.values(read));
        assertEquals(written.sequence, read.sequence);
        assertArrayEquals(record.bytes(), recordOf(read).bytes());
    }

    @Property(tries = 500)
    void shouldGiveBackInputAloneWhenAskedForInput(
            @ForAll final EventType type, @ForAll final long seed) {
        final EngineEvent written = new EngineEvent();
        new RandomEvents(seed).fill(written, type, true);
        final JournalRecord record = recordOf(written);

        final EngineEvent read = new EngineEvent();
        codec.readInput(record, read);

        written.clearAnswer();
        assertEquals(RandomEvents.values(written), RandomEvents.values(read));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldRefuseEveryTruncationWhenBodyIsCut(final EventType type) {
        final EngineEvent written = new EngineEvent();
        new RandomEvents(7).fill(written, type, true);
        final JournalRecord whole = recordOf(written);
        final EngineEvent read = new EngineEvent();
        for (int cut = 1; cut < Math.min(whole.length(), 600); cut++) {
            final int length = whole.linkedLength() - cut;
            if (length < RecordHeader.BYTES) {
                break;
            }
            final byte[] bytes = Arrays.copyOf(whole.bytes(), length + RecordHeader.HASH_BYTES);
            final RecordOutput header = new RecordOutput(16);
            header.putBytes(bytes, 0, length);
            RecordHeader.put(header, RecordType.SLOT, 1, 0, 0, 0);
            System.arraycopy(header.array(), 0, bytes, 0, length);
            final JournalRecord record = new JournalRecord();
            record.wrap(bytes, bytes.length, "memory", 0);
            assertThrows(JournalFormatException.class, () -> codec.read(record, read));
        }
    }

    /** Commands of version 1 end before trailing stops, countdowns and ids of the venue. */
    @Test
    void shouldReadCommandWhenRecordIsOfTheFirstVersion() {
        final EngineEvent written = new EngineEvent();
        written.clear(EventType.CLOCK_TICK);
        final OrderCommand command = written.commands().addOrNull();
        command.orderKey = 4711;
        command.triggerPriceE8 = 99;
        command.causeCode = 19;
        final JournalRecord newer = recordOf(written);
        final int length = newer.linkedLength() - 4 * Long.BYTES;
        final RecordOutput older = new RecordOutput(16);
        older.putBytes(newer.bytes(), 0, length);
        RecordHeader.put(older, RecordType.SLOT, 1, 0, 0, 0);
        final byte[] bytes = Arrays.copyOf(older.array(), length + RecordHeader.HASH_BYTES);
        bytes[4] = 1;
        final JournalRecord record = new JournalRecord();
        record.wrap(bytes, bytes.length, "memory", 0);
        assertEquals(1, record.version());
        final EngineEvent read = new EngineEvent();
        codec.read(record, read);
        assertEquals(4711, read.commands().get(0).orderKey);
        assertEquals(19, read.commands().get(0).causeCode);
        assertEquals(0, read.commands().get(0).callbackPercentE8);
    }

    @Test
    void shouldNameBothVersionsWhenRecordIsNewer() {
        final byte[] bytes = recordOf(new EngineEvent()).bytes();
        bytes[4] = (byte) (RecordHeader.SCHEMA_VERSION + 1);
        final JournalFormatException e =
                assertThrows(
                        JournalFormatException.class,
                        () -> new JournalRecord().wrap(bytes, bytes.length, "memory", 0));
        assertEquals(
                "written by a newer version "
                        + (RecordHeader.SCHEMA_VERSION + 1)
                        + ", this build reads up to "
                        + RecordHeader.SCHEMA_VERSION,
                e.getMessage());
    }

    private JournalRecord recordOf(final EngineEvent event) {
        out.position(RecordHeader.BYTES);
        codec.write(event, out);
        RecordHeader.put(out, RecordType.SLOT, 1, 0, event.sequence, event.ingestTimeNs);
        final int length = out.position() + RecordHeader.HASH_BYTES;
        final JournalRecord record = new JournalRecord();
        record.wrap(Arrays.copyOf(out.array(), length), length, "memory", 0);
        return record;
    }
}
