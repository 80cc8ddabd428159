package dev.bowline.ops.config;

import dev.bowline.core.engine.EngineConfig;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.WorkingType;
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
import dev.bowline.core.signal.SignalHandler;
import dev.bowline.core.sizing.SizingLimits;
import dev.bowline.core.trailing.CallbackRegime;
import dev.bowline.core.trailing.TrailingParameters;
import java.util.Locale;

/** From the tree to the records that the decision chain takes. */
public final class EngineConfigs {
    private EngineConfigs() {}

    /**
     * The numbers of the decision chain.
     *
     * @param runId number of this run in the journal, {@code >= 1}
     */
    public static EngineConfig from(final ConfigTree tree, final int runId) {
        return new EngineConfig(
                modeLetter(tree),
                runId,
                tree.text("venue.settle-coin"),
                risk(tree),
                sizing(tree),
                protection(tree),
                scalping(tree),
                bookMomentum(tree),
                trailing(tree),
                guards(tree),
                new OrderParameters(entries(tree), targets(tree)));
    }

    /** Letter of the mode in client order ids: s, t, p, and r for paper. */
    public static char modeLetter(final ConfigTree tree) {
        final String mode = tree.text("venue.mode");
        return "paper".equals(mode) ? 'r' : mode.charAt(0);
    }

    private static RiskLimits risk(final ConfigTree tree) {
        return new RiskLimits(
                tree.integer("risk.max-open-positions"),
                tree.number("risk.max-margin-share"),
                tree.integer("risk.min-volume-multiple"),
                tree.number("risk.max-spread-share"),
                tree.number("risk.max-data-age-ms"),
                tree.integer("risk.max-leverage"),
                tree.integer("risk.min-liquidation-stop-multiple"),
                tree.integer("risk.trading-from-minute-utc"),
                tree.integer("risk.trading-to-minute-utc"),
                tree.number("risk.day-loss-share"),
                tree.integer("risk.max-stop-loss-streak"),
                tree.number("risk.min-profit-factor"),
                tree.integer("risk.profit-factor-trades"));
    }

    private static SizingLimits sizing(final ConfigTree tree) {
        return new SizingLimits(
                tree.number("sizing.risk-share"),
                tree.integer("sizing.leverage"),
                tree.number("sizing.max-margin"),
                tree.number("sizing.max-total-margin-share"),
                tree.number("sizing.max-volume-share"),
                tree.number("sizing.min-notional"));
    }

    private static ProtectionLimits protection(final ConfigTree tree) {
        return new ProtectionLimits(
                tree.number("protection.stop-confirm-ms"),
                tree.number("protection.stop-lookup-ms"),
                tree.number("protection.entry-lookup-ms"),
                tree.number("protection.lookup-interval-ms"),
                tree.number("protection.request-timeout-ms"),
                tree.number("protection.max-cancel-wait-ms"),
                WorkingType.valueOf(constant(tree.text("protection.working-type"))));
    }

    private static GuardLimits guards(final ConfigTree tree) {
        return new GuardLimits(
                tree.flag("risk.kill-on-day-stop"),
                tree.number("risk.flat-verify-ms"),
                tree.number("risk.rate-entry-share"),
                tree.number("risk.rate-exit-share"),
                new LiquidationLimits(
                        tree.number("risk.liquidation-warn-share"),
                        tree.number("risk.liquidation-reduce-share"),
                        tree.number("risk.liquidation-close-share"),
                        tree.number("risk.liquidation-reduce-part"),
                        tree.number("risk.margin-ratio-warn"),
                        tree.number("risk.margin-ratio-reduce"),
                        tree.number("risk.margin-ratio-close")),
                new WatchLimits(
                        tree.number("protection.entry-slippage-share"),
                        tree.number("protection.exit-slippage-share"),
                        tree.number("protection.signal-to-fill-ms"),
                        tree.integer("protection.slippage-breaches"),
                        tree.number("protection.slippage-window-ms"),
                        tree.number("protection.slippage-block-ms"),
                        tree.number("protection.warn-age-ms"),
                        tree.number("protection.max-age-ms"),
                        DriftPolicy.valueOf(constant(tree.text("protection.drift-add")))),
                new DeadmanLimits(
                        tree.number("protection.deadman-ms"),
                        tree.number("protection.deadman-refresh-ms")),
                new TruthLimits(
                        snapshotIntervalMs(tree),
                        tree.integer("risk.missed-snapshots"),
                        tree.number("risk.gap-heal-ms")));
    }

    /** Where the exchange waits for us, no timer of the wall reads snapshots. */
    private static long snapshotIntervalMs(final ConfigTree tree) {
        final boolean isInLockstep =
                "sim".equals(tree.text("venue.mode"))
                        && ("max".equals(tree.text("sim.speed")) || tree.flag("sim.lockstep"));
        return isInLockstep ? 0 : tree.number("venue.reconcile-interval-ms");
    }

