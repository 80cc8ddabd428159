package dev.bowline.bench.micro;

import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.EngineConfig;
import dev.bowline.core.engine.InlineRunner;
import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.ProtectionLimits;
import dev.bowline.core.risk.RiskLimits;
import dev.bowline.core.signal.BookMomentumParameters;
import dev.bowline.core.signal.ScalpingParameters;
import dev.bowline.core.sizing.SizingLimits;
import dev.bowline.core.trailing.CallbackRegime;
import dev.bowline.core.trailing.TrailingParameters;
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
 * The decision chain by kind of event, filling the slot included. Five instruments, both strategies
 * on. An order cannot be had twice without an answer in between, so {@link #orderCycle} is four
 * events: a calm book, a heavy book, the trade that makes the order, and the venue's refusal;
 * {@link #calmCycle} is the same four events with entries stopped before the risk checks. Run:
 * {@code java -cp ... org.openjdk.jmh.Main DecisionChain}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionChainBenchmark {
    private static final int INSTRUMENTS = 5;
    private static final long NOON_NS = 1_795_176_000_000_000_000L;
    private static final long BID_E8 = e8("99.99");
    private static final long ASK_E8 = e8("100.01");
    private static final long QTY_E8 = e8("10");

    private InlineRunner runner;
    private InlineRunner stoppedRunner;
    private long nowNs = NOON_NS;
    private long counter;
    private int instrumentId;

    private static long e8(final String decimal) {
        return DecimalParser.parse(decimal);
    }

    /** Makes two engines: one that trades and one whose entries are stopped. */
    @Setup
    public void setUp() {
        runner = started();
        stoppedRunner = started();
        final EngineEvent event = claim(stoppedRunner, EventType.OPERATOR_COMMAND);
        event.operator().kind = OperatorKind.STOP_ENTRIES;
        stoppedRunner.publish(event);
        orderCycle();
        if (runner.lastEvent().type != EventType.REQUEST_OUTCOME) {
            throw new IllegalStateException("the cycle led to no order");
        }
    }

    private InlineRunner started() {
        final InlineRunner started = new InlineRunner(new DecisionHandler(config()));
        for (int id = 0; id < INSTRUMENTS; id++) {
            EngineEvent event = claim(started, EventType.INSTRUMENT);
            event.instrument = instrument(id);
            started.publish(event);
            event = claim(started, EventType.DAY_TICKER);
            event.instrumentId = id;
            event.ticker().quoteVolumeE8 = e8("10000000");
            started.publish(event);
        }
        EngineEvent event = claim(started, EventType.ACCOUNT_UPDATE);
        event.account().row = AccountRow.BALANCE;
        event.account().reason = AccountReason.SNAPSHOT;
        event.account().assetCode = AssetCode.of("USDC");
        event.account().walletE8 = e8("400");
        started.publish(event);
        event = claim(started, EventType.OPERATOR_COMMAND);
        event.operator().kind = OperatorKind.ENABLE_ENTRIES;
        started.publish(event);
        return started;
    }

    /** A best price that changes nothing for anybody. */
    @Benchmark
    public EngineEvent bookToNothing() {
        instrumentId = instrumentId + 1 == INSTRUMENTS ? 0 : instrumentId + 1;
        return book(runner, QTY_E8);
    }

    /** A trade that changes nothing for anybody. */
    @Benchmark
    public EngineEvent tradeToNothing() {
        instrumentId = instrumentId + 1 == INSTRUMENTS ? 0 : instrumentId + 1;
        return trade(runner);
    }

    /** Four events, one order. */
    @Benchmark
    public EngineEvent orderCycle() {
        return cycle(runner);
    }

    /** The same four events up to the intent, without an order. */
    @Benchmark
    public EngineEvent calmCycle() {
        return cycle(stoppedRunner);
    }

    private EngineEvent cycle(final InlineRunner on) {
        instrumentId = 0;
        nowNs += 20_000_000L;
        book(on, QTY_E8);
        nowNs += 20_000_000L;
        book(on, 9 * QTY_E8);
        nowNs += 20_000_000L;
        final EngineEvent signal = trade(on);
        final boolean hasOrder = signal.commands().count() > 0;
        final long orderKey = hasOrder ? signal.commands().get(0).orderKey : 1;
        if (hasOrder == (on == stoppedRunner)) {
            throw new IllegalStateException("order sent: " + hasOrder);
        }
        final EngineEvent event = claim(on, EventType.REQUEST_OUTCOME);
        event.outcome().kind = OutcomeKind.REFUSED;
        event.outcome().commandKind = CommandKind.PLACE_ORDER;
        event.outcome().runId = 1;
        event.outcome().orderKey = orderKey;
        on.publish(event);
        return event;
    }

    private EngineEvent claim(final InlineRunner on, final EventType type) {
        final EngineEvent event = on.tryClaim(type);
        nowNs += 1_000L;
        event.ingestTimeNs = nowNs;
        event.eventTimeMs = nowNs / 1_000_000L;
        return event;
    }

    private EngineEvent book(final InlineRunner on, final long bidQtyE8) {
        final EngineEvent event = claim(on, EventType.TOP_OF_BOOK);
        event.instrumentId = instrumentId;
        event.topOfBook().updateId = ++counter;
        event.topOfBook().bidPriceE8 = BID_E8;
        event.topOfBook().bidQtyE8 = bidQtyE8;
        event.topOfBook().askPriceE8 = ASK_E8;
        event.topOfBook().askQtyE8 = QTY_E8;
        on.publish(event);
        return event;
    }

    private EngineEvent trade(final InlineRunner on) {
        final EngineEvent event = claim(on, EventType.AGG_TRADE);
        event.instrumentId = instrumentId;
        // A hole in the ids would make the data stale, so each instrument counts for itself.
        event.trade().aggTradeId = ++tradeIds(on)[instrumentId];
        event.trade().priceE8 = ASK_E8;
        event.trade().qtyE8 = QTY_E8;
        event.trade().tradeTimeMs = event.eventTimeMs;
        on.publish(event);
        return event;
    }

    private final long[] tradeIds = new long[INSTRUMENTS];
    private final long[] stoppedTradeIds = new long[INSTRUMENTS];

    private long[] tradeIds(final InlineRunner on) {
        return on == runner ? tradeIds : stoppedTradeIds;
    }

    private static EngineConfig config() {
        return new EngineConfig(
                's',
                1,
                "USDC",
                new RiskLimits(
                        2,
                        e8("0.5"),
                        100,
                        e8("0.001"),
                        2_000,
                        10,
                        3,
                        0,
                        1440,
                        e8("0.02"),
                        2,
                        FixedPoint.ONE_E8,
                        10),
                new SizingLimits(e8("0.0075"), 5, e8("75"), e8("0.5"), e8("0.01"), e8("6")),
                new ProtectionLimits(
                        1_500, 5_000, 10_000, 250, 3_000, 10_000, WorkingType.CONTRACT_PRICE),
                scalping(),
                new BookMomentumParameters(
                        true,
                        e8("0.5"),
                        0,
                        1,
                        1,
                        0,
                        e8("0.008"),
                        e8("0.012"),
                        EntryStyle.MARKET,
                        e8("0.0005")),
                trailing());
    }

    private static TrailingParameters trailing() {
        return new TrailingParameters(
                FixedPoint.ONE_E8 * 6 / 1000,
                1_800_000,
                FixedPoint.ONE_E8 * 4 / 1000,
                FixedPoint.ONE_E8 * 8 / 1000,
                FixedPoint.ONE_E8 * 4 / 1000,
                FixedPoint.ONE_E8 * 3 / 1000,
                false,
                2 * FixedPoint.ONE_E8,
                FixedPoint.ONE_E8,
                FixedPoint.ONE_E8,
                14,
                CallbackRegime.RANGING,
                FixedPoint.ONE_E8 * 3 / 2,
                60_000,
                FixedPoint.ONE_E8 * 7 / 10,
                60_000,
                FixedPoint.ONE_E8 / 1000,
                FixedPoint.ONE_E8 / 100,
                false,
                0);
    }

    private static ScalpingParameters scalping() {
        return new ScalpingParameters(
                true,
                900_000,
                14,
                30,
                70,
                12,
                26,
                9,
                14,
                0,
                FixedPoint.ONE_E8,
                20,
                0,
                1,
                1,
                1,
                1,
                2,
                e8("0.008"),
                e8("0.012"),
                false,
                FixedPoint.ONE_E8,
                2 * FixedPoint.ONE_E8,
                EntryStyle.MARKET,
                100_000);
    }

    private static InstrumentSpec instrument(final int id) {
        return new InstrumentSpec(
                id,
                "C" + id + "USDC",
                "C" + id,
                "USDC",
                "USDC",
                e8("0.01"),
                e8("0.01"),
                e8("1000000"),
                e8("0.001"),
                e8("0.001"),
                e8("100000"),
                e8("0.001"),
                e8("0.001"),
                e8("10000"),
                e8("5"),
                e8("1.05"),
                e8("0.95"),
                200,
                e8("0.0002"),
                e8("0.0004"),
                5,
                e8("100000"),
                e8("0.01"));
    }
}
