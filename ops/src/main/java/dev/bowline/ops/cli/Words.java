package dev.bowline.ops.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Figures for people: money with cents, times with their unit. */
final class Words {
    private static final int SECONDS_PER_MINUTE = 60;

    private Words() {}

    /** Money with two places, rounded half up; what is no number as it is. */
    static String money(final String decimal) {
        try {
            return new BigDecimal(decimal).setScale(2, RoundingMode.HALF_UP).toPlainString();
        } catch (final NumberFormatException ignored) {
            return decimal; // For example "-", where there is none.
        }
    }

    /** Like {@code 1.4 ms} or {@code 273 us}, of microseconds with one place. */
    static String micros(final String micros) {
        final BigDecimal value = new BigDecimal(micros);
        return value.compareTo(BigDecimal.valueOf(1_000)) >= 0
                ? value.movePointLeft(3).setScale(1, RoundingMode.HALF_UP) + " ms"
                : value.setScale(0, RoundingMode.HALF_UP) + " us";
    }

    /** Like {@code 2026-01-05 08:08:41 UTC}. */
    static String time(final String isoInstant) {
        return isoInstant.length() < 19
                ? isoInstant
                : isoInstant.substring(0, 19).replace('T', ' ') + " UTC";
    }

    /** Like {@code 1m26s}. */
    static String duration(final long seconds) {
        return seconds < SECONDS_PER_MINUTE
                ? seconds + "s"
                : seconds / SECONDS_PER_MINUTE + "m" + seconds % SECONDS_PER_MINUTE + "s";
    }

    /** Thousands set apart. */
    static String grouped(final long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
