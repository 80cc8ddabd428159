package dev.bowline.core.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The whole table of the order state machine (OMS-1). */
final class OrderTransitionsTest {
    /** Rows are states, columns inputs, in the order of their declaration; - is INVALID. */
    private static final List<String> TABLE =
            List.of(
                    "          SENT NOTS ACKN PART FULL CANS CANC REJE EXPI DOUB NOTF",
                    "CREATED   SENT -    ACKN PART FILL -    CANC REJE EXPI -    -",
                    "SENT      -    CREA ACKN PART FILL CANP CANC REJE EXPI DOUB SENT",
                    "ACKNOWLED -    -    ACKN PART FILL CANP CANC REJE EXPI ACKN ACKN",
                    "PARTIALLY -    -    PART PART FILL CANP CANC -    EXPI PART PART",
                    "FILLED    -    -    FILL FILL FILL FILL FILL -    FILL FILL FILL",
                    "CANCELPEN -    -    CANP CANP FILL CANP CANC REJE EXPI CANP EXPI",
                    "CANCELLED -    CANC CANC CANC FILL CANC CANC CANC CANC CANC CANC",
                    "REJECTED  -    -    -    -    -    REJE REJE REJE REJE REJE REJE",
                    "EXPIRED   -    EXPI EXPI EXPI FILL EXPI EXPI EXPI EXPI EXPI EXPI",
                    "INDOUBT   -    CREA ACKN PART FILL CANP CANC REJE EXPI DOUB EXPI",
                    "INVALID   -    -    -    -    -    -    -    -    -    -    -");

    @Test
    void shouldAnswerAsTabledForEveryPair() {
        for (int row = 1; row < TABLE.size(); row++) {
            final OrderStatus from = OrderStatus.byCodeOrNull(row - 1);
            assertNotNull(from);
            final String actual =
                    Arrays.stream(OrderInput.all())
                            .map(input -> shorten(OrderTransitions.next(from, input)))
                            .collect(Collectors.joining(" "));
            final String expected = TABLE.get(row).substring(10).trim().replaceAll(" +", " ");
            assertEquals(expected, actual, from.name());
        }
        assertEquals(OrderStatus.values().length, TABLE.size() - 1, "every state has its row");
    }

    @Test
    void shouldNeverLeaveFinalStateForOneThatWorks() {
        for (final OrderStatus from : OrderStatus.values()) {
            for (final OrderInput input : OrderInput.all()) {
                final OrderStatus next = OrderTransitions.next(from, input);
                assertTrue(
                        !from.isFinal() || next.isFinal() || next == OrderStatus.INVALID,
                        () -> from + " " + input + " " + next);
            }
        }
    }

    private static String shorten(final OrderStatus status) {
        return switch (status) {
            case INVALID -> "-";
            case IN_DOUBT -> "DOUB";
            case CANCEL_PENDING -> "CANP";
            case CREATED,
                    SENT,
                    ACKNOWLEDGED,
                    PARTIALLY_FILLED,
                    FILLED,
                    CANCELLED,
                    REJECTED,
                    EXPIRED ->
                    status.name().substring(0, 4);
        };
    }
}
