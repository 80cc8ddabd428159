package dev.bowline.ops.launch;

import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.num.DecimalFormat;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.binance.OrderExit;
import dev.bowline.ops.control.EngineQuestion;
import dev.bowline.ops.control.EngineReport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings entries and positions to rest before the process ends (REC-5, REC-6, PROT-1): an answered
 * request is not yet a fill, and a fill is not yet a stop. Judges by what the decision thread
 * reports of itself in answer to a question in a slot, never by its figures read from here. The
 * steps run one after another, each on a thread of its own.
 */
final class OrderlyStop {
    private static final Logger LOG = LoggerFactory.getLogger(OrderlyStop.class);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long IDLE_MS = 20;
    private static final long NOT_FLAT = -1;
    private static final long AGAIN_NS = TimeUnit.SECONDS.toNanos(1);

    /** What leaves the venue at rest without time passing there takes less. */
    private static final long STILL_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final EngineHost engine;
    private final OrderExit exit;
    private final SimHost sim;
    private final long limitMs;
    private final List<String> left = new CopyOnWriteArrayList<>();
    private volatile List<EngineReport.Contract> late = List.of();
    private volatile EngineReport lateReport;
    private volatile boolean isVerified;
    private volatile long flatAsOf = NOT_FLAT;

    /**
     * A stop that has not begun.
     *
     * @param simOrNull embedded exchange: its time goes on if the stop has to wait for it
     * @param stepTimeoutMs limit of one step; each waits a little shorter, to say what is missing
     */
    OrderlyStop(
            final EngineHost engine,
            final OrderExit exit,
            final SimHost simOrNull,
            final long stepTimeoutMs) {
        this.engine = engine;
        this.exit = exit;
        sim = simOrNull;
        limitMs = stepTimeoutMs - stepTimeoutMs / 10;
    }

    /** Adds the steps: no entries any more, then positions closed, or kept under their stops. */
    void addTo(final ShutdownSequence sequence, final boolean closesPositions) {
        sequence.then("stop entries", () -> engine.command(OperatorKind.STOP_ENTRIES));
        if (closesPositions) {
            sequence.then("positions closed", this::closeAll);
            sequence.then("flat at the venue", this::verifyFlat);
            // Readings may have to wait for the venue's limits.
            sequence.then("flat at the venue, asked again", this::verifyFlatAgain);
        } else {
            sequence.then("positions covered", this::awaitCovered);
            sequence.then("uncovered positions closed", this::closeUncovered);
        }
    }

    /** Has a snapshot journaled, which makes the next start short. */
    void snapshot() throws TimeoutException {
        engine.snapshot();
        engine.awaitIdle(exit, limitMs);
    }

    /** What became of positions that had no stop in time, one line each; empty is good. */
    List<String> left() {
        return List.copyOf(left);
    }

    private void leave(final String line) {
        LOG.error("STOP_INCIDENT {}", line);
        left.add(line);
    }

    /** What the last question brought. */
    private record Waited(boolean isDone, boolean isIdle, EngineReport reportOrNull) {}

    private static boolean isAtRest(final EngineReport report) {
        return report.instruments().stream().allMatch(EngineReport.Contract::isAtRest);
    }

    private static boolean isFlat(final EngineReport report) {
        return isAtRest(report) && report.positions().isEmpty() && report.orders().isEmpty();
    }

    private void awaitCovered() throws TimeoutException {
        final Waited waited = await(OrderlyStop::isAtRest, report -> {});
        if (waited.isDone()) {
            return;
        }
        if (waited.reportOrNull() == null) {
            leave(unknown());
            return;
        }
        lateReport = waited.reportOrNull();
        late = lateReport.instruments().stream().filter(each -> !each.isAtRest()).toList();
        if (late.isEmpty()) {
            throw new TimeoutException(busy());
        }
    }

    /** Whatever the entry that is out still brings is closed, too. */
    private void closeUncovered() {
        if (late.isEmpty()) {
            return;
        }
        for (final EngineReport.Contract each : late) {
            LOG.error("STOP_UNCOVERED {}", text(lateReport, each.symbol()));
            engine.command(OperatorKind.CLOSE, each.id());
        }
        final EngineReport now = await(OrderlyStop::isAtRest, report -> {}).reportOrNull();
        if (now == null) {
            leave(unknown());
            return;
        }
        for (final EngineReport.Contract each : late) {
            if (!now.instruments().get(each.id()).isAtRest()) {
                leave(
                        "LEFT OPEN "
                                + text(now, each.symbol())
                                + "; look at the venue now, the next start protects or closes it");
            } else if (positionOrNull(lateReport, each.symbol()) != null) {
                leave(
                        text(lateReport, each.symbol())
                                + (positionOrNull(now, each.symbol()) == null
                                        ? " after " + limitMs + " ms: closed at the market"
                                        : " after " + limitMs + " ms, covered only later"));
            }
        }
    }

    /** What does not end in time is waited for, and judged, when the venue is asked. */
    private void closeAll() {
        engine.command(OperatorKind.CLOSE_ALL);
        final Waited unused = await(OrderlyStop::isFlat, this::closeAgain);
    }

    /** A fill that came late, or a stranger's position, is closed like the others. */
    private void closeAgain(final EngineReport report) {
        if (!report.positions().isEmpty()) {
            engine.command(OperatorKind.CLOSE_ALL);
        }
    }

