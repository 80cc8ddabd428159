package dev.bowline.journal.export;

import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.num.DecimalFormat;
import dev.bowline.core.order.ClientOrderId;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A slot as names and values for people: numbers at scale 1e-8 as decimals under a name without
 * {@code E8}, order keys as client order ids, codes by name, empty values left out.
 */
final class RecordView {
    private static final String E8 = "E8";

    private final char mode;
    private final int runId;
    private final Map<Integer, String> symbols;

    RecordView(final char mode, final int runId, final Map<Integer, String> symbols) {
        this.mode = mode;
        this.runId = runId;
        this.symbols = symbols;
    }

    void addSlot(final EngineEvent event, final Map<String, Object> view) {
        view.put("event", event.type.name());
        addSymbol(event.instrumentId, view);
        if (event.eventTimeMs != 0) {
            view.put("eventTimeMs", event.eventTimeMs);
        }
        final Object payload = payloadOrNull(event);
        if (payload != null) {
            view.put("input", payload instanceof Map ? payload : fields(payload));
        }
        addAnswer(event, view);
    }

    /** Name of a client order id within this run. */
    String orderId(final int ofRun, final long orderKey) {
        if (ClientOrderId.leg(orderKey) == null) {
            return "#" + Long.toHexString(orderKey);
        }
        return ClientOrderId.toText(mode, ofRun == 0 ? runId : ofRun, orderKey);
    }

    private void addAnswer(final EngineEvent event, final Map<String, Object> view) {
        final List<Object> intents = new ArrayList<>();
        for (int i = 0; i < event.intents().count(); i++) {
            intents.add(fields(event.intents().get(i)));
        }
        final List<Object> decisions = new ArrayList<>();
        for (int i = 0; i < event.decisions().count(); i++) {
            decisions.add(decision(event.decisions().get(i)));
        }
        final List<Object> commands = new ArrayList<>();
        for (int i = 0; i < event.commands().count(); i++) {
            final OrderCommand command = event.commands().get(i);
            final Map<String, Object> fields = fields(command);
            fields.put("causeCode", CodeNames.cause(command.causeCode));
            commands.add(fields);
        }
        putUnlessEmpty("intents", intents, view);
        putUnlessEmpty("decisions", decisions, view);
        putUnlessEmpty("commands", commands, view);
        if (event.failed) {
            view.put("failed", true);
        }
        if (event.stateHash != 0) {
            view.put("stateHash", Long.toHexString(event.stateHash));
        }
    }

    private Map<String, Object> decision(final Decision decision) {
        final Map<String, Object> fields = fields(decision);
        fields.put("reasonCode", CodeNames.reason(decision.action, decision.reasonCode));
        final List<Object> conditions = new ArrayList<>();
        for (int i = 0; i < decision.conditionCount(); i++) {
            final Map<String, Object> condition = new LinkedHashMap<>();
            condition.put("condition", CodeNames.condition(decision.conditionCode(i)));
            condition.put("value", DecimalFormat.toText(decision.conditionValueE8(i)));
            condition.put("limit", DecimalFormat.toText(decision.conditionLimitE8(i)));
            condition.put("met", decision.isConditionMet(i));
            conditions.add(condition);
        }
        putUnlessEmpty("conditions", conditions, fields);
        return fields;
    }

    private static void putUnlessEmpty(
            final String name, final List<Object> list, final Map<String, Object> view) {
        if (!list.isEmpty()) {
            view.put(name, list);
        }
    }

    private Object payloadOrNull(final EngineEvent event) {
        return switch (event.type) {
            case EMPTY, CLOCK_TICK -> null;
            case INSTRUMENT -> event.instrument == null ? null : components(event.instrument);
            case STATE_RESTORED ->
                    Map.of("stateBytes", event.state == null ? 0 : event.state.length);
            case TOP_OF_BOOK -> event.topOfBook();
            case AGG_TRADE -> event.trade();
            case MARK_PRICE -> event.mark();
            case BAR -> event.bar();
            case EXECUTION_REPORT -> event.execution();
            case ACCOUNT_UPDATE -> event.account();
            case REQUEST_OUTCOME -> event.outcome();
            case VENUE_SNAPSHOT -> event.snapshot();
            case OPERATOR_COMMAND -> event.operator();
            case STREAM_STATUS -> event.stream();
            case DAY_TICKER -> event.ticker();
            case RATE_LIMIT -> event.rateLimit();
        };
    }

    private static Map<String, Object> components(final Record part) {
        final Map<String, Object> values = new LinkedHashMap<>();
        for (final RecordComponent component : part.getClass().getRecordComponents()) {
            try {
                put(component.getName(), component.getAccessor().invoke(part), values);
            } catch (final ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
        return values;
    }

    private Map<String, Object> fields(final Object part) {
        final Map<String, Object> values = new LinkedHashMap<>();
        int ofRun = 0;
        for (final Field field : part.getClass().getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            final Object value;
            try {
                value = field.get(part);
            } catch (final IllegalAccessException e) {
                throw new IllegalStateException("cannot read " + field, e);
            }
            switch (field.getName()) {
                case "instrumentId" -> addSymbol((Integer) value, values);
                case "runId" -> ofRun = (Integer) value;
                case "orderKey" -> {
                    if ((Long) value != 0) {
                        values.put("clientOrderId", orderId(ofRun, (Long) value));
                    }
                }
                default -> put(field.getName(), value, values);
            }
        }
        return values;
    }

    private void addSymbol(final int instrumentId, final Map<String, Object> values) {
        if (instrumentId >= 0) {
            values.put("symbol", symbols.getOrDefault(instrumentId, "#" + instrumentId));
        }
    }

    private static void put(
            final String name, final Object value, final Map<String, Object> values) {
        if (value == null || value.equals(0L) || value.equals(0) || value.equals(false)) {
            return;
        }
        if (name.endsWith(E8) && value instanceof Long e8) {
            values.put(name.substring(0, name.length() - E8.length()), DecimalFormat.toText(e8));
        } else if ((name.endsWith("ssetCode") || name.equals("operatorCode"))
                && value instanceof Long code) {
            values.put(name.substring(0, name.length() - "Code".length()), AssetCode.toText(code));
        } else {
            values.put(name, value instanceof Enum<?> constant ? constant.name() : value);
        }
    }
}
