package dev.bowline.journal.codec;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.WorkingType;

/** One order command; fields of later versions stand behind the others. Allocates nothing. */
final class CommandCodec {
    private static final CommandKind[] KINDS = CommandKind.values();
    private static final Side[] SIDES = Side.values();
    private static final OrderType[] ORDER_TYPES = OrderType.values();
    private static final TimeInForce[] TIMES_IN_FORCE = TimeInForce.values();
    private static final WorkingType[] WORKING_TYPES = WorkingType.values();

    private CommandCodec() {}

    static void write(final OrderCommand command, final RecordOutput out) {
        out.putEnum(command.kind);
        out.putInt(command.instrumentId);
        out.putInt(command.runId);
        out.putLong(command.orderKey);
        out.putEnum(command.side);
        out.putEnum(command.orderType);
        out.putEnum(command.timeInForce);
        out.putEnum(command.workingType);
        out.putLong(command.qtyE8);
        out.putLong(command.priceE8);
        out.putLong(command.triggerPriceE8);
        out.putBoolean(command.reduceOnly);
        out.putBoolean(command.closePosition);
        out.putInt(command.causeCode);
        out.putLong(command.activatePriceE8);
        out.putLong(command.callbackPercentE8);
        out.putLong(command.countdownMs);
        out.putLong(command.venueOrderId);
    }

    /**
     * Fills a cleared command.
     *
     * @param version schema version of the record; before 2 there were no trailing stops, before 3
     *     no countdowns, before 5 no order ids of the venue
     */
    static void read(final RecordInput in, final OrderCommand command, final int version) {
        command.kind = in.getEnumOrNull(KINDS);
        command.instrumentId = in.getInt();
        command.runId = in.getInt();
        command.orderKey = in.getLong();
        command.side = in.getEnumOrNull(SIDES);
        command.orderType = in.getEnumOrNull(ORDER_TYPES);
        command.timeInForce = in.getEnumOrNull(TIMES_IN_FORCE);
        command.workingType = in.getEnumOrNull(WORKING_TYPES);
        command.qtyE8 = in.getLong();
        command.priceE8 = in.getLong();
        command.triggerPriceE8 = in.getLong();
        command.reduceOnly = in.getBoolean();
        command.closePosition = in.getBoolean();
        command.causeCode = in.getInt();
        if (version >= 2) {
            command.activatePriceE8 = in.getLong();
            command.callbackPercentE8 = in.getLong();
        }
        if (version >= 3) {
            command.countdownMs = in.getLong();
        }
        if (version >= 5) {
            command.venueOrderId = in.getLong();
        }
    }
}
