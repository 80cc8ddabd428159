package dev.bowline.gateway.binance;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.gateway.binance.rest.ApiReply;
import dev.bowline.gateway.binance.rest.OrderReplyDecoder;
import dev.bowline.gateway.binance.rest.RateBudget;
import dev.bowline.gateway.binance.rest.Reaction;
import dev.bowline.gateway.binance.rest.RetryAfter;
import dev.bowline.gateway.binance.rest.ServerClock;
import dev.bowline.gateway.binance.rest.VenueError;
import dev.bowline.gateway.net.EventThread;
import dev.bowline.gateway.net.RequestWire;
import io.netty.handler.codec.http.HttpHeaders;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * The half of the exit that lives on the order loop: sends, waits, repeats what was definitely not
 * executed, and puts outcomes into the ring. A request that may have reached the venue is never
 * sent again (OMS-3). {@link #send} and {@link #refuse} belong to the chain's thread, everything
 * else to the loop; when both are one thread nothing is handed over.
 */
final class RequestFlow {
    private static final System.Logger LOG = System.getLogger(RequestFlow.class.getName());
    private static final int MAX_ATTEMPTS = 5;
    private static final long FLUSH_RETRY_MS = 1;
    private static final int DEADMAN_WEIGHT = 10;

    /**
     * A placement that leaves later may meet a lookup that went before it, and a second order in
     * its place.
     */
    private static final long LONGEST_HELD_NS =
            TimeUnit.MILLISECONDS.toNanos(GatewayConfig.LONGEST_HELD_MS);

    private final Parts parts;
    private final Limits limits;
    private final OneToOneConcurrentArrayQueue<PendingRequest> free;
    private final OneToOneConcurrentArrayQueue<PendingRequest> handedOver;
    private final ConcurrentLinkedQueue<OrderExit.Refusal> refusals = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<PendingRequest> finished;
    private final AtomicBoolean drainAsked = new AtomicBoolean();
    private final Runnable drain = this::drain;
    private final Runnable flush = this::flushLater;
    private final MismatchPace mismatches;
    private boolean flushAsked;

    /**
     * What the flow works with.
     *
     * @param wire REST
     * @param apiOrNull the WebSocket API
     * @param chainWriter of the chain's thread
     * @param loopWriter of the loop's thread
     * @param measureClock blocks; runs on {@code slow}
     * @param onAccepted the venue accepted a placement that was sent then, on the loop's clock
     * @param onReconcile the venue differs from our picture; any thread, must not block
     */
    record Parts(
            OrderExit exit,
            EventThread loop,
            Executor slow,
            RequestWire wire,
            ApiExit apiOrNull,
            RequestWriter chainWriter,
            RequestWriter loopWriter,
            OrderReplyDecoder decoder,
            RateBudget budget,
            ServerClock serverClock,
            EpochNanoClock clock,
            EventSink ring,
            Runnable measureClock,
            Runnable onReconcile,
            ExitProbe probe,
            LongConsumer onAccepted) {}

    /**
     * Numbers.
     *
     * @param maxRequests under way at once
     * @param exitRetryMs first pause before an exit is sent again
     * @param maxExitWaitMs longest wait of an exit
     * @param entryOrderReserve orders of the 10 s limit that entries leave to others (RISK-7)
     * @param lookupWeightReserve weight that lookups leave to others
     */
    record Limits(
            int maxRequests,
            long exitRetryMs,
            long maxExitWaitMs,
            int entryOrderReserve,
            int lookupWeightReserve) {}

    RequestFlow(final Parts parts, final Limits limits) {
        this.parts = parts;
        this.limits = limits;
        mismatches = new MismatchPace(parts.loop(), parts.onReconcile());
        free = new OneToOneConcurrentArrayQueue<>(limits.maxRequests());
        handedOver = new OneToOneConcurrentArrayQueue<>(limits.maxRequests());
        finished = new ArrayDeque<>(limits.maxRequests());
        for (int i = 0; i < limits.maxRequests(); i++) {
            free.offer(new PendingRequest(this, i));
        }
    }

    /** Encodes a command and sends it, or hands it to the loop. Chain's thread. */
    void send(final EngineEvent event, final OrderCommand command) {
        final PendingRequest request = free.poll();
        if (request == null) {
            refuse(command);
            return;
        }
        request.begin(command);
        request.readableNs = event.readableNs;
        request.decidedNs = event.decidedNs;
        parts.chainWriter().write(request, venueTimeMs());
        if (parts.loop().isCurrent()) {
            dispatch(request);
        } else {
            handedOver.offer(request);
            askDrain();
        }
    }

    /** A command that may not leave still has its outcome. Chain's thread. */
    void refuse(final OrderCommand command) {
        refusals.add(
                new OrderExit.Refusal(
                        command.kind, command.instrumentId, command.runId, command.orderKey));
        askDrain();
    }

    private void askDrain() {
        if (drainAsked.compareAndSet(false, true)) {
            parts.loop().execute(drain);
        }
    }

    private void drain() {
        drainAsked.set(false);
        for (PendingRequest next = handedOver.poll(); next != null; next = handedOver.poll()) {
            dispatch(next);
        }
        flushOutcomes();
    }

    private long venueTimeMs() {
        return parts.serverClock().timestampMs(parts.clock().nanoTime());
    }

    private void dispatch(final PendingRequest request) {
        final long nowMs = venueTimeMs();
        if (request.takenNs == 0) {
            request.takenNs = parts.loop().nanoTime();
        }
        if (request.length <= 0) {
            LOG.log(
                    Level.ERROR,
                    "REQUEST_NOT_ENCODABLE kind={0} orderKey={1}",
                    request.command.kind,
                    request.command.orderKey);
            finish(request, OutcomeKind.NOT_SENT);
            return;
        }
        final long blockedMs = blockedUntilMs(request.command.kind) - nowMs;
        if (blockedMs > 0) {
            // A sign of life is of its moment: one that waits says nothing about the engine.
            if (request.isEntry()
                    || isDeadman(request.command.kind)
                    || !mayWait(request, blockedMs)) {
                finish(request, OutcomeKind.NOT_SENT);
            } else {
                defer(request, blockedMs);
            }
            return;
        }
        if (!isWithinBudget(request, nowMs)) {
            finish(request, OutcomeKind.NOT_SENT);
            return;
        }
        final CommandKind kind = request.command.kind;
        parts.budget().onRequest(weightOf(kind), isPlacement(kind) ? 1 : 0, nowMs);
        request.attempts++;
        if (request.isOnApi && !parts.apiOrNull().trySend(request)) {
            parts.loopWriter().writeForRest(request, nowMs);
        }
        if (!request.isOnApi) {
            parts.wire().send(request);
        }
    }

    private long blockedUntilMs(final CommandKind kind) {
        return isPlacement(kind)
                ? parts.budget().ordersBlockedUntilMs()
                : parts.budget().blockedUntilMs();
    }

    /** An exit waits for a limit, but in all no longer than allowed. */
    private boolean mayWait(final PendingRequest request, final long waitMs) {
        final long maxWaitNs = TimeUnit.MILLISECONDS.toNanos(limits.maxExitWaitMs());
        return heldNs(request) + TimeUnit.MILLISECONDS.toNanos(waitMs)
                <= (isPlacement(request.command.kind)
                        ? Math.min(maxWaitNs, LONGEST_HELD_NS)
                        : maxWaitNs);
    }

    private long heldNs(final PendingRequest request) {
        return parts.loop().nanoTime() - request.takenNs;
    }

    private static boolean isPlacement(final CommandKind kind) {
        return kind == CommandKind.PLACE_ORDER || kind == CommandKind.PLACE_ALGO;
    }

    // USDⓈ-M docs, New Order and Auto-Cancel All Open Orders, read 2026-11-20.
    private static int weightOf(final CommandKind kind) {
        if (isDeadman(kind)) {
            return DEADMAN_WEIGHT;
        }
        return isPlacement(kind) ? 0 : 1;
    }

    private static boolean isDeadman(final CommandKind kind) {
        return kind == CommandKind.DEADMAN_ARM || kind == CommandKind.DEADMAN_DISARM;
    }

    /**
     * Entries leave room first, then lookups and the dead-man switch; exits and cancels never
     * (RISK-7).
     */
    private boolean isWithinBudget(final PendingRequest request, final long nowMs) {
        if (request.isEntry()) {
            return parts.budget().hasOrders(1, limits.entryOrderReserve(), nowMs);
        }
        final CommandKind kind = request.command.kind;
        return (!isLookup(kind) && !isDeadman(kind))
                || parts.budget().hasWeight(weightOf(kind), limits.lookupWeightReserve(), nowMs);
    }

    private static boolean isLookup(final CommandKind kind) {
        return kind == CommandKind.QUERY_ORDER || kind == CommandKind.QUERY_ALGO;
    }

    /** The same request once more, later, with a new time stamp and the same id. */
    private void defer(final PendingRequest request, final long delayMs) {
        parts.exit().onDeferred();
        parts.loop()
                .schedule(
                        () -> {
                            parts.exit().onDeferredSent();
                            sendAgain(request);
                        },
                        delayMs);
    }

    private void sendAgain(final PendingRequest request) {
        if (isPlacement(request.command.kind) && heldNs(request) > LONGEST_HELD_NS) {
            finish(request, OutcomeKind.NOT_SENT);
            return;
        }
        parts.loopWriter().write(request, venueTimeMs());
        dispatch(request);
    }

    void onWritten(final PendingRequest request) {
        if (request.firstSentNs == 0) {
            request.firstSentNs = parts.loop().nanoTime();
            parts.probe()
                    .onWritten(
                            request.command.orderKey,
                            request.readableNs,
                            request.decidedNs,
                            request.firstSentNs);
        }
    }

    void onReply(
            final PendingRequest request,
            final int status,
            final HttpHeaders headers,
            final DirectBuffer body,
            final int offset,
            final int length) {
        try {
            final long nowMs = venueTimeMs();
            onHeaders(headers, nowMs);
            final long retryAfterMs = RetryAfter.toMs(headers.get("retry-after"));
            final long untilMs = retryAfterMs == 0 ? 0 : nowMs + retryAfterMs;
            answered(request, status, untilMs, body, offset, length);
        } catch (final RuntimeException e) {
            failed(request, status, e);
        }
    }

    /** An answer that came over the WebSocket API. */
    void onApiReply(final PendingRequest request, final ApiReply reply) {
        try {
            final long nowMs = venueTimeMs();
            reply.tellLimits(parts.budget(), nowMs);
            final long untilMs = Math.min(reply.retryAfterMs(), nowMs + RetryAfter.LONGEST_MS);
            answered(
                    request,
                    reply.status(),
                    untilMs,
                    reply.body(),
                    reply.bodyOffset(),
                    reply.bodyLength());
        } catch (final RuntimeException e) {
            failed(request, reply.status(), e);
        }
    }

    /** Whatever the venue answered, the request was sent: look it up. */
    private void failed(final PendingRequest request, final int status, final RuntimeException e) {
        LOG.log(Level.ERROR, "REPLY_FAILED status=" + status, e);
        finish(request, OutcomeKind.IN_DOUBT);
    }

    /** What an answer means does not depend on the way it came. */
    private void answered(
            final PendingRequest request,
            final int status,
            final long retryAtMs,
            final DirectBuffer body,
            final int offset,
            final int length) {
        final OrderCommand command = request.command;
        final Reaction reaction =
                parts.decoder()
                        .decode(
                                command.kind,
                                command.runId,
                                command.orderKey,
                                status,
                                body,
                                offset,
                                length,
                                request.outcome,
                                isLookup(command.kind) ? request.report : null);
        final int code = request.outcome.errorCode;
        if (status == 429 && code == VenueError.TOO_MANY_ORDERS) {
            parts.budget().onTooManyOrders(retryAtMs, venueTimeMs());
        } else if (status == 429 || status == 418) {
            final long untilMs = Math.max(parts.decoder().bannedUntilMs(), retryAtMs);
            parts.budget().onLimitReply(status, untilMs, venueTimeMs());
        }
        if (request.isOnApi && parts.apiOrNull().mustGoTheOtherWay(reaction, status, code)) {
            request.isApiBarred = true;
            sendAgain(request);
        } else {
            react(request, reaction, status);
        }
    }

    private void onHeaders(final HttpHeaders headers, final long nowMs) {
        final Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        while (all.hasNext()) {
            final Map.Entry<CharSequence, CharSequence> header = all.next();
            parts.budget().onHeader(header.getKey(), header.getValue(), nowMs);
        }
    }

    private void react(
            final PendingRequest request, final Reaction reaction, final int httpStatus) {
        switch (reaction) {
            case RESYNC_CLOCK -> {
                if (request.clockRetried) {
                    finishAsDecoded(request);
                } else {
                    request.clockRetried = true;
                    resyncAndSendAgain(request);
                }
            }
            case RETRY -> {
                if (!request.isEntry()
                        && !isDeadman(request.command.kind)
                        && request.attempts < MAX_ATTEMPTS) {
                    defer(request, limits.exitRetryMs() << (request.attempts - 1));
                } else {
                    final int errorCode = request.outcome.errorCode;
                    request.setOutcome(OutcomeKind.NOT_SENT, httpStatus);
                    request.outcome.errorCode = errorCode;
                    finishAsDecoded(request);
                }
            }
            case RECONCILE -> {
                if (isDifference(request.outcome.kind)) {
                    mismatches.onMismatch();
                }
                finishAsDecoded(request);
            }
            case STOP -> {
                LOG.log(
                        Level.ERROR,
                        "VENUE_SAYS_STOP httpStatus={0} code={1}",
                        httpStatus,
                        request.outcome.errorCode);
                finishAsDecoded(request);
            }
            case SUCCESS, IN_DOUBT, REFUSED -> finishAsDecoded(request);
        }
    }

    /** What is in doubt or not found yet the engine looks up by itself, order by order. */
    private static boolean isDifference(final OutcomeKind kind) {
        return switch (kind) {
            case NOT_FOUND, IN_DOUBT -> false;
            case ACCEPTED, REFUSED, NOT_SENT, FOUND -> true;
        };
    }

    /**
     * The venue's clock is measured first, which may itself take long when the venue answers badly.
     * What is late by then was decided on a market of the past, and may have been replaced.
     */
    private void resyncAndSendAgain(final PendingRequest request) {
        final long askedNs = parts.loop().nanoTime();
        parts.slow()
                .execute(
                        () -> {
                            try {
                                parts.measureClock().run();
                            } finally {
                                parts.loop().execute(() -> sendIfFresh(request, askedNs));
                            }
                        });
    }

    private void sendIfFresh(final PendingRequest request, final long askedNs) {
        if (parts.loop().nanoTime() - askedNs > LONGEST_HELD_NS) {
            finish(request, OutcomeKind.NOT_SENT);
        } else {
            sendAgain(request);
        }
    }

    void onNoReply(final PendingRequest request, final boolean written, final String detail) {
        LOG.log(
                Level.WARNING,
                "REQUEST_UNANSWERED kind={0} written={1} {2}",
                request.command.kind,
                written,
                detail);
        finish(request, written ? OutcomeKind.IN_DOUBT : OutcomeKind.NOT_SENT);
    }

    private void finish(final PendingRequest request, final OutcomeKind kind) {
        request.setOutcome(kind, 0);
        finished.addLast(request);
        flushOutcomes();
    }

    private void finishAsDecoded(final PendingRequest request) {
        request.hasReport = request.outcome.kind == OutcomeKind.FOUND;
        request.outcome.latencyNs = parts.loop().nanoTime() - request.firstSentNs;
        if (request.outcome.kind == OutcomeKind.ACCEPTED && isPlacement(request.command.kind)) {
            parts.onAccepted().accept(request.firstSentNs);
        }
        finished.addLast(request);
        flushOutcomes();
    }

    private void flushLater() {
        flushAsked = false;
        flushOutcomes();
    }

    /** Puts outcomes into the ring; what finds no room is tried again, never dropped. */
    private void flushOutcomes() {
        while (!finished.isEmpty()) {
            final PendingRequest request = finished.peekFirst();
            if (!publish(request)) {
                askFlush();
                return;
            }
            finished.removeFirst();
            free.offer(request);
            parts.exit().onFinished();
        }
        while (!refusals.isEmpty()) {
            final OrderExit.Refusal refusal = refusals.peek();
            final EngineEvent slot = claimOrNull(EventType.REQUEST_OUTCOME, refusal.instrumentId());
            if (slot == null) {
                askFlush();
                return;
            }
            refusals.remove();
            final RequestOutcome outcome = slot.outcome();
            outcome.kind = OutcomeKind.NOT_SENT;
            outcome.commandKind = refusal.kind();
            outcome.runId = refusal.runId();
            outcome.orderKey = refusal.orderKey();
            parts.ring().publish(slot);
            parts.exit().onFinished();
        }
    }

    private void askFlush() {
        if (!flushAsked) {
            flushAsked = true;
            parts.loop().schedule(flush, FLUSH_RETRY_MS);
        }
    }

    private boolean publish(final PendingRequest request) {
        final int instrumentId = request.command.instrumentId;
        if (request.hasReport) {
            final EngineEvent slot = claimOrNull(EventType.EXECUTION_REPORT, instrumentId);
            if (slot == null) {
                return false;
            }
            SlotCopy.execution(request.report, slot.execution());
            parts.ring().publish(slot);
            request.hasReport = false;
        }
        final EngineEvent slot = claimOrNull(EventType.REQUEST_OUTCOME, instrumentId);
        if (slot == null) {
            return false;
        }
        SlotCopy.outcome(request.outcome, slot.outcome());
        parts.ring().publish(slot);
        return true;
    }

    private EngineEvent claimOrNull(final EventType type, final int instrumentId) {
        final EngineEvent slot = parts.ring().tryClaim(type);
        if (slot != null) {
            slot.instrumentId = instrumentId;
            slot.ingestTimeNs = parts.clock().nanoTime();
        }
        return slot;
    }
}
