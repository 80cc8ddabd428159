package dev.bowline.gateway.binance.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.bowline.gateway.net.HttpExchange;
import dev.bowline.gateway.net.RequestWire;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Blocking REST calls for everything that is slow: start-up, snapshots, listen key. Orders do not
 * pass here. Every call made through it may be repeated without harm, so definite failures and
 * silence are tried again a few times. Any thread but an event loop's.
 */
public final class RestClient {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final int ATTEMPTS = 4;
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;
    private static final int SHOWN_CHARS = 160;

    private final RequestWire wire;
    private final Executor loop;
    private final String host;
    private final String apiKey;
    private final RequestSigner signer;
    private final LongSupplier timestampMs;
    private final int recvWindowMs;
    private final long patienceMs;
    private final Runnable resyncClock;
    private final ReplyObserver observer;
    private final LongConsumer pauseMs;
    private final AtomicInteger underWay = new AtomicInteger();

    /** What a request carries to prove who sends it. */
    public enum Security {
        /** Nothing. */
        PUBLIC,
        /** The key. */
        KEY,
        /** Key, time stamp and signature. */
        SIGNED
    }

    /** Sees status and headers of every reply, on the pool's event loop. */
    @FunctionalInterface
    public interface ReplyObserver {
        void onReply(int status, HttpHeaders headers);
    }

    private record Reply(int status, String body, long retryAfterMs) {}

    /**
     * @param loop the pool's
     * @param signer of this client alone
     * @param timestampMs the venue's time
     * @param patienceMs longest wait for one reply, queueing included
     * @param resyncClock measures the clock offset; called after -1021
     */
    public RestClient(
            final RequestWire wire,
            final Executor loop,
            final String host,
            final String apiKey,
            final RequestSigner signer,
            final LongSupplier timestampMs,
            final int recvWindowMs,
            final long patienceMs,
            final Runnable resyncClock,
            final ReplyObserver observer) {
        this(
                wire,
                loop,
                host,
                apiKey,
                signer,
                timestampMs,
                recvWindowMs,
                patienceMs,
                resyncClock,
                observer,
                RestClient::pause);
    }

    /**
     * As above, with its own way to let time pass.
     *
     * @param loop runs what the wire's owner must run; a caller that owns the wire may do so itself
     * @param pauseMs waits between two attempts
     */
    public RestClient(
            final RequestWire wire,
            final Executor loop,
            final String host,
            final String apiKey,
            final RequestSigner signer,
            final LongSupplier timestampMs,
            final int recvWindowMs,
            final long patienceMs,
            final Runnable resyncClock,
            final ReplyObserver observer,
            final LongConsumer pauseMs) {
        this.wire = wire;
        this.pauseMs = pauseMs;
        this.loop = loop;
        this.host = host;
        this.apiKey = apiKey;
        this.signer = signer;
        this.timestampMs = timestampMs;
        this.recvWindowMs = recvWindowMs;
        this.patienceMs = patienceMs;
        this.resyncClock = resyncClock;
        this.observer = observer;
    }

    /** Calls that have no answer yet; any thread. */
    public int underWay() {
        return underWay.get();
    }

    /** {@code GET}; see {@link #call}. */
    public JsonNode get(final Security security, final String path, final String... parameters) {
        return call("GET", security, path, parameters);
    }

    /**
     * Sends a request that may be repeated without harm, and waits for its answer.
     *
     * @param parameters names and values in turn
     * @return the body of a 2xx reply
     * @throws RestException if there is none after all attempts; the message names method, path,
     *     status and the venue's words, never key or signature
     */
    public JsonNode call(
            final String method,
            final Security security,
            final String path,
            final String... parameters) {
        boolean clockRetried = false;
        for (int attempt = 1; ; attempt++) {
            final Reply reply = exchange(method, security, path, parameters);
            final JsonNode json = parse(reply.body());
            if (reply.status() / 100 == 2 && !json.isMissingNode()) {
                return json;
            }
            final int code = json.path("code").asInt(0);
            final Reaction reaction = reactionTo(reply, json, code);
            final boolean last = attempt >= ATTEMPTS;
            if (reaction == Reaction.RESYNC_CLOCK && !clockRetried) {
                clockRetried = true;
                resyncClock.run();
            } else if ((reaction == Reaction.RETRY || reaction == Reaction.IN_DOUBT)
                    && !last
                    && reply.status() != 418) {
                final long backoffMs = FIRST_PAUSE_MS << (attempt - 1);
                pauseMs.accept(
                        Math.min(Math.max(reply.retryAfterMs(), backoffMs), LONGEST_PAUSE_MS));
            } else {
                throw new RestException(
                        reaction, reply.status(), code, describe(method, path, reply, attempt));
            }
        }
    }

