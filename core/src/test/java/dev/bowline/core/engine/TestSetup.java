package dev.bowline.core.engine;

import static dev.bowline.core.num.FixedPoint.ONE_E8;

import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.core.order.EntryParameters;
import dev.bowline.core.order.EntryRegime;
import dev.bowline.core.order.OrderParameters;
import dev.bowline.core.order.PatienceEnd;
import dev.bowline.core.order.ProtectionLimits;
import dev.bowline.core.order.TargetMode;
import dev.bowline.core.order.TargetParameters;
import dev.bowline.core.order.TargetStyle;
import dev.bowline.core.risk.DeadmanLimits;
import dev.bowline.core.risk.DriftPolicy;
import dev.bowline.core.risk.GuardLimits;
import dev.bowline.core.risk.LiquidationLimits;
import dev.bowline.core.risk.RiskLimits;
import dev.bowline.core.risk.TruthLimits;
import dev.bowline.core.risk.WatchLimits;
import dev.bowline.core.signal.BookMomentumParameters;
import dev.bowline.core.signal.ScalpingParameters;
import dev.bowline.core.sizing.SizingLimits;
import dev.bowline.core.trailing.CallbackRegime;
import dev.bowline.core.trailing.TrailingParameters;

/** Configuration and instruments of the scenarios; the reference account of 400 USDC. */
final class TestSetup {
    /** 2026-11-20 12:00:00 UTC. */
    static final long NOON_NS = 1_795_176_000_000L * 1_000_000L;

    private TestSetup() {}

    static long e8(final String decimal) {
        return DecimalParser.parse(decimal);
    }

    static RiskLimits risk(final int maxOpenPositions, final int maxStreak) {
        return new RiskLimits(
                maxOpenPositions,
                e8("0.5"),
                100,
                e8("0.001"),
                2_000,
                10,
                3,
                0,
                1440,
                e8("0.02"),
                maxStreak,
                ONE_E8,
                10);
    }

    static SizingLimits sizing() {
        return new SizingLimits(e8("0.0075"), 5, 75 * ONE_E8, e8("0.5"), e8("0.01"), 6 * ONE_E8);
    }

    static ProtectionLimits protection() {
        return new ProtectionLimits(
                1_500, 5_000, 10_000, 250, 3_000, 10_000, WorkingType.CONTRACT_PRICE);
    }

    static EngineConfig config(final RiskLimits risk, final int runId) {
        return config(risk, runId, protection(), trailing());
    }

    static EngineConfig config(
            final RiskLimits risk,
            final int runId,
            final ProtectionLimits protection,
            final TrailingParameters trailing) {
        return new EngineConfig(
                's',
                runId,
                "USDC",
                risk,
                sizing(),
                protection,
                scalping(),
                bookMomentum(false),
                trailing);
    }

    /** Stops follow the mark price. */
    static EngineConfig trailingConfig(final int runId, final TrailingParameters trailing) {
        return config(
                risk(2, 2),
                runId,
                new ProtectionLimits(
                        1_500, 5_000, 10_000, 250, 3_000, 10_000, WorkingType.MARK_PRICE),
                trailing);
    }

    /** The defaults of SPEC section 10. */
    static TrailingParameters trailing() {
        return trailing(false, 0);
    }

    static TrailingParameters trailing(final boolean cancelFirst, final long nativeStrategies) {
        return new TrailingParameters(
                e8("0.006"),
                1_800_000,
                e8("0.004"),
                e8("0.008"),
                e8("0.004"),
                e8("0.003"),
                false,
                2 * ONE_E8,
                ONE_E8,
                e8("0.75"),
                14,
                CallbackRegime.RANGING,
                e8("1.5"),
                60_000,
                e8("0.7"),
                60_000,
                e8("0.001"),
                e8("0.01"),
                cancelFirst,
                nativeStrategies);
    }

    static EngineConfig config() {
        return config(risk(2, 2), 1);
    }

