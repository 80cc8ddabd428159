package dev.bowline.journal.export;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.position.ExitReason;
import dev.bowline.core.risk.LiquidationGuard;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.risk.StateReason;
import dev.bowline.core.risk.WarningCode;
import dev.bowline.core.signal.ConditionCode;
import dev.bowline.core.signal.SkipReason;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

/** Names of the codes in decision records, read from the classes that define them. */
final class CodeNames {
    private static final Map<Integer, String> REJECTS = constants(RejectReason.class);
    private static final Map<Integer, String> CAUSES = constants(CommandCause.class);
    private static final Map<Integer, String> EXITS = constants(ExitReason.class);
    private static final Map<Integer, String> SKIPS = constants(SkipReason.class);
    private static final Map<Integer, String> CONDITIONS = constants(ConditionCode.class);
    private static final Map<Integer, String> WARNINGS = constants(WarningCode.class);
    private static final Map<Integer, String> LIQUIDATION_STEPS = constants(LiquidationGuard.class);
    private static final Map<Integer, String> STATES = states();

    private CodeNames() {}

    /** What a decision's reason code says; the number where there is no name. */
    static String reason(final DecisionAction action, final int code) {
        if (action == null) {
            return Integer.toString(code);
        }
        return switch (action) {
            case INTENT_REFUSED, RISK_EVENT -> nameOf(REJECTS, code);
            case SIGNAL_SKIP -> SKIPS.containsKey(code) ? SKIPS.get(code) : nameOf(REJECTS, code);
            case STATE_CHANGED -> nameOf(STATES, code);
            case WARNING -> nameOf(WARNINGS, code);
            case LIQUIDATION_GUARD -> nameOf(LIQUIDATION_STEPS, code);
            case POSITION_CLOSED, STREAK_EXIT -> nameOf(EXITS, code);
            case PROTECTION_PLACED,
                    PROTECTION_CONFIRMED,
                    PROTECTION_FAILED,
                    EXIT_SENT,
                    ORDER_IN_DOUBT,
                    INCIDENT,
                    TRAIL_UPDATE,
                    ENTRY_ENDED,
                    KILL_DONE,
                    DRIFT_ORPHAN,
                    DRIFT_MISSING ->
                    nameOf(CAUSES, code);
            case SIGNAL,
                    ENTRY_SENT,
                    FILL,
                    EXIT_HIT,
                    ORDER_REJECTED,
                    DAY_ROLLED,
                    DRIFT_ADD,
                    DRIFT_REMOVE,
                    DRIFT_QTY,
                    STALE_DATA,
                    ILLEGAL_TRANSITION,
                    OPERATOR,
                    TRAIL_RELOAD,
                    TRAIL_ACTIVATED,
                    TRAIL_FAILED,
                    TRAIL_MISSING ->
                    Integer.toString(code);
        };
    }

    static String cause(final int code) {
        return nameOf(CAUSES, code);
    }

    static String condition(final int code) {
        return nameOf(CONDITIONS, code);
    }

    private static String nameOf(final Map<Integer, String> names, final int code) {
        return names.getOrDefault(code, Integer.toString(code));
    }

    private static Map<Integer, String> states() {
        final Map<Integer, String> names = new HashMap<>();
        for (final StateReason reason : StateReason.values()) {
            names.put(reason.code(), reason.name());
        }
        return names;
    }

    private static Map<Integer, String> constants(final Class<?> type) {
        final Map<Integer, String> names = new HashMap<>();
        for (final Field field : type.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
                try {
                    names.putIfAbsent(field.getInt(null), field.getName());
                } catch (final IllegalAccessException e) {
                    throw new IllegalStateException("cannot read " + field, e);
                }
            }
        }
        return names;
    }
}
