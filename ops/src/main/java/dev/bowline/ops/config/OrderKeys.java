package dev.bowline.ops.config;

import static dev.bowline.ops.config.KeyRows.ONE_E8;

import java.util.List;

/**
 * Rows of the table: resting entries and levels of targets, as their records in core check them.
 */
final class OrderKeys {
    private static final String SHARE = "share of 1";
    private static final List<String> LEVELS = List.of("first", "second", "third");
    private static final List<String> MOVES = List.of("0.006", "0.012", "0.018");
    private static final List<String> ATRS = List.of("1", "1.5", "2");
    private static final List<String> SHARES = List.of("0.5", "0.3", "0.2");

    private OrderKeys() {}

    static void addTo(final List<ConfigKey> keys) {
        addEntries(keys);
        addLevels(keys);
        addWinRate(keys);
    }

    private static void addEntries(final List<ConfigKey> keys) {
        keys.add(patience("entry.patience-ms", "60s", "how long an entry rests"));
        keys.add(patience("entry.patience-trending-ms", "45s", "how long it rests in a trend"));
        keys.add(patience("entry.patience-ranging-ms", "45s", "how long it rests in a range"));
        keys.add(
                patience(
                        "entry.patience-choppy-ms", "30s", "how long it rests in a choppy market"));
        keys.add(
                KeyRows.choice(
                        "entry.regime",
                        "any",
                        List.of("any", "trending", "ranging", "choppy"),
                        "kind of market where none is told; any is the general patience"));
        keys.add(
                KeyRows.choice(
                        "entry.patience-end",
                        "cancel",
                        List.of("cancel", "market"),
                        "the rest is cancelled, or then bought at the market if the signal holds"));
        keys.add(
                KeyRows.decimal(
                        "entry.max-chase",
                        "0.002",
                        0,
                        ONE_E8 / 10,
                        SHARE,
                        "how far the price may be from the signal's for a second order"));
        keys.add(
                KeyRows.integer(
                        "entry.reprice-attempts",
                        "3",
                        0,
                        20,
                        "times",
                        "how often a post-only entry that would have taken is priced anew"));
    }

    private static ConfigKey patience(
            final String name, final String defaultText, final String description) {
        return KeyRows.duration(name, defaultText, 1_000, 86_400_000, description);
    }

    private static void addLevels(final List<ConfigKey> keys) {
        for (int i = 0; i < LEVELS.size(); i++) {
            keys.add(
                    KeyRows.decimal(
                            "targets.move-" + (i + 1),
                            MOVES.get(i),
                            1,
                            ONE_E8 / 2,
                            SHARE,
                            "distance of the " + LEVELS.get(i) + " level over the entry price"));
        }
        for (int i = 0; i < LEVELS.size(); i++) {
            keys.add(
                    KeyRows.decimal(
                            "targets.atr-" + (i + 1),
                            ATRS.get(i),
                            1,
                            100 * ONE_E8,
                            "ATR",
                            "distance of the " + LEVELS.get(i) + " level in ATR"));
        }
        for (int i = 0; i < LEVELS.size(); i++) {
            keys.add(
                    KeyRows.decimal(
                            "targets.share-" + (i + 1),
                            SHARES.get(i),
                            0,
                            ONE_E8,
                            SHARE,
                            "share of the position that leaves at the "
                                    + LEVELS.get(i)
                                    + " level; the three add up to 1"));
        }
    }

    private static void addWinRate(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.flag(
                        "targets.adaptive",
                        "false",
                        "whether the win rate widens and narrows the levels"));
        keys.add(
                KeyRows.integer(
                        "targets.win-rate-trades",
                        "50",
                        1,
                        256,
                        "positions",
                        "closed positions the win rate is of"));
        keys.add(
                KeyRows.decimal(
                        "targets.wide-above",
                        "0.65",
                        0,
                        ONE_E8,
                        SHARE,
                        "win rate above which the levels are widened"));
        keys.add(factor("targets.wide-factor", "1.2", "by how much they are widened"));
        keys.add(
                KeyRows.decimal(
                        "targets.narrow-below",
                        "0.5",
                        0,
                        ONE_E8,
                        SHARE,
                        "win rate below which the levels are narrowed"));
        keys.add(factor("targets.narrow-factor", "0.8", "by how much they are narrowed"));
    }

    private static ConfigKey factor(
            final String name, final String defaultText, final String description) {
        return KeyRows.decimal(name, defaultText, 1, 10 * ONE_E8, "factor", description);
    }
}
