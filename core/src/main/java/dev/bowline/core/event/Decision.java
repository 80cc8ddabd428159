package dev.bowline.core.event;

/**
 * Why something was done or left undone: one decision record (JRN-5). Values and thresholds are at
 * scale 1e-8 whatever their unit, so that one record fits all.
 */
public final class Decision {
    /** Most conditions of one record. */
    public static final int MAX_CONDITIONS = 12;

    /** What the record is about. */
    public DecisionAction action;

    /** Instrument, or -1. */
    public int instrumentId;

    /** Strategy, or 0. */
    public int strategyId;

    /** Direction, or {@code null}. */
    public Side side;

    /** Stable code: a RejectReason, CommandCause or the venue's error, as the action says. */
    public int reasonCode;

    /** The value that decided. */
    public long valueE8;

    /** What it was compared with. */
    public long limitE8;

    /** Quantity, where there is one. */
    public long qtyE8;

    /** Price, where there is one. */
    public long priceE8;

    /** Packed client order id, where there is one. */
    public long orderKey;

    private final int[] conditionCodes = new int[MAX_CONDITIONS];
    private final long[] conditionValuesE8 = new long[MAX_CONDITIONS];
    private final long[] conditionLimitsE8 = new long[MAX_CONDITIONS];
    private final boolean[] conditionsMet = new boolean[MAX_CONDITIONS];
    private int conditionCount;

    /**
     * Adds one evaluated condition; more than {@link #MAX_CONDITIONS} are dropped.
     *
     * @param code see ConditionCode
     * @param valueE8 the value found
     * @param limitE8 the threshold it was held against
     * @param met whether it counted for the signal
     */
    public void addCondition(
            final int code, final long valueE8, final long limitE8, final boolean met) {
        if (conditionCount < MAX_CONDITIONS) {
            conditionCodes[conditionCount] = code;
            conditionValuesE8[conditionCount] = valueE8;
            conditionLimitsE8[conditionCount] = limitE8;
            conditionsMet[conditionCount] = met;
            conditionCount++;
        }
    }

    public int conditionCount() {
        return conditionCount;
    }

    public int conditionCode(final int index) {
        return conditionCodes[index];
    }

    public long conditionValueE8(final int index) {
        return conditionValuesE8[index];
    }

    public long conditionLimitE8(final int index) {
        return conditionLimitsE8[index];
    }

    public boolean isConditionMet(final int index) {
        return conditionsMet[index];
    }

    /** Sets every field to its empty value. */
    public void clear() {
        action = null;
        instrumentId = -1;
        strategyId = 0;
        side = null;
        reasonCode = 0;
        valueE8 = 0;
        limitE8 = 0;
        qtyE8 = 0;
        priceE8 = 0;
        orderKey = 0;
        conditionCount = 0;
    }
}
