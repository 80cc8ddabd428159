package dev.bowline.gateway.binance;

import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.StreamStatus;
import dev.bowline.gateway.binance.rest.ApiReply;
import dev.bowline.gateway.binance.rest.Reaction;
import dev.bowline.gateway.net.DownCause;
import dev.bowline.gateway.net.EventThread;
import dev.bowline.gateway.net.FrameHandler;
import dev.bowline.gateway.net.WebSocketSession;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Order requests over the venue's WebSocket API: sends them, matches each answer to its request by
 * id, and gives every request that can have no answer any more to {@link RequestFlow}, which
 * decides about it as about one over REST. While it is not usable (no connection, not logged on, or
 * the venue answered with a server error) requests leave over REST at once; every such change is a
 * STREAM_STATUS event of the route ORDER_API (MD-6). On the order loop but for {@link #isUsable}
 * and the counters.
 */
final class ApiExit implements FrameHandler, WebSocketSession.Listener {
    private static final System.Logger LOG = System.getLogger(ApiExit.class.getName());
    private static final int SERVER_ERRORS = 500;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    /** Codes of a refusal that may be due to the way the request came. */
    private static final int[] CODES_OF_THE_WAY = {-1020, -1022, -1102, -2014, -2015};

    private final EventThread loop;
    private final QueueingSink sink;
    private final EpochNanoClock clock;
    private final long answerNs;
    private final long pauseMs;
    private final ApiReply reply = new ApiReply();
    private final PendingRequest[] underWay;
    private final AtomicLong unknownReplies = new AtomicLong();
    private final AtomicLong unreadableReplies = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private WebSocketSession session;
    private RequestFlow flow;
    private int waiting;
    private long lastFrameNs;
    private boolean isUp;
    private boolean isPaused;
    private long pausedUntilNs;
    private boolean isResumePlanned;
    private boolean isPermanentTold;
    private volatile boolean isUsable;
    private volatile boolean isSettled;

    /**
     * Numbers.
     *
     * @param answerMs how long an answer may take; then the request is in doubt
     * @param pauseMs how long requests leave over REST after an answer that speaks against the way
     * @param maxRequests under way at once
     */
    record Settings(long answerMs, long pauseMs, int maxRequests) {}

    /** Makes an exit that is not usable until its session is up. */
    ApiExit(
            final EventThread loop,
            final QueueingSink sink,
            final EpochNanoClock clock,
            final Settings settings) {
        this.loop = loop;
        this.sink = sink;
        this.clock = clock;
        answerNs = TimeUnit.MILLISECONDS.toNanos(settings.answerMs());
        pauseMs = settings.pauseMs();
        underWay = new PendingRequest[settings.maxRequests()];
    }

    /** Before the session starts. */
    void connect(final WebSocketSession newSession, final RequestFlow newFlow) {
        session = newSession;
        flow = newFlow;
    }

    /** Whether requests may leave this way now; any thread. */
    boolean isUsable() {
        return isUsable;
    }

    /** Whether the first attempt to connect is over, one way or the other; any thread. */
    boolean isSettled() {
        return isSettled;
    }

    /** Requests sent; any thread. */
    long requests() {
        return requests.get();
    }

    /** Answers to no request that waits: late ones, doubled ones, and other ids; any thread. */
    long unknownReplies() {
        return unknownReplies.get();
    }

    /** Frames that are no answer at all; any thread. */
    long unreadableReplies() {
        return unreadableReplies.get();
    }

    /**
     * Sends a request that was written for this way.
     *
     * @return false if no byte of it left; its bytes are untouched
     */
    boolean trySend(final PendingRequest request) {
        if (!isUsable || underWay[request.slot] != null) {
            return false;
        }
        request.apiConnection = session.connection();
        request.apiSentNs = loop.nanoTime();
        // Noted first: a write that fails ends everything under way on its connection.
        underWay[request.slot] = request;
        waiting++;
        final long id = request.apiId;
        if (!session.trySend(request.buffer, request.length)) {
            final PendingRequest unused = takeOrNull(id);
            return false;
        }
        requests.lazySet(requests.get() + 1);
        if (underWay[request.slot] == request && request.apiId == id) {
            flow.onWritten(request);
        }
        return true;
    }

    /** The request with this id, which waits no more; {@code null} if none does. */
    private PendingRequest takeOrNull(final long id) {
        final int slot = PendingRequest.slotOf(id);
        final PendingRequest request = slot < underWay.length ? underWay[slot] : null;
        if (request == null || request.apiId != id) {
            return null;
        }
        underWay[slot] = null;
        waiting--;
        return request;
    }

    @Override
    public void onFrame(
            final DirectBuffer buffer, final int offset, final int length, final long readableNs) {
        lastFrameNs = loop.nanoTime();
        if (!reply.read(buffer, offset, length)) {
            countBad(unreadableReplies, "API_REPLY_UNREADABLE count={0} bytes={1}", length);
            return;
        }
        if (reply.id() == ApiReply.NO_ID) {
            onReplyToNothing();
            return;
        }
        final PendingRequest request = takeOrNull(reply.id());
        if (request == null) {
            countBad(unknownReplies, "API_REPLY_UNKNOWN count={0} id={1}", reply.id());
            return;
        }
        if (reply.status() >= SERVER_ERRORS) {
            pause("status " + reply.status());
        }
        flow.onApiReply(request, reply);
    }

    /** The venue tells so that the key is no longer valid; requests under way keep waiting. */
    private void onReplyToNothing() {
        countBad(unknownReplies, "API_REPLY_UNKNOWN count={0} status={1}", reply.status());
        if (reply.status() == UNAUTHORIZED) {
            pause("the key is refused: " + reply.errorText());
            session.reconnect(DownCause.ERROR);
        }
    }

    private static void countBad(final AtomicLong counter, final String text, final long detail) {
        final long count = counter.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.log(Level.WARNING, text, count, detail);
        }
    }

    /**
     * Whether the venue definitely refused a request for the way it came, as after a logon that is
     * no longer valid, so that it is sent over REST instead.
     */
    boolean mustGoTheOtherWay(final Reaction reaction, final int status, final int code) {
        if (reaction != Reaction.STOP && reaction != Reaction.REFUSED) {
            return false;
        }
        boolean isOfTheWay = status == UNAUTHORIZED || status == NOT_FOUND;
        for (final int each : CODES_OF_THE_WAY) {
            isOfTheWay |= code == each;
        }
        if (isOfTheWay) {
            pause("status " + status + " code " + code);
        }
        if (isOfTheWay && status == UNAUTHORIZED) {
            session.reconnect(DownCause.ERROR);
        }
        return isOfTheWay;
    }

    /** Ends what waited for its answer for too long; to be called again and again. */
    void check() {
        if (waiting == 0) {
            return;
        }
        final long nowNs = loop.nanoTime();
        boolean isDead = false;
        for (final PendingRequest request : underWay) {
            if (request != null && nowNs - request.apiSentNs >= answerNs) {
                // Nothing at all came since: neither will the answers to the others.
                isDead |= lastFrameNs - request.apiSentNs < 0;
                pause("no answer in time");
                end(request, "no answer in time");
            }
        }
        if (isDead) {
            session.reconnect(DownCause.SILENT);
        }
    }

    private void end(final PendingRequest request, final String detail) {
        final PendingRequest unused = takeOrNull(request.apiId);
        flow.onNoReply(request, true, detail);
    }

    @Override
    public void onGone(final long connection) {
        for (final PendingRequest request : underWay) {
            if (request != null && request.apiConnection == connection) {
                end(request, "connection closed");
            }
        }
    }

    @Override
    public void onUp(final boolean planned) {
        isUp = true;
        lastFrameNs = loop.nanoTime();
        isPermanentTold = false;
        update(0, 0, "connected");
    }

    @Override
    public void onDown(
            final DownCause cause,
            final int attempt,
            final boolean permanent,
            final String detail) {
        isUp = false;
        update(cause.code(), attempt, detail);
        if (permanent && !isPermanentTold) {
            isPermanentTold = true;
            LOG.log(
                    Level.ERROR,
                    "FALLBACK_PERMANENT route={0} for={1} attempts={2}",
                    StreamRoute.REST,
                    StreamRoute.ORDER_API,
                    attempt);
            tell(StreamStatus.PERMANENT_CAUSE, attempt);
        }
    }

    private void pause(final String detail) {
        pausedUntilNs = loop.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
        isPaused = true;
        update(DownCause.ERROR.code(), 0, detail);
        planResume(pauseMs);
    }

    private void planResume(final long delayMs) {
        if (!isResumePlanned) {
            isResumePlanned = true;
            loop.schedule(this::resumeIfDue, delayMs);
        }
    }

    private void resumeIfDue() {
        isResumePlanned = false;
        final long leftNs = pausedUntilNs - loop.nanoTime();
        if (leftNs > 0) {
            planResume(TimeUnit.NANOSECONDS.toMillis(leftNs) + 1);
        } else {
            isPaused = false;
            update(0, 0, "pause is over");
        }
    }

    private void update(final int causeCode, final int attempt, final String detail) {
        final boolean isNow = isUp && !isPaused;
        if (isNow == isUsable && isSettled) {
            return;
        }
        isUsable = isNow;
        isSettled = true;
        LOG.log(
                Level.WARNING,
                isNow ? "FALLBACK_OFF route={0} for={1} {2}" : "FALLBACK_ON route={0} for={1} {2}",
                StreamRoute.REST,
                StreamRoute.ORDER_API,
                detail);
        tell(causeCode, attempt);
    }

    private void tell(final int causeCode, final int attempt) {
        StreamWatch.publish(sink, clock, StreamRoute.ORDER_API, isUsable, causeCode, attempt);
    }
}
