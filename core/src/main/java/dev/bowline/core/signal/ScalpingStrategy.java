package dev.bowline.core.signal;

import dev.bowline.core.event.Bar;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.Side;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.market.BarSeries;
import dev.bowline.core.market.InstrumentMarket;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * {@code scalping-v1} (SIG-5): judges each closed bar of its timeframe, long and short, by weighted
 * conditions, and enters on the side whose score is higher and high enough. Long conditions; short
 * is mirrored:
 *
 * <ul>
 *   <li>RSI came up through the oversold line, or is below 50 and rising;
 *   <li>the MACD histogram rises and did not rise the bar before;
 *   <li>ATR over close lies in its band;
 *   <li>volume over the mean of the bars before is high enough.
 * </ul>
 *
 * <p>Every closed live bar leaves exactly one record per instrument: SIGNAL, or SIGNAL_SKIP with
 * its reason. Bars read from history only warm the indicators; a hole in the bars cools them down
 * again. Stop and target are fixed shares of the reference price, or multiples of ATR.
 */
final class ScalpingStrategy implements Strategy {
    static final int ID = 1;
    private static final double RSI_MIDLINE = 50;
    private static final long NS_PER_MS = 1_000_000;

    private final ScalpingParameters parameters;
    private final ScalpingIndicators[] byInstrument =
            new ScalpingIndicators[InstrumentRegistry.MAX_INSTRUMENTS];

    ScalpingStrategy(final ScalpingParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "scalping-v1";
    }

    @Override
    public void onInstrument(final InstrumentSpec spec) {
        if (byInstrument[spec.id()] == null) {
            byInstrument[spec.id()] = new ScalpingIndicators(parameters);
        }
    }

    @Override
    public void onEvent(
            final EngineEvent event,
            final long nowNs,
            final InstrumentMarket market,
            final InstrumentSpec spec,
            final SignalOutput out) {
        if (event.type != EventType.BAR) {
            return;
        }
        final BarSeries series = market.bars();
        final ScalpingIndicators indicators = byInstrument[spec.id()];
        final Bar bar = series.last();
        if (series.length() == 1) {
            indicators.reset();
        }
        indicators.update(bar);
        if (bar.historical) {
            return;
        }
        final long lateMs = nowNs / NS_PER_MS - bar.closeTimeMs;
        if (!indicators.isReady()) {
            out.skipUndirected(
                    SkipReason.NOT_READY,
                    series.length() * FixedPoint.ONE_E8,
                    indicators.barsNeeded() * FixedPoint.ONE_E8);
        } else if (lateMs > parameters.timeframeMs()) {
            out.skipUndirected(
                    SkipReason.BAR_LATE, wholeE8(lateMs), wholeE8(parameters.timeframeMs()));
        } else {
            judge(indicators, market, bar, out);
        }
    }

    private void judge(
            final ScalpingIndicators indicators,
            final InstrumentMarket market,
            final Bar bar,
            final SignalOutput out) {
        final int longScore = score(indicators, Side.BUY);
        final int shortScore = score(indicators, Side.SELL);
        final Side side = shortScore > longScore ? Side.SELL : Side.BUY;
        final int score = Math.max(longScore, shortScore);
        final long scoreE8 = score * FixedPoint.ONE_E8;
        final long minScoreE8 = parameters.minScore() * FixedPoint.ONE_E8;
        final Decision record = out.signalOrNull(side, scoreE8, minScoreE8);
        if (record == null) {
            return;
        }
        record.priceE8 = bar.closeE8;
        addConditions(record, indicators, side);
        if (score < parameters.minScore()) {
            out.skip(record, SkipReason.SCORE_TOO_LOW, scoreE8, minScoreE8);
        } else if (longScore == shortScore) {
            // Weights that let the two neutral conditions reach the score alone say no direction.
            out.skip(record, SkipReason.NO_DIRECTION, scoreE8, scoreE8);
        } else if (out.isFree(record)) {
            enter(record, indicators, market, bar, out);
        }
    }

    private void enter(
            final Decision record,
            final ScalpingIndicators indicators,
            final InstrumentMarket market,
            final Bar bar,
            final SignalOutput out) {
        final EntryStyle style = parameters.entryStyle();
        final long refPriceE8 = EntryPrices.refE8(style, record.side, market, bar.closeE8);
        final long stopDistanceE8;
        final long targetDistanceE8;
        if (parameters.atrMode()) {
            final double atr = indicators.atr.value();
            stopDistanceE8 =
                    ExactDouble.distanceFloorE8(atr * ExactDouble.fromE8(parameters.stopAtrE8()));
            targetDistanceE8 =
                    ExactDouble.distanceFloorE8(atr * ExactDouble.fromE8(parameters.targetAtrE8()));
        } else {
            stopDistanceE8 = FixedPoint.mulFloorE8(refPriceE8, parameters.stopShareE8());
            targetDistanceE8 = FixedPoint.mulFloorE8(refPriceE8, parameters.targetShareE8());
        }
        out.enter(
                record,
                style,
                refPriceE8,
                stopDistanceE8,
                targetDistanceE8,
                EntryPrices.limitE8(style, record.side, refPriceE8, parameters.iocCapShareE8()));
    }

