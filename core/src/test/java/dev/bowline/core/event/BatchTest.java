package dev.bowline.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** A full slot refuses and counts; it never grows. */
class BatchTest {
    @Test
    void shouldRefuseAndCountWhenIntentsAreFull() {
        final IntentBatch batch = new IntentBatch();
        for (int i = 0; i < IntentBatch.MAX; i++) {
            assertNotNull(batch.addOrNull());
        }
        assertNull(batch.addOrNull());
        assertEquals(1, batch.refused());
        assertEquals(IntentBatch.MAX, batch.count());
        batch.removeLast();
        batch.addOrNull().qtyE8 = 7;
        assertEquals(7, batch.get(IntentBatch.MAX - 1).qtyE8);
        batch.clear();
        assertEquals(0, batch.count());
        assertThrows(IndexOutOfBoundsException.class, () -> batch.get(0));
        assertEquals(0, batch.addOrNull().qtyE8);
    }

    @Test
    void shouldDropConditionsWhenRecordIsFull() {
        final Decision record = new Decision();
        record.clear();
        for (int i = 0; i < Decision.MAX_CONDITIONS + 1; i++) {
            record.addCondition(i, 10L * i, 20L * i, i % 2 == 0);
        }
        assertEquals(Decision.MAX_CONDITIONS, record.conditionCount());
        assertEquals(11, record.conditionCode(11));
        assertEquals(110, record.conditionValueE8(11));
        assertEquals(220, record.conditionLimitE8(11));
        assertEquals(false, record.isConditionMet(11));
    }

    @Test
    void shouldEmptyHeaderAnswerAndPayloadWhenSlotIsCleared() {
        final EngineEvent event = new EngineEvent();
        event.clear(EventType.TOP_OF_BOOK);
        event.topOfBook().bidPriceE8 = 5;
        event.failed = true;
        event.stateHash = 9;
        event.commands().addOrNull();
        event.decisions().addOrNull();
        event.intents().addOrNull();
        event.clear(EventType.TOP_OF_BOOK);
        assertEquals(0, event.topOfBook().bidPriceE8);
        assertEquals(false, event.failed);
        assertEquals(0, event.stateHash);
        assertEquals(-1, event.instrumentId);
        assertEquals(
                0, event.commands().count() + event.decisions().count() + event.intents().count());
    }
}
