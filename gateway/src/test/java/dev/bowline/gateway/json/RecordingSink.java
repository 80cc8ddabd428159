package dev.bowline.gateway.json;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Keeps a text of every published slot; may be told to be full. */
public final class RecordingSink implements EventSink {
    private final EngineEvent slot = new EngineEvent();
    private final List<String> texts = new ArrayList<>();
    private int free = Integer.MAX_VALUE;
    private boolean claimed;

    /** Gives away so many slots and then none. */
    public void free(final int slots) {
        free = slots;
    }

    @Override
    public EngineEvent tryClaim(final EventType type) {
        if (claimed) {
            throw new IllegalStateException("the slot before was not published");
        }
        if (free == 0) {
            return null;
        }
        free--;
        claimed = true;
        slot.clear(type);
        return slot;
    }

    @Override
    public void publish(final EngineEvent event) {
        if (!claimed || event != slot) {
            throw new IllegalStateException("published without a claim");
        }
        claimed = false;
        texts.add(describe(event));
    }

    /** The slot published last. */
    public EngineEvent last() {
        return slot;
    }

    /** All slots so far as texts. */
    public List<String> texts() {
        return texts;
    }

    /** Empties the record. */
    public void clear() {
        texts.clear();
    }

    private static String describe(final EngineEvent event) {
        final Object body =
                switch (event.type) {
                    case TOP_OF_BOOK -> event.topOfBook();
                    case AGG_TRADE -> event.trade();
                    case MARK_PRICE -> event.mark();
                    case BAR -> event.bar();
                    case EXECUTION_REPORT -> event.execution();
                    case ACCOUNT_UPDATE -> event.account();
                    case STREAM_STATUS -> event.stream();
                    case DAY_TICKER -> event.ticker();
                    case REQUEST_OUTCOME -> event.outcome();
                    case EMPTY,
                            INSTRUMENT,
                            STATE_RESTORED,
                            VENUE_SNAPSHOT,
                            CLOCK_TICK,
                            OPERATOR_COMMAND,
                            RATE_LIMIT ->
                            throw new IllegalStateException("unexpected " + event.type);
                };
        return event.type
                + "["
                + event.instrumentId
                + "] at "
                + event.eventTimeMs
                + " in "
                + event.ingestTimeNs
                + " "
                + fields(body);
    }

    /** Public fields of a record, in their order. */
    public static String fields(final Object body) {
        final StringBuilder text = new StringBuilder("{");
        try {
            for (final Field field : body.getClass().getFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    text.append(field.getName()).append('=').append(field.get(body)).append(' ');
                }
            }
        } catch (final IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return text.append('}').toString();
    }
}