    private static ScalpingParameters scalping(final ConfigTree tree) {
        return new ScalpingParameters(
                tree.flag("scalping.enabled"),
                tree.number("scalping.timeframe-ms"),
                tree.integer("scalping.rsi-period"),
                tree.integer("scalping.rsi-oversold"),
                tree.integer("scalping.rsi-overbought"),
                tree.integer("scalping.macd-fast"),
                tree.integer("scalping.macd-slow"),
                tree.integer("scalping.macd-signal"),
                tree.integer("scalping.atr-period"),
                tree.number("scalping.min-atr-share"),
                tree.number("scalping.max-atr-share"),
                tree.integer("scalping.volume-period"),
                tree.number("scalping.min-volume-ratio"),
                tree.integer("scalping.weight-rsi"),
                tree.integer("scalping.weight-macd"),
                tree.integer("scalping.weight-atr"),
                tree.integer("scalping.weight-volume"),
                tree.integer("scalping.min-score"),
                tree.number("scalping.stop-share"),
                tree.number("scalping.target-share"),
                tree.flag("scalping.atr-mode"),
                tree.number("scalping.stop-atr"),
                tree.number("scalping.target-atr"),
                EntryStyle.valueOf(constant(tree.text("scalping.entry-style"))),
                tree.number("scalping.ioc-cap-share"));
    }

    private static BookMomentumParameters bookMomentum(final ConfigTree tree) {
        return new BookMomentumParameters(
                tree.flag("book-momentum.enabled"),
                tree.number("book-momentum.min-imbalance"),
                tree.number("book-momentum.min-flow-share"),
                tree.integer("book-momentum.min-flow-trades"),
                tree.number("book-momentum.window-ms"),
                tree.number("book-momentum.cooldown-ms"),
                tree.number("book-momentum.stop-share"),
                tree.number("book-momentum.target-share"),
                EntryStyle.valueOf(constant(tree.text("book-momentum.entry-style"))),
                tree.number("book-momentum.ioc-cap-share"));
    }

    private static TrailingParameters trailing(final ConfigTree tree) {
        return new TrailingParameters(
                tree.number("trailing.activation-profit"),
                tree.number("trailing.activation-time-ms"),
                tree.number("trailing.break-even-profit"),
                tree.number("trailing.callback-trending"),
                tree.number("trailing.callback-ranging"),
                tree.number("trailing.callback-choppy"),
                tree.flag("trailing.atr-mode"),
                tree.number("trailing.callback-atr-trending"),
                tree.number("trailing.callback-atr-ranging"),
                tree.number("trailing.callback-atr-choppy"),
                tree.integer("trailing.atr-period"),
                CallbackRegime.valueOf(constant(tree.text("trailing.regime"))),
                tree.number("trailing.momentum-atr"),
                tree.number("trailing.momentum-window-ms"),
                tree.number("trailing.momentum-factor"),
                tree.number("trailing.update-interval-ms"),
                tree.number("trailing.min-improvement"),
                tree.number("trailing.override-improvement"),
                tree.flag("trailing.cancel-first"),
                nativeStrategies(tree));
    }

    /** Bit n for strategy n, as the strategies number themselves. */
    private static long nativeStrategies(final ConfigTree tree) {
        long bits = 0;
        for (final String name : tree.list("trailing.venue-native")) {
            bits |=
                    1L
                            << ("scalping".equals(name)
                                    ? SignalHandler.SCALPING_ID
                                    : SignalHandler.BOOK_MOMENTUM_ID);
        }
        return bits;
    }

    private static EntryParameters entries(final ConfigTree tree) {
        return new EntryParameters(
                tree.number("entry.patience-ms"),
                tree.number("entry.patience-trending-ms"),
                tree.number("entry.patience-ranging-ms"),
                tree.number("entry.patience-choppy-ms"),
                EntryRegime.valueOf(constant(tree.text("entry.regime"))),
                PatienceEnd.valueOf(constant(tree.text("entry.patience-end"))),
                tree.number("entry.max-chase"),
                tree.integer("entry.reprice-attempts"));
    }

    private static TargetParameters targets(final ConfigTree tree) {
        return new TargetParameters(
                TargetMode.valueOf(constant(tree.text("scalping.targets"))),
                TargetMode.valueOf(constant(tree.text("book-momentum.targets"))),
                TargetStyle.valueOf(constant(tree.text("protection.target-style"))),
                tree.number("targets.move-1"),
                tree.number("targets.move-2"),
                tree.number("targets.move-3"),
                tree.number("targets.atr-1"),
                tree.number("targets.atr-2"),
                tree.number("targets.atr-3"),
                tree.number("targets.share-1"),
                tree.number("targets.share-2"),
                tree.number("targets.share-3"),
                tree.flag("targets.adaptive"),
                tree.integer("targets.win-rate-trades"),
                tree.number("targets.wide-above"),
                tree.number("targets.wide-factor"),
                tree.number("targets.narrow-below"),
                tree.number("targets.narrow-factor"));
    }

    private static String constant(final String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
