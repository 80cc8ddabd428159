package dev.bowline.gateway.history;

import dev.bowline.core.event.Bar;
import dev.bowline.core.num.DecimalFormat;
import java.util.ArrayList;
import java.util.List;

/** Counts what a market emits, checks its order, and keeps the lines if told so. */
public final class RecordCount implements MarketListener {
    public final List<String> lines = new ArrayList<>();
    public long books;
    public long trades;
    public long marks;
    public long bars;
    public long hash = 1;
    public long lastMs;
    private final boolean keeps;

    public RecordCount(final boolean keeps) {
        this.keeps = keeps;
    }

    @Override
    public void onBook(
            final int instrumentId,
            final long bidE8,
            final long bidQtyE8,
            final long askE8,
            final long askQtyE8,
            final long updateId,
            final long timeMs) {
        books++;
        if (bidE8 <= 0 || askE8 <= bidE8) {
            throw new AssertionError("bid " + bidE8 + " ask " + askE8 + " at " + timeMs);
        }
        note(timeMs, "BOOK", instrumentId, bidE8, bidQtyE8, askE8, askQtyE8, updateId);
    }

    @Override
    public void onTrade(
            final int instrumentId,
            final long priceE8,
            final long qtyE8,
            final boolean buyerIsMaker,
            final long tradeId,
            final long timeMs) {
        trades++;
        note(
                timeMs,
                buyerIsMaker ? "SOLD" : "BOUGHT",
                instrumentId,
                priceE8,
                qtyE8,
                buyerIsMaker ? 1 : 0,
                tradeId,
                0);
    }

    @Override
    public void onMark(
            final int instrumentId,
            final long markE8,
            final long indexE8,
            final long fundingRateE8,
            final long nextFundingMs,
            final long timeMs) {
        marks++;
        note(timeMs, "MARK", instrumentId, markE8, indexE8, fundingRateE8, nextFundingMs, 0);
    }

    @Override
    public void onBar(final int instrumentId, final Bar bar, final long timeMs) {
        bars++;
        note(
                timeMs,
                "BAR" + bar.intervalMs / 60_000,
                instrumentId,
                bar.openE8,
                bar.highE8,
                bar.lowE8,
                bar.closeE8,
                bar.volumeE8);
    }

    private void note(
            final long timeMs,
            final String word,
            final int instrumentId,
            final long a,
            final long b,
            final long c,
            final long d,
            final long e) {
        if (timeMs < lastMs) {
            throw new AssertionError(word + " at " + timeMs + " after " + lastMs);
        }
        lastMs = timeMs;
        for (final long value : new long[] {timeMs, word.hashCode(), instrumentId, a, b, c, d, e}) {
            hash = hash * 1_000_003 + value;
        }
        if (keeps) {
            lines.add(
                    timeMs % 1_000_000
                            + " "
                            + word
                            + " "
                            + instrumentId
                            + " "
                            + DecimalFormat.toText(a)
                            + " "
                            + DecimalFormat.toText(b)
                            + " "
                            + DecimalFormat.toText(c)
                            + " "
                            + DecimalFormat.toText(d));
        }
    }
}
