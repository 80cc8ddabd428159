package dev.bowline.core.market;

import dev.bowline.core.event.Bar;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * The closed bars of one instrument and interval, one after another without holes, from klines of
 * that interval or, where only shorter ones come, summed up from those. Whichever arrives first
 * counts, the other is ignored. A hole starts the series anew, and so does history that reaches
 * further back than the series does. Keeps only the newest bar; allocates nothing.
 */
public final class BarSeries implements Resumable {
    private static final long NONE = Long.MIN_VALUE;

    private final long intervalMs;
    private final MarketCounters counters;
    private final Bar last = new Bar();
    private final Bar sum = new Bar();
    private long firstOpenTimeMs;
    private long nextPartMs = NONE;
    private int length;

    public BarSeries(final long intervalMs, final MarketCounters counters) {
        this.intervalMs = intervalMs;
        this.counters = counters;
    }

    /**
     * Takes a kline.
     *
     * @return whether the series grew by a bar, which is then {@link #last()}
     */
    public boolean onBar(final Bar bar) {
        if (!bar.closed) {
            return false;
        }
        if (!Bars.isPlausible(bar) || intervalMs % bar.intervalMs != 0) {
            counters.absurdBars++;
            return false;
        }
        return bar.intervalMs == intervalMs ? append(bar) : onPart(bar);
    }

    /** The newest bar; valid while {@link #length()} is not 0. */
    public Bar last() {
        return last;
    }

    /** Bars since the series began; 1 tells that whatever was computed before is void. */
    public int length() {
        return length;
    }

    private boolean append(final Bar bar) {
        final boolean reachesFurtherBack = bar.historical && bar.openTimeMs < firstOpenTimeMs;
        if (length > 0 && bar.openTimeMs <= last.openTimeMs && !reachesFurtherBack) {
            counters.oldBars++;
            return false;
        }
        if (length > 0 && bar.openTimeMs != last.openTimeMs + intervalMs) {
            counters.barGaps += reachesFurtherBack ? 0 : 1;
            length = 0;
        }
        if (length == 0) {
            firstOpenTimeMs = bar.openTimeMs;
        }
        length++;
        Bars.copy(bar, last);
        return true;
    }

    /** Sums up shorter bars; only a sum without holes from the first to the last part counts. */
    private boolean onPart(final Bar part) {
        final long openTimeMs = Bars.openTimeMs(part.openTimeMs, intervalMs);
        if (part.openTimeMs == openTimeMs) {
            Bars.copy(part, sum);
            sum.intervalMs = intervalMs;
            sum.closeTimeMs = openTimeMs + intervalMs - 1;
        } else if (part.openTimeMs == nextPartMs) {
            sum.highE8 = Math.max(sum.highE8, part.highE8);
            sum.lowE8 = Math.min(sum.lowE8, part.lowE8);
            sum.closeE8 = part.closeE8;
            sum.volumeE8 = Bars.addE8(sum.volumeE8, part.volumeE8);
            sum.quoteVolumeE8 = Bars.addE8(sum.quoteVolumeE8, part.quoteVolumeE8);
            sum.tradeCount += part.tradeCount;
            sum.historical = part.historical;
        } else {
            if (part.openTimeMs < nextPartMs) {
                counters.oldBars++;
            } else {
                nextPartMs = NONE;
            }
            return false;
        }
        nextPartMs = part.openTimeMs + part.intervalMs;
        return nextPartMs > sum.closeTimeMs && append(sum);
    }

    @Override
    public void writeRest(final StateSink sink) {
        Bars.write(last, sink);
        Bars.write(sum, sink);
        sink.putLong(firstOpenTimeMs);
        sink.putLong(nextPartMs);
        sink.putLong(length);
    }

    @Override
    public void readRest(final StateSource source) {
        Bars.read(source, last);
        Bars.read(source, sum);
        firstOpenTimeMs = source.getLong();
        nextPartMs = source.getLong();
        length = (int) source.getLong();
    }
}
