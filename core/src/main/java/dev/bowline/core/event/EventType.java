package dev.bowline.core.event;

/** What a slot holds. Codes are journaled and never reused. */
public enum EventType {
    /** Nothing; a slot that was claimed and given up. Journaled, decided on by nobody. */
    EMPTY(0),
    /** {@link EngineEvent#instrument}: a contract and its grid, before trading starts. */
    INSTRUMENT(1),
    /**
     * {@link EngineEvent#state}: durable state carried over from the run before. First of a run.
     */
    STATE_RESTORED(2),
    /** {@link EngineEvent#topOfBook()}. */
    TOP_OF_BOOK(3),
    /** {@link EngineEvent#trade()}. */
    AGG_TRADE(4),
    /** {@link EngineEvent#mark()}. */
    MARK_PRICE(5),
    /** {@link EngineEvent#bar()}: from the kline stream, or from history while warming up. */
    BAR(6),
    /** {@link EngineEvent#execution()}: from the user stream, or a row of a snapshot. */
    EXECUTION_REPORT(7),
    /** {@link EngineEvent#account()}: one balance or position row. */
    ACCOUNT_UPDATE(8),
    /** {@link EngineEvent#outcome()}: what became of a request of ours. */
    REQUEST_OUTCOME(9),
    /** {@link EngineEvent#snapshot()}: begin or end of a REST snapshot of positions and orders. */
    VENUE_SNAPSHOT(10),
    /** Time passes; no payload. */
    CLOCK_TICK(11),
    /** {@link EngineEvent#operator()}. */
    OPERATOR_COMMAND(12),
    /** {@link EngineEvent#stream()}: a connection came up, went down, or has a gap. */
    STREAM_STATUS(13),
    /** {@link EngineEvent#ticker()}: 24 h volume of an instrument. */
    DAY_TICKER(14),
    /** {@link EngineEvent#rateLimit()}: how much of the request limits is used. */
    RATE_LIMIT(15);

    private static final EventType[] BY_CODE = values();
    private final int code;

    EventType(final int code) {
        this.code = code;
    }

    /** Stable number of the journal; equals the ordinal, which a test holds. */
    public int code() {
        return code;
    }

    /** The type with this code, or {@code null}. */
    public static EventType byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
