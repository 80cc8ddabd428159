package dev.bowline.core.signal;

import dev.bowline.core.event.Bar;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/** Indicators of one instrument for {@code scalping-v1}, with the values of the bars before. */
final class ScalpingIndicators implements Resumable {
    final Rsi rsi;
    final Macd macd;
    final Atr atr;
    final VolumeAverage volume;
    double rsiBefore;
    double histogramBefore;
    double histogramTwoBefore;
    private final int barsNeeded;
    private int bars;
    private double close;

    ScalpingIndicators(final ScalpingParameters parameters) {
        rsi = new Rsi(parameters.rsiPeriod());
        macd = new Macd(parameters.macdFast(), parameters.macdSlow(), parameters.macdSignal());
        atr = new Atr(parameters.atrPeriod());
        volume = new VolumeAverage(parameters.volumePeriod());
        // The histogram exists from bar slow + signal - 1, and two before it are compared.
        final int macdBars = parameters.macdSlow() + parameters.macdSignal() - 1 + 2;
        barsNeeded =
                Math.max(
                        Math.max(parameters.rsiPeriod() + 2, parameters.atrPeriod() + 1),
                        Math.max(macdBars, parameters.volumePeriod() + 1));
        reset();
    }

    void update(final Bar bar) {
        bars = Math.min(bars + 1, barsNeeded);
        rsiBefore = rsi.value();
        histogramTwoBefore = histogramBefore;
        histogramBefore = macd.histogram();
        close = ExactDouble.fromE8(bar.closeE8);
        rsi.update(close);
        macd.update(close);
        atr.update(ExactDouble.fromE8(bar.highE8), ExactDouble.fromE8(bar.lowE8), close);
        volume.update(ExactDouble.fromE8(bar.volumeE8));
    }

    /** Whether all values, also those of the bars before, are there. */
    boolean isReady() {
        return bars == barsNeeded;
    }

    int barsNeeded() {
        return barsNeeded;
    }

    /** ATR over the last close. */
    double atrShare() {
        return atr.value() / close;
    }

    void reset() {
        rsi.reset();
        macd.reset();
        atr.reset();
        volume.reset();
        rsiBefore = Double.NaN;
        histogramBefore = Double.NaN;
        histogramTwoBefore = Double.NaN;
        bars = 0;
    }

    @Override
    public void writeRest(final StateSink sink) {
        rsi.writeRest(sink);
        macd.writeRest(sink);
        atr.writeRest(sink);
        volume.writeRest(sink);
        sink.putLong(Double.doubleToRawLongBits(rsiBefore));
        sink.putLong(Double.doubleToRawLongBits(histogramBefore));
        sink.putLong(Double.doubleToRawLongBits(histogramTwoBefore));
        sink.putLong(bars);
        sink.putLong(Double.doubleToRawLongBits(close));
    }

    @Override
    public void readRest(final StateSource source) {
        rsi.readRest(source);
        macd.readRest(source);
        atr.readRest(source);
        volume.readRest(source);
        rsiBefore = Double.longBitsToDouble(source.getLong());
        histogramBefore = Double.longBitsToDouble(source.getLong());
        histogramTwoBefore = Double.longBitsToDouble(source.getLong());
        bars = (int) source.getLong();
        close = Double.longBitsToDouble(source.getLong());
    }
}
