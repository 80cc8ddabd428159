package dev.bowline.journal.codec;

import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.IntentAction;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TradeIntent;

/** One trade intent, fields in the order of their declaration. Allocates nothing. */
final class IntentCodec {
    private static final IntentAction[] ACTIONS = IntentAction.values();
    private static final Side[] SIDES = Side.values();
    private static final EntryStyle[] STYLES = EntryStyle.values();

    private IntentCodec() {}

    static void write(final TradeIntent intent, final RecordOutput out) {
        out.putInt(intent.instrumentId);
        out.putInt(intent.strategyId);
        out.putEnum(intent.action);
        out.putEnum(intent.side);
        out.putEnum(intent.style);
        out.putLong(intent.intentSeq);
        out.putLong(intent.refPriceE8);
        out.putLong(intent.limitPriceE8);
        out.putLong(intent.stopPriceE8);
        out.putLong(intent.targetPriceE8);
        out.putLong(intent.qtyE8);
        out.putLong(intent.notionalE8);
        out.putLong(intent.marginE8);
        out.putLong(intent.riskE8);
        out.putInt(intent.sizeCapCode);
        out.putInt(intent.rejectCode);
        out.putLong(intent.rejectValueE8);
        out.putLong(intent.rejectLimitE8);
    }

    static void read(final RecordInput in, final TradeIntent intent) {
        intent.instrumentId = in.getInt();
        intent.strategyId = in.getInt();
        intent.action = in.getEnumOrNull(ACTIONS);
        intent.side = in.getEnumOrNull(SIDES);
        intent.style = in.getEnumOrNull(STYLES);
        intent.intentSeq = in.getLong();
        intent.refPriceE8 = in.getLong();
        intent.limitPriceE8 = in.getLong();
        intent.stopPriceE8 = in.getLong();
        intent.targetPriceE8 = in.getLong();
        intent.qtyE8 = in.getLong();
        intent.notionalE8 = in.getLong();
        intent.marginE8 = in.getLong();
        intent.riskE8 = in.getLong();
        intent.sizeCapCode = in.getInt();
        intent.rejectCode = in.getInt();
        intent.rejectValueE8 = in.getLong();
        intent.rejectLimitE8 = in.getLong();
    }
}
