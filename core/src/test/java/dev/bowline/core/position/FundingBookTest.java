package dev.bowline.core.position;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.state.StateBuffer;
import org.junit.jupiter.api.Test;

/** The stream and the income list tell the same funding, each in its own time (OMS-8). */
final class FundingBookTest {
    private static final long HOUR_MS = 3_600_000;
    private static final long FIRST_MS = 494_000 * HOUR_MS;

    private final FundingBook book = new FundingBook();

    @Test
    void shouldBookWhatTheStreamDidNotTellWhenTheListHasMore() {
        assertEquals(-500, book.onList(FIRST_MS, -500));
        book.onPayment(FIRST_MS + HOUR_MS, -300);
        assertEquals(-200, book.onList(FIRST_MS + HOUR_MS, -500));
        assertEquals(0, book.onList(FIRST_MS + HOUR_MS, -500));
    }

    @Test
    void shouldBookNothingWhenTheListHasWhatTheStreamTold() {
        book.onPayment(FIRST_MS + 17, -300);
        book.onPayment(FIRST_MS + 59_000, 100);
        assertEquals(0, book.onList(FIRST_MS, -200));
    }

    @Test
    void shouldTakeBackWhatWasTakenFromTheListWhenTheStreamTellsItLate() {
        assertEquals(-300, book.onList(FIRST_MS, -300));
        book.onPayment(FIRST_MS + 20, -300);
        assertEquals(300, book.onList(FIRST_MS, -300));
    }

    @Test
    void shouldLeaveOldHoursAloneWhenThereAreManyNewerOnes() {
        for (int hour = 0; hour < 9; hour++) {
            book.onPayment(FIRST_MS + hour * HOUR_MS, -10);
        }
        assertEquals(0, book.onList(FIRST_MS, -10_000), "forgotten, so final");
        assertEquals(0, book.onList(FIRST_MS + HOUR_MS, -10));
        assertEquals(-5, book.onList(FIRST_MS + 8 * HOUR_MS, -15));
    }

    @Test
    void shouldKeepHoursApartWhenTheyComeInAnyOrder() {
        book.onPayment(FIRST_MS + 3 * HOUR_MS, -3);
        book.onPayment(FIRST_MS + HOUR_MS, -1);
        book.onPayment(FIRST_MS + 2 * HOUR_MS, -2);
        for (int hour = 1; hour <= 3; hour++) {
            assertEquals(0, book.onList(FIRST_MS + hour * HOUR_MS, -hour), "hour " + hour);
        }
    }

    @Test
    void shouldKnowTheSameWhenItWasRestored() {
        for (int hour = 0; hour < 10; hour++) {
            book.onPayment(FIRST_MS + hour * HOUR_MS, -hour);
        }
        final StateBuffer written = new StateBuffer();
        book.writeState(written);
        final FundingBook restored = new FundingBook();
        restored.readState(new StateBuffer(written.toBytes()));
        assertEquals(0, restored.onList(FIRST_MS, -7));
        assertEquals(-1, restored.onList(FIRST_MS + 9 * HOUR_MS, -10));
    }
}