    private static Reaction reactionTo(final Reply reply, final JsonNode json, final int code) {
        if (reply.status() == 0) {
            return Reaction.RETRY;
        }
        if (reply.status() / 100 == 2) {
            return Reaction.IN_DOUBT; // a success whose body is no JSON
        }
        return VenueError.classify(reply.status(), code, json.path("msg").asText(""));
    }

    private static String describe(
            final String method, final String path, final Reply reply, final int attempts) {
        final String flat = reply.body().replaceAll("[\\p{Cntrl}\\s]+", " ");
        final String shown =
                flat.length() <= SHOWN_CHARS ? flat : flat.substring(0, SHOWN_CHARS) + "…";
        return method
                + " "
                + path
                + ": "
                + (reply.status() == 0 ? "no reply" : "HTTP " + reply.status())
                + " after "
                + attempts
                + " attempt(s): "
                + shown;
    }

    private static JsonNode parse(final String body) {
        try {
            final JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (final JsonProcessingException ignored) {
            // HTML of a proxy or half a body; the caller sees that there is no JSON.
            return MissingNode.getInstance();
        }
    }

    private static void pause(final long pauseMs) {
        final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
        for (long leftNs = untilNs - System.nanoTime();
                leftNs > 0;
                leftNs = untilNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }

    private Reply exchange(
            final String method,
            final Security security,
            final String path,
            final String... parameters) {
        final Call call = new Call(request(method, security, path, parameters), observer);
        underWay.incrementAndGet();
        try {
            loop.execute(() -> wire.send(call));
            return call.reply.get(patienceMs, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestException(Reaction.STOP, 0, 0, method + " " + path + ": interrupted");
        } catch (final ExecutionException e) {
            throw new IllegalStateException("replies are never completed with an error", e);
        } catch (final TimeoutException e) {
            return new Reply(0, "no answer within " + patienceMs + " ms", 0);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private byte[] request(
            final String method,
            final Security security,
            final String path,
            final String... parameters) {
        final StringBuilder query = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(i == 0 ? "" : "&")
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        if (security == Security.SIGNED) {
            query.append(query.isEmpty() ? "" : "&")
                    .append("recvWindow=")
                    .append(recvWindowMs)
                    .append("&timestamp=")
                    .append(timestampMs.getAsLong());
            final String signature = signature(query.toString());
            query.append("&signature=").append(signature);
        }
        final String text =
                method
                        + " "
                        + path
                        + (query.isEmpty() ? "" : "?" + query)
                        + " HTTP/1.1\r\nHost: "
                        + host
                        + "\r\n"
                        + (security == Security.PUBLIC ? "" : "X-MBX-APIKEY: " + apiKey + "\r\n")
                        + (method.equals("GET") ? "" : "Content-Length: 0\r\n")
                        + "\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private String signature(final String query) {
        final byte[] bytes = query.getBytes(StandardCharsets.US_ASCII);
        final UnsafeBuffer buffer =
                new UnsafeBuffer(new byte[bytes.length + RequestSigner.MAX_SIGNATURE_LENGTH]);
        buffer.putBytes(0, bytes);
        synchronized (signer) { // a signer serves one thread at a time
            final int length = signer.sign(buffer, 0, bytes.length, bytes.length);
            return buffer.getStringWithoutLengthAscii(bytes.length, length);
        }
    }

    /** One attempt. */
    private static final class Call implements HttpExchange {
        private final byte[] bytes;
        private final ReplyObserver observer;
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();

        Call(final byte[] bytes, final ReplyObserver observer) {
            this.bytes = bytes;
            this.observer = observer;
        }

        @Override
        public byte[] requestBytes() {
            return bytes;
        }

        @Override
        public int requestLength() {
            return bytes.length;
        }

        @Override
        public void onWritten() {
            // The caller waits for the reply.
        }

        @Override
        public void onReply(
                final int status,
                final HttpHeaders headers,
                final DirectBuffer body,
                final int offset,
                final int length) {
            final byte[] text = new byte[length];
            body.getBytes(offset, text);
            observer.onReply(status, headers);
            reply.complete(
                    new Reply(
                            status,
                            new String(text, StandardCharsets.UTF_8),
                            RetryAfter.toMs(headers.get("retry-after"))));
        }

        @Override
        public void onNoReply(final boolean written, final String detail) {
            reply.complete(new Reply(0, detail, 0));
        }
    }
}
