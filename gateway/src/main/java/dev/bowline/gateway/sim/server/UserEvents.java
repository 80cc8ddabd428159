package dev.bowline.gateway.sim.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * The last step of the account's events before the user streams, where faults drop, double, swap
 * and delay them. Exchange thread only.
 */
final class UserEvents {
    private static final long USUAL_DELAY_MS = 1_000;
    private static final long SWAP_PATIENCE_MS = 1_000;

    private final UserStreams users;
    private final FaultPlan faults;
    private final SimClock clock;
    private final BiFunction<String, String, PositionPhase> phases;
    private final List<Held> held = new ArrayList<>();
    private Held swapped;
    private String lateSymbol = "";
    private long lateAtNs;
    private long lateUntilNs;

    /** An event that comes later. */
    private record Held(String type, JsonWriter payload, long dueNs) {}

    /**
     * @param phases the phase of a position by its symbol and the order's status, {@code null} if
     *     there is none
     */
    UserEvents(
            final UserStreams users,
            final FaultPlan faults,
            final SimClock clock,
            final BiFunction<String, String, PositionPhase> phases) {
        this.users = users;
        this.faults = faults;
        this.clock = clock;
        this.phases = phases;
    }

    /**
     * One event.
     *
     * @param symbol contract, empty if it is about none
     * @param client client order id, empty if it is about no order
     * @param status status of the order, empty if it is about none
     */
    void publish(
            final String type,
            final String symbol,
            final String client,
            final String status,
            final JsonWriter payload) {
        if (isLate(symbol)) {
            held.add(new Held(type, copy(payload), lateUntilNs));
            return;
        }
        if (!faults.has(FaultPhase.EVENT)) {
            send(type, payload);
            return;
        }
        final FaultRule fault =
                faults.takeOrNull(
                        FaultPhase.EVENT,
                        new FaultSubject()
                                .with("event", type)
                                .with("symbol", symbol)
                                .with("client", client)
                                .with("status", status)
                                .with(FaultSubject.PHASE, phaseOrNull(symbol, status)));
        if (fault == null) {
            send(type, payload);
            return;
        }
        final long dueNs = clock.nanoTime() + nanos(fault.delayMsOr(USUAL_DELAY_MS));
        switch (fault.kind()) {
            case EVENT_DROPPED -> {
                // Nobody hears of it.
            }
            case EVENT_DOUBLED -> {
                send(type, payload);
                users.publish(type, payload);
            }
            case EVENT_SWAPPED -> hold(type, payload);
            case STOP_EVENTS_LATE -> {
                lateSymbol = symbol;
                lateAtNs = clock.nanoTime();
                lateUntilNs = dueNs;
                held.add(new Held(type, copy(payload), dueNs));
            }
            default -> held.add(new Held(type, copy(payload), dueNs));
        }
    }

    private String phaseOrNull(final String symbol, final String status) {
        final PositionPhase phase = faults.isPhased() ? phases.apply(symbol, status) : null;
        return phase == null ? null : phase.word();
    }

    /** What follows from a trigger carries its symbol and comes at the same moment. */
    private boolean isLate(final String symbol) {
        return symbol.equals(lateSymbol)
                && !symbol.isEmpty()
                && clock.nanoTime() == lateAtNs
                && clock.nanoTime() < lateUntilNs;
    }

    private static long nanos(final long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private static JsonWriter copy(final JsonWriter payload) {
        return new JsonWriter().value(payload);
    }

    private void hold(final String type, final JsonWriter payload) {
        final Held before = swapped;
        swapped = new Held(type, copy(payload), clock.nanoTime() + nanos(SWAP_PATIENCE_MS));
        if (before != null) {
            users.publish(before.type(), before.payload());
        }
    }

    private void send(final String type, final JsonWriter payload) {
        users.publish(type, payload);
        releaseSwapped();
    }

    private void releaseSwapped() {
        if (swapped != null) {
            final Held late = swapped;
            swapped = null;
            users.publish(late.type(), late.payload());
        }
    }

    /** Sends what is due; in the order in which it became due. */
    void release(final long nowNs) {
        if (swapped != null && swapped.dueNs() <= nowNs) {
            releaseSwapped();
        }
        while (firstHeldNs() <= nowNs) {
            final long dueNs = firstHeldNs();
            for (int i = 0; i < held.size(); i++) {
                if (held.get(i).dueNs() == dueNs) {
                    final Held due = held.remove(i);
                    users.publish(due.type(), due.payload());
                    break;
                }
            }
        }
    }

    private long firstHeldNs() {
        long firstNs = Long.MAX_VALUE;
        for (int i = 0; i < held.size(); i++) {
            firstNs = Math.min(firstNs, held.get(i).dueNs());
        }
        return firstNs;
    }

    /** When something held back is due; {@code Long.MAX_VALUE} if nothing is. */
    long nextDueNs() {
        return Math.min(swapped == null ? Long.MAX_VALUE : swapped.dueNs(), firstHeldNs());
    }
}
