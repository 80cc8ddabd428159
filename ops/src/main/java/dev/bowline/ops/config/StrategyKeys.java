package dev.bowline.ops.config;

import static dev.bowline.ops.config.KeyRows.ONE_E8;

import java.util.List;

/** Rows of the table: the strategies, as the records in core check them. */
final class StrategyKeys {
    private static final String SHARE = "share of 1";
    private static final String BARS = "bars";
    private static final String POINTS = "points";

    private StrategyKeys() {}

    static void addTo(final List<ConfigKey> keys) {
        addIndicators(keys);
        addConditions(keys);
        addExits(keys);
        addBookMomentum(keys);
        addBookMomentumOrders(keys);
    }

    private static void addIndicators(final List<ConfigKey> keys) {
        keys.add(KeyRows.flag("scalping.enabled", "true", "whether scalping-v1 runs"));
        keys.add(
                KeyRows.duration(
                        "scalping.timeframe-ms", "15m", 60_000, 86_400_000, "length of its bars"));
        keys.add(KeyRows.integer("scalping.rsi-period", "14", 2, 500, BARS, "period of RSI"));
        keys.add(
                KeyRows.integer(
                                "scalping.rsi-oversold",
                                "30",
                                1,
                                50,
                                POINTS,
                                "a long needs RSI to leave the zone below this")
                        .withReload());
        keys.add(
                KeyRows.integer(
                                "scalping.rsi-overbought",
                                "70",
                                50,
                                99,
                                POINTS,
                                "a short needs RSI to leave the zone above this")
                        .withReload());
        keys.add(
                KeyRows.integer(
                        "scalping.macd-fast", "12", 2, 500, BARS, "period of the fast EMA"));
        keys.add(
                KeyRows.integer(
                        "scalping.macd-slow", "26", 3, 500, BARS, "period of the slow EMA"));
        keys.add(
                KeyRows.integer(
                        "scalping.macd-signal", "9", 2, 500, BARS, "period of the signal line"));
        keys.add(KeyRows.integer("scalping.atr-period", "14", 2, 500, BARS, "period of ATR"));
        keys.add(
                KeyRows.integer(
                        "scalping.volume-period", "20", 2, 500, BARS, "period of average volume"));
    }

    private static void addConditions(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.decimal(
                                "scalping.min-atr-share",
                                "0.001",
                                0,
                                ONE_E8,
                                SHARE,
                                "ATR over price, at least")
                        .withReload());
        keys.add(
                KeyRows.decimal(
                                "scalping.max-atr-share",
                                "0.03",
                                0,
                                ONE_E8,
                                SHARE,
                                "ATR over price, at most")
                        .withReload());
        keys.add(
                KeyRows.decimal(
                                "scalping.min-volume-ratio",
                                "1.2",
                                0,
                                100 * ONE_E8,
                                "ratio",
                                "volume of the bar over its average, at least")
                        .withReload());
        keys.add(weight("scalping.weight-rsi", "30", "points of the RSI condition"));
        keys.add(weight("scalping.weight-macd", "30", "points of the MACD condition"));
        keys.add(weight("scalping.weight-atr", "20", "points of the ATR condition"));
        keys.add(weight("scalping.weight-volume", "20", "points of the volume condition"));
        keys.add(
                KeyRows.integer("scalping.min-score", "70", 1, 400, POINTS, "points an entry needs")
                        .withReload());
    }

    private static ConfigKey weight(
            final String name, final String defaultText, final String description) {
        return KeyRows.integer(name, defaultText, 0, 100, POINTS, description).withReload();
    }

    private static void addExits(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.decimal(
                                "scalping.stop-share",
                                "0.008",
                                1,
                                ONE_E8 / 2,
                                SHARE,
                                "stop distance over price in fixed mode")
                        .withReload());
        keys.add(
                KeyRows.decimal(
                                "scalping.target-share",
                                "0.012",
                                1,
                                ONE_E8 / 2,
                                SHARE,
                                "target distance over price in fixed mode")
                        .withReload());
        keys.add(
                KeyRows.flag("scalping.atr-mode", "false", "stop and target as multiples of ATR")
                        .withReload());
        keys.add(
                KeyRows.decimal(
                                "scalping.stop-atr",
                                "1",
                                1,
                                100 * ONE_E8,
                                "ATR",
                                "stop distance in ATR mode")
                        .withReload());
        keys.add(
                KeyRows.decimal(
                                "scalping.target-atr",
                                "1.5",
                                1,
                                100 * ONE_E8,
                                "ATR",
                                "target distance in ATR mode")
                        .withReload());
        addOrders(keys, "scalping", "market", "fixed");
    }

    private static void addBookMomentum(final List<ConfigKey> keys) {
        keys.add(KeyRows.flag("book-momentum.enabled", "true", "whether book-momentum runs"));
        keys.add(
                KeyRows.decimal(
                                "book-momentum.min-imbalance",
                                "0.6",
                                0,
                                ONE_E8,
                                SHARE,
                                "(bid − ask) / (bid + ask) of the best quantities, smoothed")
                        .withReload());
        keys.add(
                KeyRows.decimal(
                                "book-momentum.min-flow-share",
                                "0.6",
                                0,
                                ONE_E8,
                                SHARE,
                                "(buy − sell) / (buy + sell) of the taker flow in the window")
                        .withReload());
        keys.add(
                KeyRows.integer(
                                "book-momentum.min-flow-trades",
                                "20",
                                1,
                                1_000_000,
                                "trades",
                                "trades in the window before the flow counts")
                        .withReload());
        keys.add(
                KeyRows.duration(
                                "book-momentum.window-ms",
                                "10s",
                                1,
                                3_600_000,
                                "length of the decaying window of both")
                        .withReload());
        keys.add(
                KeyRows.duration(
                                "book-momentum.cooldown-ms",
                                "5m",
                                0,
                                86_400_000,
                                "between two signals of one instrument")
                        .withReload());
    }

    private static void addBookMomentumOrders(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.decimal(
                                "book-momentum.stop-share",
                                "0.008",
                                1,
                                ONE_E8 / 2,
                                SHARE,
                                "stop distance over price")
                        .withReload());
        keys.add(
                KeyRows.decimal(
                                "book-momentum.target-share",
                                "0.012",
                                1,
                                ONE_E8 / 2,
                                SHARE,
                                "target distance over price")
                        .withReload());
        addOrders(keys, "book-momentum", "ioc", "single");
    }

    private static void addOrders(
            final List<ConfigKey> keys,
            final String section,
            final String entryStyle,
            final String targets) {
        keys.add(
                KeyRows.choice(
                                section + ".entry-style",
                                entryStyle,
                                List.of("market", "ioc", "limit", "post-only"),
                                "how its entries are sent")
                        .withReload());
        keys.add(
                KeyRows.choice(
                        section + ".targets",
                        targets,
                        List.of("single", "fixed", "atr"),
                        "its own single target, or the levels of targets.* as shares or in ATR"));
        keys.add(
                KeyRows.decimal(
                                section + ".ioc-cap-share",
                                "0.0005",
                                0,
                                ONE_E8 / 10,
                                SHARE,
                                "how far an IOC entry may pay through the best price")
                        .withReload());
    }
}
