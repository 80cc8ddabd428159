package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OrderCommand;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No field of a record may be forgotten, also not one that is added later. */
class SlotCopyTest {
    private final Random random = new Random(7);

    @ParameterizedTest
    @EnumSource(
            value = EventType.class,
            names = {"EMPTY", "CLOCK_TICK", "INSTRUMENT", "STATE_RESTORED"},
            mode = EnumSource.Mode.EXCLUDE)
    void shouldCopyEveryFieldOfTheRecord(final EventType type) throws ReflectiveOperationException {
        final EngineEvent from = new EngineEvent();
        final EngineEvent to = new EngineEvent();
        from.clear(type);
        to.clear(type);
        from.instrumentId = 3;
        from.eventTimeMs = 4;
        from.ingestTimeNs = 5;
        from.readableNs = 6;
        fill(record(from));
        SlotCopy.input(from, to);
        assertEquals(3, to.instrumentId);
        assertEquals(4, to.eventTimeMs);
        assertEquals(5, to.ingestTimeNs);
        assertEquals(6, to.readableNs);
        assertSame(record(from), record(to));
    }

    @Test
    void shouldCopyEveryFieldOfACommand() throws ReflectiveOperationException {
        final OrderCommand from = new OrderCommand();
        final OrderCommand to = new OrderCommand();
        fill(from);
        SlotCopy.command(from, to);
        assertSame(from, to);
    }

    private static Object record(final EngineEvent event) {
        return switch (event.type) {
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
            case EMPTY, CLOCK_TICK, INSTRUMENT, STATE_RESTORED ->
                    throw new AssertionError("no record of its own: " + event.type);
        };
    }

    private void fill(final Object record) throws ReflectiveOperationException {
        for (final Field field : record.getClass().getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            final Class<?> type = field.getType();
            if (type == long.class) {
                field.setLong(record, random.nextLong());
            } else if (type == int.class) {
                field.setInt(record, random.nextInt());
            } else if (type == boolean.class) {
                field.setBoolean(record, true);
            } else {
                final Object[] constants = type.getEnumConstants();
                field.set(record, constants[constants.length - 1]);
            }
        }
    }

    private static void assertSame(final Object from, final Object to)
            throws ReflectiveOperationException {
        for (final Field field : from.getClass().getFields()) {
            assertEquals(field.get(from), field.get(to), field.toString());
        }
    }
}
