package dev.bowline.ops.config;

import static dev.bowline.ops.config.KeyRows.ONE_E8;

import java.util.List;

/** Rows of the table: risk, sizing and protection, as the records in core check them. */
final class RiskKeys {
    private static final String SHARE = "share of 1";

    private RiskKeys() {}

    static void addTo(final List<ConfigKey> keys) {
        addEntryLimits(keys);
        addLeverageAndHours(keys);
        addDayLimits(keys);
        GuardKeys.addRisk(keys);
        addSizing(keys);
        addProtection(keys);
        GuardKeys.addProtection(keys);
    }

    private static void addEntryLimits(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.integer(
                                "risk.max-open-positions",
                                "2",
                                1,
                                32,
                                "positions",
                                "open positions and working entries together")
                        .withEnv("MAX_CONCURRENT_POSITIONS")
                        .withReload());
        keys.add(
                KeyRows.decimal(
                                "risk.max-margin-share",
                                "0.5",
                                1,
                                ONE_E8,
                                SHARE,
                                "used plus new margin over equity")
                        .withReload());
        keys.add(
                KeyRows.integer(
                                "risk.min-volume-multiple",
                                "100",
                                0,
                                1_000_000,
                                "times",
                                "24 h quote volume over the notional of an entry, at least")
                        .withReload());
        keys.add(
                KeyRows.decimal(
                                "risk.max-spread-share",
                                "0.001",
                                1,
                                ONE_E8,
                                SHARE,
                                "spread over mid price of an entry")
                        .withReload());
        keys.add(
                KeyRows.duration(
                                "risk.max-data-age-ms",
                                "2s",
                                1,
                                3_600_000,
                                "greatest age of the top of book of an entry, by the exchange's stamp;"
                                        + " how late its newest trade or mark price was counts,"
                                        + " too")
                        .withReload());
    }

    private static void addLeverageAndHours(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.integer(
                                "risk.max-leverage",
                                "5",
                                1,
                                125,
                                "times",
                                "greatest leverage of an entry")
                        .withReload());
        keys.add(
                KeyRows.integer(
                                "risk.min-liquidation-stop-multiple",
                                "3",
                                0,
                                100,
                                "times",
                                "distance to liquidation over distance to the stop, at least")
                        .withReload());
        keys.add(
                KeyRows.minute(
                                "risk.trading-from-minute-utc",
                                "08:00",
                                "first minute of the UTC day with entries")
                        .withReload());
        keys.add(
                KeyRows.minute(
                                "risk.trading-to-minute-utc",
                                "20:00",
                                "minute of the UTC day from which there are no entries; a window"
                                        + " may reach over midnight")
                        .withReload());
    }

    private static void addDayLimits(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.decimal(
                                "risk.day-loss-share",
                                "0.02",
                                1,
                                ONE_E8,
                                SHARE,
                                "loss of the UTC day over its starting equity that stops the day")
                        .withEnvPercent("DAILY_DRAWDOWN_PCT")
                        .withReload());
        keys.add(
                KeyRows.integer(
                                "risk.max-stop-loss-streak",
                                "2",
                                1,
                                1000,
                                "stops",
                                "stop-losses in a row that stop the day: exits by stop, failed"
                                        + " protection, liquidation or ADL that lost more than"
                                        + " their fees")
                        .withEnv("MAX_SL_STREAK")
                        .withReload());
        keys.add(
                KeyRows.decimal(
                                "risk.min-profit-factor",
                                "1",
                                0,
                                100 * ONE_E8,
                                "ratio",
                                "profit factor of the day below which it stops")
                        .withReload());
        keys.add(
                KeyRows.integer(
                                "risk.profit-factor-trades",
                                "10",
                                1,
                                100_000,
                                "trades",
                                "trades of the day before the profit factor counts")
                        .withReload());
    }

    private static void addSizing(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.decimal(
                                "sizing.risk-share",
                                "0.0075",
                                1,
                                ONE_E8 / 10,
                                SHARE,
                                "share of equity lost at the stop")
                        .withEnvPercent("RISK_PER_TRADE_PCT"));
        keys.add(
                KeyRows.integer(
                                "sizing.leverage",
                                "5",
                                1,
                                125,
                                "times",
                                "leverage of new positions, set on the venue at start")
                        .withEnv("LEVERAGE_DEFAULT"));
        keys.add(
                KeyRows.decimal(
                        "sizing.max-margin",
                        "75",
                        1,
                        1_000_000 * ONE_E8,
                        "quote coin",
                        "margin of one position"));
        keys.add(
                KeyRows.decimal(
                        "sizing.max-total-margin-share",
                        "0.5",
                        1,
                        ONE_E8,
                        SHARE,
                        "margin of all positions over equity"));
        keys.add(
                KeyRows.decimal(
                        "sizing.max-volume-share",
                        "0.01",
                        1,
                        ONE_E8,
                        SHARE,
                        "notional over 24 h quote volume"));
        keys.add(
                KeyRows.decimal(
                        "sizing.min-notional",
                        "6",
                        0,
                        1_000_000 * ONE_E8,
                        "quote coin",
                        "least notional worth an order; below it the intent is dropped"));
    }

    private static void addProtection(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.duration(
                        "protection.stop-confirm-ms",
                        "1500",
                        100,
                        60_000,
                        "first fill to confirmed stop; after it the stop is looked up"));
        keys.add(
                KeyRows.duration(
                        "protection.stop-lookup-ms",
                        "5s",
                        100,
                        120_000,
                        "first fill to giving up on the stop and closing the position"));
        keys.add(
                KeyRows.duration(
                        "protection.entry-lookup-ms",
                        "10s",
                        100,
                        120_000,
                        "an entry that the venue does not know is given up, and its symbol free, if"
                                + " it was asked for no sooner than this after it left"));
        keys.add(
                KeyRows.duration(
                        "protection.lookup-interval-ms",
                        "500",
                        50,
                        60_000,
                        "between two lookups of an order in doubt"));
        keys.add(
                KeyRows.duration(
                        "protection.request-timeout-ms",
                        "1500",
                        100,
                        60_000,
                        "without an answer for so long a request is in doubt"));
        keys.add(
                KeyRows.duration(
                        "protection.max-cancel-wait-ms",
                        "10s",
                        100,
                        60_000,
                        "longest pause between cancels of one order; the pauses double up to it, and"
                                + " they never end"));
        addTriggers(keys);
    }

    private static void addTriggers(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.choice(
                                "protection.working-type",
                                "mark-price",
                                List.of("mark-price", "contract-price"),
                                "price that triggers stop and target")
                        .withEnv("WORKING_TYPE"));
        keys.add(
                KeyRows.choice(
                                "protection.target-style",
                                "market",
                                List.of("market", "limit"),
                                "how a target leaves once triggered: TAKE_PROFIT_MARKET, or"
                                        + " TAKE_PROFIT with a limit at the trigger")
                        .withEnv("TP_ORDER_STYLE"));
    }
}