    /** By a snapshot of the venue begun when our own books were flat (REC-6). */
    private void verifyFlat() {
        isVerified =
                await(
                                this::isFlatAtTheVenue,
                                report -> {
                                    closeAgain(report);
                                    engine.command(OperatorKind.RECONCILE);
                                })
                        .isDone();
    }

    private void verifyFlatAgain() {
        if (isVerified) {
            return;
        }
        final Waited waited = await(this::isFlatAtTheVenue, this::closeAgain);
        if (!waited.isDone()) {
            leave(notFlat(waited.reportOrNull()));
        }
    }

    private boolean isFlatAtTheVenue(final EngineReport report) {
        if (!isFlat(report)) {
            flatAsOf = NOT_FLAT;
        } else if (flatAsOf == NOT_FLAT) {
            flatAsOf = report.venue().begun();
            engine.command(OperatorKind.RECONCILE);
        }
        return flatAsOf != NOT_FLAT && report.venue().flatAsOf() > flatAsOf;
    }

    private String notFlat(final EngineReport reportOrNull) {
        if (reportOrNull == null) {
            return unknown();
        }
        return isFlat(reportOrNull)
                ? "after "
                        + 2 * limitMs
                        + " ms flat by our own books, but the venue has not confirmed it: look"
                        + " there"
                : open(reportOrNull);
    }

    /**
     * Asks until the chain is idle, the slot of the question led to nothing, and its answer is as
     * wished.
     *
     * @param again does something about it once a second
     */
    private Waited await(final Predicate<EngineReport> wish, final Consumer<EngineReport> again) {
        final long startNs = System.nanoTime();
        final long deadlineNs = startNs + TimeUnit.MILLISECONDS.toNanos(limitMs);
        long againNs = startNs + AGAIN_NS;
        long idleSinceNs = startNs;
        EngineReport last = null;
        boolean isIdle = false;
        while (deadlineNs - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            isIdle = engine.isIdleWithin(exit, IDLE_MS);
            final EngineQuestion.Answer answer = askOrNull(deadlineNs);
            if (answer != null && answer.report() != null) {
                last = answer.report();
                if (wish.test(last) && isIdle && answer.commands() == 0 && !answer.isFailed()) {
                    return new Waited(true, true, last);
                }
                if (System.nanoTime() - againNs >= 0) {
                    againNs += AGAIN_NS;
                    again.accept(last);
                }
            }
            if (!isIdle) {
                idleSinceNs = System.nanoTime();
            }
            letTimePass(idleSinceNs);
            LockSupport.parkNanos(PAUSE_NS);
        }
        return new Waited(false, isIdle, last);
    }

    private EngineQuestion.Answer askOrNull(final long deadlineNs) {
        final EngineQuestion question = EngineQuestion.report();
        try {
            engine.ask(question);
            final long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            return question.await(Math.max(0, leftMs));
        } catch (final TimeoutException | IllegalStateException ignored) {
            return null; // Asked again; what no answer came to is said in the end.
        } finally {
            engine.forget(question);
        }
    }

    /** At the end of a run the embedded exchange's time stands still; what is due needs it. */
    private void letTimePass(final long idleSinceNs) {
        if (sim != null
                && !sim.server().isRunning()
                && System.nanoTime() - idleSinceNs > STILL_NS) {
            sim.server().resume();
        }
    }

    private String unknown() {
        return "the engine did not answer within "
                + limitMs
                + " ms: what is open is not known, look at the venue";
    }

    private String busy() {
        return "after " + limitMs + " ms requests under way=" + exit.outstandingRequests();
    }

    private String open(final EngineReport report) {
        final StringBuilder text = new StringBuilder("after ").append(limitMs).append(" ms open:");
        for (final EngineReport.Contract each : report.instruments()) {
            final boolean isOpen =
                    !each.isAtRest()
                            || positionOrNull(report, each.symbol()) != null
                            || report.orders().stream()
                                    .anyMatch(order -> order.symbol().equals(each.symbol()));
            if (isOpen) {
                text.append(' ').append(text(report, each.symbol())).append(';');
            }
        }
        return text.append(" requests under way=").append(exit.outstandingRequests()).toString();
    }

    /** One symbol: position and cover, or the entry that is out. */
    private static String text(final EngineReport report, final String symbol) {
        final EngineReport.OpenPosition position = positionOrNull(report, symbol);
        final StringBuilder text = new StringBuilder(symbol);
        if (position != null) {
            text.append(position.qtyE8() > 0 ? " LONG " : " SHORT ")
                    .append(DecimalFormat.toText(Math.abs(position.qtyE8())))
                    .append(", ")
                    .append(DecimalFormat.toText(position.coveredE8()))
                    .append(" of it under a confirmed stop");
        }
        for (final EngineReport.LiveOrder order : report.orders()) {
            if (order.symbol().equals(symbol)
                    && (position == null || OrderLeg.ENTRY.name().equals(order.leg()))) {
                text.append(", ")
                        .append(order.leg())
                        .append(' ')
                        .append(order.id())
                        .append(' ')
                        .append(order.status());
            }
        }
        return text.toString();
    }

    private static EngineReport.OpenPosition positionOrNull(
            final EngineReport report, final String symbol) {
        return report.positions().stream()
                .filter(each -> each.symbol().equals(symbol))
                .findFirst()
                .orElse(null);
    }
}
