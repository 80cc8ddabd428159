package dev.bowline.core.risk;

/** What can hold trading back (RISK-9). Several may hold at once; each ends by itself. */
public enum StateReason {
    /** A limit of the day was reached (RISK-2); until the next UTC day. */
    DAY_STOP,
    /** The user data stream is down; until it is up again. */
    USER_STREAM_DOWN,
    /** A market data stream is down; until all are up again. */
    MARKET_DEGRADED,
    /** Requests near the venue's limits, or a ban (RISK-7); until there is room again. */
    RATE_GOVERNOR,
    /** A position is near its liquidation (RISK-8); until none is. */
    LIQUIDATION_GUARD,
    /** The process uses too much memory (REC-7); until it is told otherwise. */
    MEMORY_GUARD,
    /** An operator asked to reduce only; until {@code resume}. */
    OPERATOR,
    /** An operator paused entries; until {@code resume}. */
    PAUSED,
    /** The kill switch (RISK-6); until {@code arm}. */
    KILL_SWITCH,
    /** A link of the chain threw; until {@code arm}. */
    INTERNAL_ERROR,
    /** Another process places orders with our prefix on this account (REC-8); until {@code arm}. */
    SECOND_INSTANCE,
    /** The journal lost a slot, so no later record explains all (JRN-1); until a restart. */
    JOURNAL_LOST,
    /** No snapshot of the account was complete for too long (REC-2); until one is. */
    SNAPSHOT_OVERDUE;

    private static final StateReason[] BY_CODE = values();

    /** Stable number of journal and durable state: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static StateReason byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    /** Its bit in {@link TradingGate#reasons}. */
    public long bit() {
        return 1L << code();
    }

    /** The state while it holds. */
    public TradingState state() {
        return switch (this) {
            case KILL_SWITCH, INTERNAL_ERROR, JOURNAL_LOST -> TradingState.HALTED;
            case DAY_STOP,
                    USER_STREAM_DOWN,
                    MARKET_DEGRADED,
                    RATE_GOVERNOR,
                    LIQUIDATION_GUARD,
                    MEMORY_GUARD,
                    OPERATOR,
                    PAUSED,
                    SECOND_INSTANCE,
                    SNAPSHOT_OVERDUE ->
                    TradingState.REDUCING;
        };
    }

    /** Whether it survives a restart; the others are seen anew by the next run. */
    boolean isDurable() {
        return switch (this) {
            case DAY_STOP,
                    LIQUIDATION_GUARD,
                    OPERATOR,
                    PAUSED,
                    KILL_SWITCH,
                    INTERNAL_ERROR,
                    SECOND_INSTANCE ->
                    true;
            case USER_STREAM_DOWN,
                    MARKET_DEGRADED,
                    RATE_GOVERNOR,
                    MEMORY_GUARD,
                    JOURNAL_LOST,
                    SNAPSHOT_OVERDUE ->
                    false;
        };
    }

    /**
     * State and reasons in words, for example {@code REDUCING: DAY_STOP, PAUSED}; allocates.
     *
     * @param reasons see {@link TradingGate#reasons}
     */
    public static String words(final long reasons) {
        TradingState state = TradingState.ACTIVE;
        final StringBuilder names = new StringBuilder();
        for (final StateReason reason : BY_CODE) {
            if ((reasons & reason.bit()) != 0) {
                state = reason.state() == TradingState.HALTED ? TradingState.HALTED : state;
                state = state == TradingState.ACTIVE ? reason.state() : state;
                names.append(names.isEmpty() ? ": " : ", ").append(reason.name());
            }
        }
        return state.name() + names;
    }
}
