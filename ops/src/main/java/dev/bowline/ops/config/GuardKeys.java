package dev.bowline.ops.config;

import static dev.bowline.ops.config.KeyRows.ONE_E8;

import java.util.List;

/** Rows of the table: what takes trading back by itself, as the records in core check it. */
final class GuardKeys {
    private static final String SHARE = "share of 1";
    private static final long WEEK_MS = 604_800_000;

    private GuardKeys() {}

    /** Section risk. */
    static void addRisk(final List<ConfigKey> keys) {
        addKillAndRate(keys);
        addTruth(keys);
        addLiquidation(keys);
        addMarginRatio(keys);
    }

    /** Section protection. */
    static void addProtection(final List<ConfigKey> keys) {
        addSlippage(keys);
        addPositions(keys);
        addDeadman(keys);
    }

    private static void addKillAndRate(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.flag(
                        "risk.kill-on-day-stop",
                        "false",
                        "true: a limit of the day also closes all and waits for arm"));
        keys.add(
                KeyRows.duration(
                        "risk.flat-verify-ms",
                        "10s",
                        1_000,
                        600_000,
                        "kill to verified flat; after it an incident is recorded and tried on"));
        keys.add(
                KeyRows.decimal(
                        "risk.rate-entry-share",
                        "0.8",
                        1,
                        ONE_E8,
                        SHARE,
                        "used part of the venue's request limits at which entries stop"));
        keys.add(
                KeyRows.decimal(
                        "risk.rate-exit-share",
                        "0.95",
                        1,
                        ONE_E8,
                        SHARE,
                        "used part at which everything but exits and protection stops"));
    }

    private static void addTruth(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.integer(
                        "risk.missed-snapshots",
                        "3",
                        1,
                        100,
                        "intervals",
                        "entries stop when no snapshot of the account was complete for so many of"
                                + " venue.reconcile-interval-ms"));
        keys.add(
                KeyRows.duration(
                        "risk.gap-heal-ms",
                        "1s",
                        0,
                        600_000,
                        "from a hole in the trade ids until a trade in order makes the symbol"
                                + " fresh again; the missing trades are not read"));
    }

    private static void addLiquidation(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.decimal(
                        "risk.liquidation-warn-share",
                        "0.05",
                        0,
                        ONE_E8,
                        SHARE,
                        "distance from mark to liquidation price at which entries stop"));
        keys.add(
                KeyRows.decimal(
                        "risk.liquidation-reduce-share",
                        "0.03",
                        0,
                        ONE_E8,
                        SHARE,
                        "distance at which a part of the position is closed"));
        keys.add(
                KeyRows.decimal(
                        "risk.liquidation-close-share",
                        "0.015",
                        0,
                        ONE_E8,
                        SHARE,
                        "distance at which the position is closed"));
        keys.add(
                KeyRows.decimal(
                        "risk.liquidation-reduce-part",
                        "0.5",
                        1,
                        ONE_E8,
                        SHARE,
                        "part of the position that is closed then"));
    }

    private static void addMarginRatio(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.decimal(
                        "risk.margin-ratio-warn",
                        "0.5",
                        1,
                        ONE_E8,
                        SHARE,
                        "maintenance margin over equity at which entries stop"));
        keys.add(
                KeyRows.decimal(
                        "risk.margin-ratio-reduce",
                        "0.7",
                        1,
                        ONE_E8,
                        SHARE,
                        "margin ratio at which a part of each position is closed"));
        keys.add(
                KeyRows.decimal(
                        "risk.margin-ratio-close",
                        "0.85",
                        1,
                        ONE_E8,
                        SHARE,
                        "margin ratio at which positions are closed"));
    }

    private static void addSlippage(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.decimal(
                        "protection.entry-slippage-share",
                        "0.002",
                        1,
                        ONE_E8,
                        SHARE,
                        "loss against the price of the decision above which an entry warns"));
        keys.add(
                KeyRows.decimal(
                        "protection.exit-slippage-share",
                        "0.003",
                        1,
                        ONE_E8,
                        SHARE,
                        "loss against the trigger or the book above which an exit warns"));
        keys.add(
                KeyRows.duration(
                        "protection.signal-to-fill-ms",
                        "300",
                        1,
                        60_000,
                        "signal to first fill above which it warns"));
        keys.add(
                KeyRows.integer(
                        "protection.slippage-breaches",
                        "3",
                        1,
                        16,
                        "breaches",
                        "slippage warnings within the window that block the symbol for entries"));
        keys.add(
                KeyRows.duration(
                        "protection.slippage-window-ms", "1h", 1_000, WEEK_MS, "that window"));
        keys.add(
                KeyRows.duration(
                        "protection.slippage-block-ms",
                        "1h",
                        1_000,
                        WEEK_MS,
                        "how long the symbol is blocked"));
    }

    private static void addDeadman(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.duration(
                        "protection.deadman-ms",
                        "60s",
                        0,
                        600_000,
                        "silence of the engine after which the venue cancels entries that rest,"
                                + " at least 5 s; 0: the switch is not used"));
        keys.add(
                KeyRows.duration(
                        "protection.deadman-refresh-ms",
                        "20s",
                        1_000,
                        300_000,
                        "between its signs of life (10 of the minute's request weight each), at"
                                + " most half of that"));
    }

    private static void addPositions(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.duration(
                        "protection.warn-age-ms",
                        "1h",
                        1_000,
                        4 * WEEK_MS,
                        "age of a position above which it warns once"));
        keys.add(
                KeyRows.duration(
                        "protection.max-age-ms",
                        "0",
                        0,
                        4 * WEEK_MS,
                        "age at which a position is closed; 0: never"));
        keys.add(
                KeyRows.choice(
                        "protection.drift-add",
                        "adopt",
                        List.of("adopt", "close", "ignore"),
                        "positions that appear without us: adopt gives them a stop, close sells"
                                + " them, ignore leaves them alone until a kill, which closes them, and"
                                + " takes no entries on their symbol"));
    }
}