    static EngineConfig config(final GuardLimits guards) {
        return with(config(), 1, guards, OrderParameters.plain());
    }

    /** The same under the number of the next run. */
    static EngineConfig nextRun(final EngineConfig config) {
        return with(config, config.runId() + 1, config.guards(), config.orders());
    }

    static EngineConfig with(final OrderParameters orders, final GuardLimits guards) {
        return with(config(), 1, guards, orders);
    }

    static EngineConfig with(final OrderParameters orders) {
        return with(config(), 1, GuardLimits.standard(), orders);
    }

    private static EngineConfig with(
            final EngineConfig config,
            final int runId,
            final GuardLimits guards,
            final OrderParameters orders) {
        return new EngineConfig(
                config.mode(),
                runId,
                config.marginAsset(),
                config.risk(),
                config.sizing(),
                config.protection(),
                config.scalping(),
                config.bookMomentum(),
                config.trailing(),
                guards,
                orders);
    }

    static GuardLimits guards(final boolean killOnDayStop, final WatchLimits watch) {
        return new GuardLimits(
                killOnDayStop,
                10_000,
                e8("0.8"),
                e8("0.95"),
                LiquidationLimits.standard(),
                watch,
                DeadmanLimits.standard(),
                TruthLimits.standard());
    }

    /** As {@code config}, and no slippage blocks a symbol: for cycles that fill at any price. */
    static EngineConfig anySlippage(final EngineConfig config) {
        final WatchLimits watch =
                new WatchLimits(
                        ONE_E8,
                        ONE_E8,
                        300,
                        2,
                        600_000,
                        120_000,
                        3_600_000,
                        0,
                        config.guards().watch().driftAdd());
        return with(config, config.runId(), guards(false, watch), config.orders());
    }

    static WatchLimits watch(final long maxAgeMs, final DriftPolicy driftAdd) {
        return new WatchLimits(
                e8("0.002"), e8("0.003"), 300, 2, 600_000, 120_000, 3_600_000, maxAgeMs, driftAdd);
    }

    private static ScalpingParameters scalping() {
        return new ScalpingParameters(
                false,
                900_000,
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
                0,
                1,
                1,
                1,
                1,
                2,
                e8("0.008"),
                e8("0.012"),
                false,
                ONE_E8,
                2 * ONE_E8,
                EntryStyle.MARKET,
                100_000);
    }

    /** Resting entries of two seconds. */
    static OrderParameters entries(final PatienceEnd end, final int reprices) {
        return new OrderParameters(
                new EntryParameters(
                        2_000, 1_500, 1_500, 1_000, EntryRegime.ANY, end, e8("0.002"), reprices),
                OrderParameters.plain().targets());
    }

    /** Targets of 0.6, 1.2 and 1.8 % for all, or of 1, 1.5 and 2 ATR. */
    static OrderParameters targets(
            final TargetMode mode, final TargetStyle style, final boolean isAdaptive) {
        return new OrderParameters(
                entries(PatienceEnd.CANCEL, 3).entries(),
                new TargetParameters(
                        mode,
                        mode,
                        style,
                        e8("0.006"),
                        e8("0.012"),
                        e8("0.018"),
                        e8("1"),
                        e8("1.5"),
                        e8("2"),
                        e8("0.5"),
                        e8("0.3"),
                        e8("0.2"),
                        isAdaptive,
                        2,
                        e8("0.65"),
                        e8("1.2"),
                        e8("0.5"),
                        e8("0.8")));
    }

    static BookMomentumParameters bookMomentum(final boolean enabled) {
        return new BookMomentumParameters(
                enabled,
                e8("0.3"),
                e8("0.3"),
                5,
                2_000,
                1_000,
                e8("0.008"),
                e8("0.012"),
                EntryStyle.MARKET,
                e8("0.0005"));
    }

    static InstrumentSpec instrument(final int id, final String base) {
        return new InstrumentSpec(
                id,
                base + "USDC",
                base,
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
                5 * ONE_E8,
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
