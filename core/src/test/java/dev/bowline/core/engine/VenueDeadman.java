package dev.bowline.core.engine;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.VenueOrderStatus;

/** The dead-man switch of a {@link VenueModel}: cancels plain orders, never algo orders. */
final class VenueDeadman {
    private final VenueModel venue;
    private long dueMs;
    int arms;
    int disarms;
    int fired;
    long countdownMs;

    /** Requests do not reach the venue. */
    boolean isCutOff;

    VenueDeadman(final VenueModel venue) {
        this.venue = venue;
    }

    boolean isArmed() {
        return dueMs != 0;
    }

    /** Orders that are open at the venue, algo or plain. */
    long open(final boolean isAlgo) {
        return venue.orders.values().stream()
                .filter(order -> order.isAlgo == isAlgo && order.status == VenueOrderStatus.NEW)
                .count();
    }

    void onTime() {
        if (dueMs == 0 || venue.nowMs < dueMs) {
            return;
        }
        dueMs = 0;
        fired++;
        for (final VenueOrder order : venue.orders.values()) {
            if (!order.isAlgo && order.status == VenueOrderStatus.NEW) {
                order.status = VenueOrderStatus.CANCELED;
                venue.algoReport(order);
            }
        }
    }

    void onCommand(final OrderCommand command) {
        final CommandKind kind = command.kind;
        final boolean isArm = kind == CommandKind.DEADMAN_ARM;
        arms += isArm ? 1 : 0;
        disarms += isArm ? 0 : 1;
        if (isCutOff) {
            answer(kind, OutcomeKind.NOT_SENT);
            return;
        }
        countdownMs = command.countdownMs;
        dueMs = isArm ? venue.nowMs + countdownMs : 0;
        answer(kind, OutcomeKind.ACCEPTED);
    }

    private void answer(final CommandKind kind, final OutcomeKind outcome) {
        venue.outbox.add(
                new VenueModel.Message(
                        EventType.REQUEST_OUTCOME,
                        venue.nowMs,
                        event -> {
                            event.instrumentId = 0;
                            event.outcome().kind = outcome;
                            event.outcome().commandKind = kind;
                        }));
    }
}
