package dev.bowline.ops.report;

import dev.bowline.core.risk.RejectReason;

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

    private static String tomorrow(final int code) {
        return "; entries again on the next UTC day (" + RejectReason.name(code) + ")";
    }
}
