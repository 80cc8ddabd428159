package dev.bowline.journal.codec;

import dev.bowline.core.instrument.InstrumentSpec;

/** An instrument in full, so that a run needs nothing but its own records. */
final class InstrumentCodec {
    private InstrumentCodec() {}

    static void write(final InstrumentSpec spec, final RecordOutput out) {
        out.putBoolean(spec != null);
        if (spec == null) {
            return;
        }
        out.putInt(spec.id());
        out.putText(spec.symbol());
        out.putText(spec.baseAsset());
        out.putText(spec.quoteAsset());
        out.putText(spec.marginAsset());
        out.putLong(spec.tickE8());
        out.putLong(spec.minPriceE8());
        out.putLong(spec.maxPriceE8());
        out.putLong(spec.limitStepE8());
        out.putLong(spec.limitMinQtyE8());
        out.putLong(spec.limitMaxQtyE8());
        out.putLong(spec.marketStepE8());
        out.putLong(spec.marketMinQtyE8());
        out.putLong(spec.marketMaxQtyE8());
        out.putLong(spec.minNotionalE8());
        out.putLong(spec.percentUpE8());
        out.putLong(spec.percentDownE8());
        out.putInt(spec.maxOpenOrders());
        out.putLong(spec.makerFeeE8());
        out.putLong(spec.takerFeeE8());
        out.putInt(spec.leverage());
        out.putLong(spec.maxNotionalE8());
        out.putLong(spec.maintMarginRateE8());
    }

    static InstrumentSpec readOrNull(final RecordInput in) {
        if (!in.getBoolean()) {
            return null;
        }
        // Arguments are evaluated left to right: the order of writing.
        return new InstrumentSpec(
                in.getInt(),
                in.getTextOrNull(),
                in.getTextOrNull(),
                in.getTextOrNull(),
                in.getTextOrNull(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.getInt(),
                in.getLong(),
                in.getLong());
    }
}