    private int score(final ScalpingIndicators now, final Side side) {
        return (leavesExtreme(now, side) || turnsBack(now, side) ? parameters.weightRsi() : 0)
                + (macdTurns(now, side) ? parameters.weightMacd() : 0)
                + (isAtrHighEnough(now) && isAtrLowEnough(now) ? parameters.weightAtr() : 0)
                + (isVolumeHighEnough(now) ? parameters.weightVolume() : 0);
    }

    private void addConditions(
            final Decision record, final ScalpingIndicators now, final Side side) {
        final boolean buys = side == Side.BUY;
        final long rsiE8 = ExactDouble.recordE8(now.rsi.value());
        final int line = buys ? parameters.rsiOversold() : parameters.rsiOverbought();
        record.addCondition(
                buys ? ConditionCode.RSI_LEAVES_OVERSOLD : ConditionCode.RSI_LEAVES_OVERBOUGHT,
                rsiE8,
                line * FixedPoint.ONE_E8,
                leavesExtreme(now, side));
        record.addCondition(
                buys ? ConditionCode.RSI_LOW_AND_RISING : ConditionCode.RSI_HIGH_AND_FALLING,
                rsiE8,
                ExactDouble.recordE8(now.rsiBefore),
                turnsBack(now, side));
        record.addCondition(
                buys ? ConditionCode.MACD_TURNS_UP : ConditionCode.MACD_TURNS_DOWN,
                ExactDouble.recordE8(now.macd.histogram()),
                ExactDouble.recordE8(now.histogramBefore),
                macdTurns(now, side));
        final long atrShareE8 = ExactDouble.recordE8(now.atrShare());
        record.addCondition(
                ConditionCode.ATR_NOT_TOO_LOW,
                atrShareE8,
                parameters.minAtrShareE8(),
                isAtrHighEnough(now));
        record.addCondition(
                ConditionCode.ATR_NOT_TOO_HIGH,
                atrShareE8,
                parameters.maxAtrShareE8(),
                isAtrLowEnough(now));
        record.addCondition(
                ConditionCode.VOLUME_RATIO,
                ExactDouble.recordE8(now.volume.ratio()),
                parameters.minVolumeRatioE8(),
                isVolumeHighEnough(now));
    }

    private boolean leavesExtreme(final ScalpingIndicators now, final Side side) {
        return side == Side.BUY
                ? now.rsiBefore < parameters.rsiOversold()
                        && now.rsi.value() >= parameters.rsiOversold()
                : now.rsiBefore > parameters.rsiOverbought()
                        && now.rsi.value() <= parameters.rsiOverbought();
    }

    private static boolean turnsBack(final ScalpingIndicators now, final Side side) {
        final double rsi = now.rsi.value();
        return side == Side.BUY
                ? rsi < RSI_MIDLINE && rsi > now.rsiBefore
                : rsi > RSI_MIDLINE && rsi < now.rsiBefore;
    }

    private static boolean macdTurns(final ScalpingIndicators now, final Side side) {
        final double change = now.macd.histogram() - now.histogramBefore;
        final double changeBefore = now.histogramBefore - now.histogramTwoBefore;
        return side == Side.BUY ? change > 0 && changeBefore <= 0 : change < 0 && changeBefore >= 0;
    }

    private boolean isAtrHighEnough(final ScalpingIndicators now) {
        return now.atrShare() >= ExactDouble.fromE8(parameters.minAtrShareE8());
    }

    private boolean isAtrLowEnough(final ScalpingIndicators now) {
        return now.atrShare() <= ExactDouble.fromE8(parameters.maxAtrShareE8());
    }

    private boolean isVolumeHighEnough(final ScalpingIndicators now) {
        return now.volume.ratio() >= ExactDouble.fromE8(parameters.minVolumeRatioE8());
    }

    /** A whole number as a record value; what does not fit is cut. */
    private static long wholeE8(final long value) {
        return Math.min(value, Long.MAX_VALUE / FixedPoint.ONE_E8) * FixedPoint.ONE_E8;
    }

    @Override
    public void writeRest(final StateSink sink) {
        for (final ScalpingIndicators indicators : byInstrument) {
            if (indicators != null) {
                indicators.writeRest(sink);
            }
        }
    }

    @Override
    public void readRest(final StateSource source) {
        for (final ScalpingIndicators indicators : byInstrument) {
            if (indicators != null) {
                indicators.readRest(source);
            }
        }
    }
}
