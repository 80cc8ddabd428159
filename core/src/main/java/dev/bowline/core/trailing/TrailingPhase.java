package dev.bowline.core.trailing;

/** Phase of a position's trailing stop (TS-1). Codes are part of the durable state. */
public enum TrailingPhase {
    /** No position, or one whose first stop is not confirmed yet. */
    INACTIVE,
    /** Protected; the activation has not been reached. */
    WAITING,
    /** The stop follows the price. */
    ACTIVE,
    /** The stop fired; the position is leaving. */
    TRIGGERED,
    /** No phase: what {@link #next} answers for a pair that cannot be. */
    INVALID;

    private static final TrailingPhase[] BY_CODE = values();

    /** Stable number of the durable state: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static TrailingPhase byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    /** The phase after {@code input}, or {@link #INVALID} if the pair cannot be. */
    public static TrailingPhase next(final TrailingPhase from, final TrailingInput input) {
        return switch (from) {
            case INACTIVE ->
                    switch (input) {
                        case STOP_CONFIRMED -> WAITING;
                        // Nothing is trailed before it is protected.
                        case ACTIVATION_DUE -> INVALID;
                        // A stop may fire before its confirmation is read.
                        case STOP_FIRED -> TRIGGERED;
                    };
            case WAITING ->
                    switch (input) {
                        case STOP_CONFIRMED -> WAITING;
                        case ACTIVATION_DUE -> ACTIVE;
                        case STOP_FIRED -> TRIGGERED;
                    };
            case ACTIVE ->
                    switch (input) {
                        case STOP_CONFIRMED -> ACTIVE;
                        case ACTIVATION_DUE -> INVALID;
                        case STOP_FIRED -> TRIGGERED;
                    };
            case TRIGGERED ->
                    switch (input) {
                        // The confirmation of a stop that was under way when the other one fired.
                        case STOP_CONFIRMED -> TRIGGERED;
                        case ACTIVATION_DUE -> INVALID;
                        case STOP_FIRED -> TRIGGERED;
                    };
            case INVALID -> INVALID;
        };
    }
}
