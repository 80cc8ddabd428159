package dev.bowline.ops.report;

import dev.bowline.core.position.ExitReason;
import dev.bowline.core.risk.RejectReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Why trading has stopped for the day, in words. */
public final class RiskText {
    private RiskText() {}

    /** Whether the code is one that lasts until the next UTC day; see RejectReason. */
    public static boolean isDayStop(final int code) {
        return code == RejectReason.DAY_LOSS
                || code == RejectReason.STOP_LOSS_STREAK
                || code == RejectReason.PROFIT_FACTOR;
    }

    /**
     * The words for a day stop.
     *
     * @param code of RejectReason; 0: nothing stopped the day
     */
    public static String of(final int code) {
        return switch (code) {
            case RejectReason.NONE -> "no limit hit";
            case RejectReason.DAY_LOSS ->
                    "stopped for the day: it has lost what risk.day-loss-share allows"
                            + tomorrow(code);
            case RejectReason.STOP_LOSS_STREAK ->
                    "stopped for the day: stop-losses in a row reached risk.max-stop-loss-streak"
                            + tomorrow(code);
            case RejectReason.PROFIT_FACTOR ->
                    "stopped for the day: profit factor fell below risk.min-profit-factor"
                            + tomorrow(code);
            default -> RejectReason.name(code);
        };
    }

    /**
     * The words for a day that was stopped by a streak.
     *
     * @param exits the exits that made it
     */
    static String ofStreak(final String exits) {
        return "stopped for the day: stop-losses in a row reached risk.max-stop-loss-streak ("
                + exits
                + ")"
                + tomorrow(RejectReason.STOP_LOSS_STREAK);
    }

    /** How a position ended, in words; see ExitReason. */
    static String exit(final int code) {
        return ExitReason.name(code).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Money with two places, rounded half up away from zero, and its sign. */
    static String cents(final long moneyE8) {
        return BigDecimal.valueOf(moneyE8, 8).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static String tomorrow(final int code) {
        return "; entries again on the next UTC day (" + RejectReason.name(code) + ")";
    }
}
