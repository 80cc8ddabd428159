package dev.bowline.ops.config;

import static dev.bowline.ops.config.KeyRows.ONE_E8;

import java.util.List;

/** Rows of the table: stops that follow the price, as their record in core checks them. */
final class TrailingKeys {
    private static final String SHARE = "share of 1";

    private TrailingKeys() {}

    static void addTo(final List<ConfigKey> keys) {
        addActivation(keys);
        addCallback(keys);
        addAtr(keys);
        addMomentum(keys);
        addUpdates(keys);
    }

    private static void addActivation(final List<ConfigKey> keys) {
        keys.add(
                share(
                        "trailing.activation-profit",
                        "0.006",
                        1,
                        "profit over entry price from which the stop follows the price"));
        keys.add(
                KeyRows.duration(
                        "trailing.activation-time-ms",
                        "30m",
                        1_000,
                        86_400_000,
                        "time in profit from which the stop follows the price, if that is sooner"));
        keys.add(
                share(
                        "trailing.break-even-profit",
                        "0.004",
                        1,
                        "profit over entry price that moves the stop to entry plus fees"));
    }

    private static void addCallback(final List<ConfigKey> keys) {
        keys.add(
                share(
                        "trailing.callback-trending",
                        "0.008",
                        1,
                        "distance of the stop from the best price in a trend"));
        keys.add(
                share(
                        "trailing.callback-ranging",
                        "0.004",
                        1,
                        "distance of the stop from the best price in a range"));
        keys.add(
                share(
                        "trailing.callback-choppy",
                        "0.003",
                        1,
                        "distance of the stop from the best price in a choppy market"));
        keys.add(
                KeyRows.choice(
                        "trailing.regime",
                        "ranging",
                        List.of("trending", "ranging", "choppy"),
                        "kind of market where none is told"));
    }

    private static void addAtr(final List<ConfigKey> keys) {
        keys.add(KeyRows.flag("trailing.atr-mode", "false", "distances as multiples of ATR"));
        keys.add(atr("trailing.callback-atr-trending", "2", "distance in ATR mode in a trend"));
        keys.add(atr("trailing.callback-atr-ranging", "1", "distance in ATR mode in a range"));
        keys.add(
                atr(
                        "trailing.callback-atr-choppy",
                        "0.75",
                        "distance in ATR mode in a choppy market"));
        keys.add(
                KeyRows.integer(
                        "trailing.atr-period",
                        "14",
                        2,
                        500,
                        "bars",
                        "closed bars of scalping.timeframe-ms whose mean true range is the ATR"));
    }

    private static void addMomentum(final List<ConfigKey> keys) {
        keys.add(
                atr(
                        "trailing.momentum-atr",
                        "1.5",
                        "move in favour within the window, in ATR scaled to it, that is momentum"));
        keys.add(
                KeyRows.duration(
                        "trailing.momentum-window-ms",
                        "60s",
                        1_000,
                        3_600_000,
                        "length of that window"));
        keys.add(
                KeyRows.decimal(
                        "trailing.momentum-factor",
                        "0.7",
                        1,
                        ONE_E8,
                        "factor",
                        "tightens the distance while there is momentum"));
    }

    private static void addUpdates(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.duration(
                        "trailing.update-interval-ms",
                        "60s",
                        0,
                        3_600_000,
                        "between two moves of the stop at the venue"));
        keys.add(
                share(
                        "trailing.min-improvement",
                        "0.001",
                        0,
                        "least improvement over the old stop that is worth a move"));
        keys.add(
                share(
                        "trailing.override-improvement",
                        "0.01",
                        1,
                        "improvement that does not wait for the interval"));
        keys.add(
                KeyRows.flag(
                        "trailing.cancel-first",
                        "false",
                        "where the venue refuses a second stop, cancel the old one before placing;"
                                + " the gap is measured"));
        keys.add(
                KeyRows.list(
                        "trailing.venue-native",
                        "",
                        "scalping|book-momentum",
                        "strategies whose positions get the venue's TRAILING_STOP_MARKET beside"
                                + " the protective stop"));
    }

    private static ConfigKey share(
            final String name, final String defaultText, final long min, final String description) {
        return KeyRows.decimal(name, defaultText, min, ONE_E8 / 2, SHARE, description);
    }

    private static ConfigKey atr(
            final String name, final String defaultText, final String description) {
        return KeyRows.decimal(name, defaultText, 1, 100 * ONE_E8, "ATR", description);
    }
}
