package dev.bowline.gateway.sim.server;

import java.util.Map;

/**
 * One thing that goes wrong, when, and for whom. Written as {@code name=value} pairs: {@code
 * at=10s, kind=reply-lost, type=MARKET}.
 *
 * @param kind what goes wrong
 * @param atMs venue time after the exchange's time began to pass, {@code >= 0}
 * @param forMs how long a condition, a ban or a restart lasts, or until when after {@code at}
 *     others are met, venue time; 0 is the kind's own
 * @param times how often, or {@link #ALWAYS}
 * @param skip how many that fit are let go first, {@code >= 0}
 * @param ratePpm chance of each that fits, in millionths
 * @param where words that must be there: method, path, client, symbol, side, type, reduce-only,
 *     event, status, route, phase; a condition begins with its phase and outlives it
 * @param delayMs delay, lag or clock offset; 0 is the kind's own
 * @param qtyE8 quantity, scale 1e-8; 0 is the kind's own
 */
public record FaultRule(
        FaultKind kind,
        long atMs,
        long forMs,
        int times,
        int skip,
        int ratePpm,
        Map<String, String> where,
        long delayMs,
        long qtyE8) {
    /** Without end. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    static final int CERTAIN_PPM = 1_000_000;

    /** Copies the words. */
    public FaultRule {
        where = Map.copyOf(where);
    }

    /**
     * Reads one line.
     *
     * @throws IllegalArgumentException naming everything that is wrong with it
     */
    public static FaultRule parse(final String line) {
        return new FaultText(line).rule();
    }

    /** The delay, or the kind's own. */
    long delayMsOr(final long usualMs) {
        return delayMs == 0 ? usualMs : delayMs;
    }

    /** How long it lasts, or the kind's own. */
    long forMsOr(final long usualMs) {
        return forMs == 0 ? usualMs : forMs;
    }

    /** The phase of a position that it waits for, or {@code null}. */
    PositionPhase phaseOrNull() {
        final String word = where.get(FaultSubject.PHASE);
        return word == null ? null : PositionPhase.byWordOrNull(word);
    }

    boolean fits(final FaultSubject subject) {
        if (!subject.fits(where)) {
            return false;
        }
        return switch (kind.phase()) {
            case REQUEST -> fitsRequest(subject);
            case EVENT ->
                    kind != FaultKind.STOP_EVENTS_LATE
                            || ("ALGO_UPDATE".equals(subject.word("event"))
                                    && "TRIGGERING".equals(subject.word("status")));
            case FRAME, TRADE, CONDITION, ACTION -> true;
        };
    }

    private boolean fitsRequest(final FaultSubject subject) {
        final boolean exempt =
                kind == FaultKind.OVERLOADED && "true".equals(subject.word("reduce-only"));
        final boolean usual =
                where.containsKey("path")
                        || where.containsKey("method")
                        || kind.isUsualFor(subject.word("method"), subject.word("path"));
        return usual && !exempt;
    }
}
