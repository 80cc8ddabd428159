package dev.bowline.journal.codec;

import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.Side;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.BinaryWire;
import net.openhft.chronicle.wire.Wire;

/**
 * One decision record in self-describing binary Wire: every value stands behind its name, so a
 * later build, or another program, reads it without this class. Conditions are the fields {@code
 * c0..c11} (code), {@code v0..} (value), {@code l0..} (limit) and {@code m0..} (met). Time, run and
 * sequence are those of the slot. Writing allocates nothing: names are constants, and Wire writes
 * into one reused off-heap buffer. One thread.
 */
public final class DecisionCodec {
    private static final DecisionAction[] ACTIONS = DecisionAction.values();
    private static final Side[] SIDES = Side.values();
    private static final String[] ACTION_NAMES = names(ACTIONS);
    private static final String[] SIDE_NAMES = names(SIDES);
    private static final String[] CODES = numbered("c");
    private static final String[] VALUES = numbered("v");
    private static final String[] LIMITS = numbered("l");
    private static final String[] METS = numbered("m");
    private static final int MAX_BYTES = 4096;

    private final Bytes<?> bytes = Bytes.allocateDirect(MAX_BYTES);
    private final Wire wire = new BinaryWire(bytes);

    /** Length (2 bytes), then the Wire bytes. */
    @SuppressWarnings("EnumOrdinal") // index into the names made from the same constants
    void write(final Decision decision, final RecordOutput out) {
        wire.reset();
        wire.write("action")
                .text(decision.action == null ? null : ACTION_NAMES[decision.action.ordinal()]);
        wire.write("instrument").int32(decision.instrumentId);
        wire.write("strategy").int32(decision.strategyId);
        wire.write("side").text(decision.side == null ? null : SIDE_NAMES[decision.side.ordinal()]);
        wire.write("reason").int32(decision.reasonCode);
        wire.write("valueE8").int64(decision.valueE8);
        wire.write("limitE8").int64(decision.limitE8);
        wire.write("qtyE8").int64(decision.qtyE8);
        wire.write("priceE8").int64(decision.priceE8);
        wire.write("orderKey").int64(decision.orderKey);
        final int conditions = decision.conditionCount();
        wire.write("conditions").int32(conditions);
        for (int i = 0; i < conditions; i++) {
            wire.write(CODES[i]).int32(decision.conditionCode(i));
            wire.write(VALUES[i]).int64(decision.conditionValueE8(i));
            wire.write(LIMITS[i]).int64(decision.conditionLimitE8(i));
            wire.write(METS[i]).bool(decision.isConditionMet(i));
        }
        final int length = (int) bytes.readRemaining();
        out.putShort(length);
        out.ensure(length);
        bytes.read(out.array(), out.position(), length);
        out.position(out.position() + length);
    }

    /** Fills a cleared decision. Names that this build does not know are passed over. */
    void read(final RecordInput in, final Decision decision) {
        final int length = in.getUnsignedShort();
        if (length > MAX_BYTES || length > in.remaining()) {
            throw new JournalFormatException(
                    "decision of " + length + " bytes, record has " + in.remaining() + " left");
        }
        wire.reset();
        bytes.write(in.array(), in.position(), length);
        in.skip(length);
        try {
            readFields(decision);
        } catch (final JournalFormatException e) {
            throw e;
        } catch (final RuntimeException e) {
            throw new JournalFormatException("decision is not readable: " + e.getMessage(), e);
        }
    }

    private void readFields(final Decision decision) {
        decision.action = constantOrNull(ACTIONS, ACTION_NAMES, wire.read("action").text());
        decision.instrumentId = wire.read("instrument").int32();
        decision.strategyId = wire.read("strategy").int32();
        decision.side = constantOrNull(SIDES, SIDE_NAMES, wire.read("side").text());
        decision.reasonCode = wire.read("reason").int32();
        decision.valueE8 = wire.read("valueE8").int64();
        decision.limitE8 = wire.read("limitE8").int64();
        decision.qtyE8 = wire.read("qtyE8").int64();
        decision.priceE8 = wire.read("priceE8").int64();
        decision.orderKey = wire.read("orderKey").int64();
        final int conditions = wire.read("conditions").int32();
        if (conditions < 0 || conditions > Decision.MAX_CONDITIONS) {
            throw new JournalFormatException("decision with " + conditions + " conditions");
        }
        for (int i = 0; i < conditions; i++) {
            decision.addCondition(
                    wire.read(CODES[i]).int32(),
                    wire.read(VALUES[i]).int64(),
                    wire.read(LIMITS[i]).int64(),
                    wire.read(METS[i]).bool());
        }
    }

    private static <E extends Enum<E>> E constantOrNull(
            final E[] constants, final String[] names, final String name) {
        if (name == null) {
            return null;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return constants[i];
            }
        }
        throw new JournalFormatException("decision with unknown constant " + name);
    }

    private static String[] names(final Enum<?>[] constants) {
        final String[] names = new String[constants.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = constants[i].name();
        }
        return names;
    }

    private static String[] numbered(final String prefix) {
        final String[] names = new String[Decision.MAX_CONDITIONS];
        for (int i = 0; i < names.length; i++) {
            names[i] = prefix + i;
        }
        return names;
    }
}
