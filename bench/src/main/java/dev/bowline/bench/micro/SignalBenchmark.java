package dev.bowline.bench.micro;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.market.MarketState;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.signal.Atr;
import dev.bowline.core.signal.BookMomentumParameters;
import dev.bowline.core.signal.Ema;
import dev.bowline.core.signal.Macd;
import dev.bowline.core.signal.PositionView;
import dev.bowline.core.signal.Rsi;
import dev.bowline.core.signal.ScalpingParameters;
import dev.bowline.core.signal.SignalHandler;
import dev.bowline.core.signal.VolumeAverage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Indicators per bar, and the signal handler per tick with both strategies on (PERF-1). Ticks move
 * the market and the pressure, but lead to no signal. Run with {@code SignalBenchmark -prof gc}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SignalBenchmark {
    private static final long ONE_E8 = FixedPoint.ONE_E8;
    private static final long QUARTER_MS = 900_000;
    private static final long START_NS = 1_767_225_600_000_000_000L;
    private static final int PRICES = 1024;

    private final Rsi rsi = new Rsi(14);
    private final Macd macd = new Macd(12, 26, 9);
    private final Atr atr = new Atr(14);
    private final Ema ema = new Ema(20);
    private final VolumeAverage volume = new VolumeAverage(20);
    private final double[] closes = new double[PRICES];
    private final EngineEvent book = new EngineEvent();
    private final EngineEvent trade = new EngineEvent();
    private SignalHandler handler;
    private long nowNs = START_NS;
    private long id;
    private int next;

    /** One instrument whose prices walk a fixed path. */
    @Setup
    public void introduceInstrument() {
        long seed = 42;
        for (int i = 0; i < PRICES; i++) {
            seed = seed * 6364136223846793005L + 1442695040888963407L;
            closes[i] = 60_000 + (seed >>> 50) / 100.0;
        }
        final InstrumentRegistry registry = new InstrumentRegistry();
        registry.put(
                new InstrumentSpec(
                        0,
                        "BTCUSDC",
                        "BTC",
                        "USDC",
                        "USDC",
                        ONE_E8 / 10,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        200,
                        0,
                        0,
                        1,
                        1,
                        1));
        handler =
                new SignalHandler(
                        scalping(),
                        momentum(),
                        registry,
                        new MarketState(QUARTER_MS, 1_000),
                        new Flat());
        book.clear(EventType.INSTRUMENT);
        book.instrumentId = 0;
        book.instrument = registry.byIdOrNull(0);
        handler.onEvent(book, nowNs);
        book.clear(EventType.TOP_OF_BOOK);
        book.instrumentId = 0;
        trade.clear(EventType.AGG_TRADE);
        trade.instrumentId = 0;
    }

    /** RSI, MACD, ATR, EMA and volume average take one bar. */
    @Benchmark
    public double indicatorsPerBar() {
        next = (next + 1) & (PRICES - 1);
        final double close = closes[next];
        rsi.update(close);
        macd.update(close);
        atr.update(close + 3, close - 2, close);
        ema.update(close);
        volume.update(close);
        return rsi.value() + macd.histogram() + atr.value() + ema.value() + volume.ratio();
    }

    /** A new best bid and ask. */
    @Benchmark
    public int topOfBook() {
        nowNs += 1_000_000;
        id++;
        book.topOfBook().updateId = id;
        book.topOfBook().bidPriceE8 = 60_000 * ONE_E8 + (id & 63) * ONE_E8 / 10;
        book.topOfBook().askPriceE8 = book.topOfBook().bidPriceE8 + ONE_E8 / 10;
        book.topOfBook().bidQtyE8 = (1 + (id & 7)) * ONE_E8;
        book.topOfBook().askQtyE8 = (1 + (id >> 3 & 7)) * ONE_E8;
        handler.onEvent(book, nowNs);
        return book.decisions().count();
    }

    /** A trade in order. */
    @Benchmark
    public int aggTrade() {
        nowNs += 1_000_000;
        id++;
        trade.trade().aggTradeId = id;
        trade.trade().firstTradeId = id;
        trade.trade().lastTradeId = id;
        trade.trade().priceE8 = 60_000 * ONE_E8 + (id & 63) * ONE_E8 / 10;
        trade.trade().qtyE8 = (1 + (id & 7)) * ONE_E8 / 100;
        trade.trade().tradeTimeMs = nowNs / 1_000_000;
        trade.trade().buyerIsMaker = (id & 4) != 0;
        handler.onEvent(trade, nowNs);
        return trade.decisions().count();
    }

    private static ScalpingParameters scalping() {
        return new ScalpingParameters(
                true,
                QUARTER_MS,
                14,
                30,
                70,
                12,
                26,
                9,
                14,
                0,
                ONE_E8,
                20,
                ONE_E8,
                2,
                2,
                1,
                1,
                5,
                ONE_E8 / 100,
                ONE_E8 / 50,
                false,
                ONE_E8,
                ONE_E8,
                EntryStyle.MARKET,
                100_000);
    }

    /** A threshold of one million trades: all is computed, nothing is crossed. */
    private static BookMomentumParameters momentum() {
        return new BookMomentumParameters(
                true,
                ONE_E8,
                ONE_E8,
                1_000_000,
                1_000,
                10_000,
                ONE_E8 / 100,
                ONE_E8 / 50,
                EntryStyle.MARKET,
                0);
    }

    private static final class Flat implements PositionView {
        @Override
        public int positionSide(final int instrumentId) {
            return 0;
        }

        @Override
        public boolean hasWorkingEntry(final int instrumentId) {
            return false;
        }
    }
}
