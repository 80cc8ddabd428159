package dev.bowline.journal.codec;

import dev.bowline.core.event.CommandBatch;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionBatch;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.IntentBatch;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.TradeIntent;

/**
 * Body of a SLOT record: type (1), flags (1), numbers of intents, commands, decisions (1 each), one
 * spare byte, number of answers that found no room (2), instrument (4), event time (8), state hash
 * (8), the input's sub-record, intents, commands, decisions. Sequence and ingest time stand in the
 * record's header. Input and answer of a slot are one record, so neither can be on disk without the
 * other. Latency stamps are left out: they are no input and would differ in a replay. One thread.
 */
public final class SlotCodec {
    private static final int FAILED_FLAG = 1;
    private static final int MAX_REFUSED = 0xFFFF;

    private final DecisionCodec decisions = new DecisionCodec();

    /** Appends the body of the slot's record; allocates nothing after warm-up. */
    public void write(final EngineEvent event, final RecordOutput out) {
        final IntentBatch intents = event.intents();
        final CommandBatch commands = event.commands();
        final DecisionBatch decided = event.decisions();
        final int refused = intents.refused() + commands.refused() + decided.refused();
        out.putByte(event.type.code());
        out.putByte(event.failed ? FAILED_FLAG : 0);
        out.putByte(intents.count());
        out.putByte(commands.count());
        out.putByte(decided.count());
        out.putByte(0);
        out.putShort(Math.min(refused, MAX_REFUSED));
        out.putInt(event.instrumentId);
        out.putLong(event.eventTimeMs);
        out.putLong(event.stateHash);
        InputCodec.write(event, out);
        for (int i = 0; i < intents.count(); i++) {
            IntentCodec.write(intents.get(i), out);
        }
        for (int i = 0; i < commands.count(); i++) {
            CommandCodec.write(commands.get(i), out);
        }
        for (int i = 0; i < decided.count(); i++) {
            decisions.write(decided.get(i), out);
        }
    }

    /**
     * Fills an event with input and answer of a SLOT record.
     *
     * @throws JournalFormatException if the body is not exactly what {@link #write} makes
     */
    public void read(final JournalRecord slotRecord, final EngineEvent event) {
        read(slotRecord, event, true);
    }

    /** As {@link #read(JournalRecord, EngineEvent)}, with the answer left empty. */
    public void readInput(final JournalRecord slotRecord, final EngineEvent event) {
        read(slotRecord, event, false);
    }

    /** What the slot holds, without reading it. */
    public static EventType typeOf(final JournalRecord slotRecord) {
        final int code = slotRecord.body().getUnsignedByte();
        final EventType type = EventType.byCodeOrNull(code);
        if (type == null) {
            throw new JournalFormatException("event type " + code + ", unknown to this build");
        }
        return type;
    }

    private void read(
            final JournalRecord slotRecord, final EngineEvent event, final boolean withAnswer) {
        if (slotRecord.type() != RecordType.SLOT) {
            throw new JournalFormatException("record is a " + slotRecord.type() + ", not a SLOT");
        }
        event.clear(typeOf(slotRecord));
        final RecordInput in = slotRecord.body();
        in.skip(1);
        final boolean failed = (in.getByte() & FAILED_FLAG) != 0;
        final int intents = requireAtMost("intents", in.getUnsignedByte(), IntentBatch.MAX);
        final int commands = requireAtMost("commands", in.getUnsignedByte(), CommandBatch.MAX);
        final int decided = requireAtMost("decisions", in.getUnsignedByte(), DecisionBatch.MAX);
        in.skip(3);
        event.sequence = slotRecord.sequence();
        event.ingestTimeNs = slotRecord.ingestTimeNs();
        event.instrumentId = in.getInt();
        event.eventTimeMs = in.getLong();
        final long stateHash = in.getLong();
        InputCodec.read(in, event, slotRecord.version());
        if (withAnswer) {
            event.failed = failed;
            event.stateHash = stateHash;
            readAnswer(in, event, slotRecord.version(), intents, commands, decided);
        }
    }

    private void readAnswer(
            final RecordInput in,
            final EngineEvent event,
            final int version,
            final int intents,
            final int commands,
            final int decided) {
        for (int i = 0; i < intents; i++) {
            final TradeIntent intent = event.intents().addOrNull();
            IntentCodec.read(in, intent);
        }
        for (int i = 0; i < commands; i++) {
            final OrderCommand command = event.commands().addOrNull();
            CommandCodec.read(in, command, version);
        }
        for (int i = 0; i < decided; i++) {
            final Decision decision = event.decisions().addOrNull();
            decisions.read(in, decision);
        }
        if (in.remaining() != 0) {
            throw new JournalFormatException(in.remaining() + " bytes behind the last decision");
        }
    }

    private static int requireAtMost(final String what, final int count, final int max) {
        if (count > max) {
            throw new JournalFormatException(count + " " + what + ", at most " + max);
        }
        return count;
    }
}
