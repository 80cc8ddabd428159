package dev.bowline.journal.replay;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.RecordHeader;
import dev.bowline.journal.codec.RecordOutput;
import dev.bowline.journal.codec.SlotCodec;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Compares a replayed slot with its record: all bytes first, the fields only if they differ. */
final class SlotComparison {
    private static final String NOT_THERE = "(none)";

    private final SlotCodec codec = new SlotCodec();
    private final RecordOutput out = new RecordOutput(64 * 1024);
    private final EngineEvent journaled = new EngineEvent();

    /** The first field that differs, or {@code null} if every byte is the same. */
    ReplayDifference firstOrNull(final JournalRecord slotRecord, final EngineEvent replayed) {
        out.position(RecordHeader.BYTES);
        codec.write(replayed, out);
        if (Arrays.equals(
                slotRecord.bytes(),
                RecordHeader.BYTES,
                slotRecord.linkedLength(),
                out.array(),
                RecordHeader.BYTES,
                out.position())) {
            return null;
        }
        codec.read(slotRecord, journaled);
        final Map<String, String> then = values(journaled);
        final Map<String, String> now = values(replayed);
        for (final Map.Entry<String, String> value : then.entrySet()) {
            final String other = now.getOrDefault(value.getKey(), NOT_THERE);
            if (!value.getValue().equals(other)) {
                return new ReplayDifference(
                        slotRecord.sequence(), value.getKey(), value.getValue(), other);
            }
        }
        for (final Map.Entry<String, String> value : now.entrySet()) {
            if (!then.containsKey(value.getKey())) {
                return new ReplayDifference(
                        slotRecord.sequence(), value.getKey(), NOT_THERE, value.getValue());
            }
        }
        return new ReplayDifference(
                slotRecord.sequence(), "bytes", "see record", "no field differs by value");
    }

    /** Answer of the slot by field name; in an order that shows causes before effects. */
    private static Map<String, String> values(final EngineEvent event) {
        final Map<String, String> values = new LinkedHashMap<>();
        values.put("failed", Boolean.toString(event.failed));
        for (int i = 0; i < event.intents().count(); i++) {
            add("intents[" + i + "].", event.intents().get(i), values);
        }
        for (int i = 0; i < event.decisions().count(); i++) {
            final var decision = event.decisions().get(i);
            final String prefix = "decisions[" + i + "].";
            add(prefix, decision, values);
            for (int c = 0; c < decision.conditionCount(); c++) {
                values.put(
                        prefix + "conditions[" + c + "]",
                        decision.conditionCode(c)
                                + ":"
                                + decision.conditionValueE8(c)
                                + "/"
                                + decision.conditionLimitE8(c)
                                + "="
                                + decision.isConditionMet(c));
            }
        }
        for (int i = 0; i < event.commands().count(); i++) {
            add("commands[" + i + "].", event.commands().get(i), values);
        }
        values.put("stateHash", Long.toHexString(event.stateHash));
        return values;
    }

    private static void add(
            final String prefix, final Object part, final Map<String, String> values) {
        for (final Field field : part.getClass().getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            try {
                values.put(prefix + field.getName(), Objects.toString(field.get(part)));
            } catch (final IllegalAccessException e) {
                throw new IllegalStateException("cannot read " + field, e);
            }
        }
    }
}
