package dev.bowline.journal;

import dev.bowline.core.event.Decision;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.instrument.InstrumentSpec;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Slots with random values in every public field that there is, seeded. */
public final class RandomEvents {
    private final Random random;

    public RandomEvents(final long seed) {
        random = new Random(seed);
    }

    /** Fills the input and, if asked, the answer. */
    public void fill(final EngineEvent event, final EventType type, final boolean withAnswer) {
        event.clear(type);
        event.instrumentId = random.nextInt(50) - 1;
        event.eventTimeMs = random.nextLong();
        event.ingestTimeNs = random.nextLong() >>> 1;
        switch (type) {
            case EMPTY, CLOCK_TICK -> {}
            case INSTRUMENT -> event.instrument = instrument();
            case STATE_RESTORED -> event.state = bytes(8 * random.nextInt(5_000));
            case TOP_OF_BOOK -> fillFields(event.topOfBook());
            case AGG_TRADE -> fillFields(event.trade());
            case MARK_PRICE -> fillFields(event.mark());
            case BAR -> fillFields(event.bar());
            case EXECUTION_REPORT -> fillFields(event.execution());
            case ACCOUNT_UPDATE -> fillFields(event.account());
            case REQUEST_OUTCOME -> fillFields(event.outcome());
            case VENUE_SNAPSHOT -> fillFields(event.snapshot());
            case OPERATOR_COMMAND -> fillFields(event.operator());
            case STREAM_STATUS -> fillFields(event.stream());
            case DAY_TICKER -> fillFields(event.ticker());
            case RATE_LIMIT -> fillFields(event.rateLimit());
        }
        if (withAnswer) {
            fillAnswer(event);
        }
    }

    private void fillAnswer(final EngineEvent event) {
        event.failed = random.nextInt(10) == 0;
        event.stateHash = random.nextLong();
        for (int i = random.nextInt(4); i > 0; i--) {
            fillFields(event.intents().addOrNull());
        }
        for (int i = random.nextInt(33); i > 0; i--) {
            fillFields(event.commands().addOrNull());
        }
        for (int i = random.nextInt(33); i > 0; i--) {
            final Decision decision = event.decisions().addOrNull();
            fillFields(decision);
            for (int c = random.nextInt(Decision.MAX_CONDITIONS + 1); c > 0; c--) {
                decision.addCondition(random.nextInt(), anyLong(), anyLong(), random.nextBoolean());
            }
        }
    }

    private InstrumentSpec instrument() {
        if (random.nextInt(20) == 0) {
            return null;
        }
        return new InstrumentSpec(
                random.nextInt(64),
                "SYMB" + random.nextInt(1000),
                "BASE" + random.nextInt(1000),
                "USD₿" + random.nextInt(1000),
                null,
                anyLong(),
                anyLong(),
                anyLong(),
                anyLong(),
                anyLong(),
                anyLong(),
                anyLong(),
                anyLong(),
                anyLong(),
                anyLong(),
                anyLong(),
                anyLong(),
                random.nextInt(),
                anyLong(),
                anyLong(),
                random.nextInt(),
                anyLong(),
                anyLong());
    }

    private byte[] bytes(final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void fillFields(final Object part) {
        for (final Field field : part.getClass().getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            try {
                field.set(part, anyValue(field.getType()));
            } catch (final IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Object anyValue(final Class<?> type) {
        if (type == long.class) {
            return anyLong();
        } else if (type == int.class) {
            return random.nextBoolean() ? random.nextInt() : random.nextInt(300) - 150;
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type.isEnum()) {
            final Object[] constants = type.getEnumConstants();
            final int index = random.nextInt(constants.length + 1);
            return index == constants.length ? null : constants[index];
        }
        throw new AssertionError("field of type " + type + ": teach RandomEvents to fill it");
    }

    /** Values of every length, because some encodings depend on it. */
    private long anyLong() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> Long.MIN_VALUE;
            case 2 -> Long.MAX_VALUE;
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    /** Every value of input and answer by name. */
    public static Map<String, String> values(final EngineEvent event) {
        final Map<String, String> values = new LinkedHashMap<>();
        values.put("type", event.type.name());
        values.put("instrumentId", Integer.toString(event.instrumentId));
        values.put("eventTimeMs", Long.toString(event.eventTimeMs));
        values.put("ingestTimeNs", Long.toString(event.ingestTimeNs));
        values.put("failed", Boolean.toString(event.failed));
        values.put("stateHash", Long.toString(event.stateHash));
        values.put("instrument", Objects.toString(event.instrument));
        values.put("state", event.state == null ? "null" : Arrays.toString(event.state));
        switch (event.type) {
            case TOP_OF_BOOK -> add("topOfBook.", event.topOfBook(), values);
            case AGG_TRADE -> add("trade.", event.trade(), values);
            case MARK_PRICE -> add("mark.", event.mark(), values);
            case BAR -> add("bar.", event.bar(), values);
            case EXECUTION_REPORT -> add("execution.", event.execution(), values);
            case ACCOUNT_UPDATE -> add("account.", event.account(), values);
            case REQUEST_OUTCOME -> add("outcome.", event.outcome(), values);
            case VENUE_SNAPSHOT -> add("snapshot.", event.snapshot(), values);
            case OPERATOR_COMMAND -> add("operator.", event.operator(), values);
            case STREAM_STATUS -> add("stream.", event.stream(), values);
            case DAY_TICKER -> add("ticker.", event.ticker(), values);
            case RATE_LIMIT -> add("rateLimit.", event.rateLimit(), values);
            case EMPTY, CLOCK_TICK, INSTRUMENT, STATE_RESTORED -> {}
        }
        for (int i = 0; i < event.intents().count(); i++) {
            add("intents." + i + ".", event.intents().get(i), values);
        }
        for (int i = 0; i < event.commands().count(); i++) {
            add("commands." + i + ".", event.commands().get(i), values);
        }
        for (int i = 0; i < event.decisions().count(); i++) {
            final Decision decision = event.decisions().get(i);
            add("decisions." + i + ".", decision, values);
            for (int c = 0; c < decision.conditionCount(); c++) {
                values.put(
                        "decisions." + i + ".condition." + c,
                        decision.conditionCode(c)
                                + " "
                                + decision.conditionValueE8(c)
                                + " "
                                + decision.conditionLimitE8(c)
                                + " "
                                + decision.isConditionMet(c));
            }
        }
        return values;
    }

    private static void add(
            final String prefix, final Object part, final Map<String, String> values) {
        for (final Field field : part.getClass().getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                try {
                    values.put(prefix + field.getName(), Objects.toString(field.get(part)));
                } catch (final IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}
