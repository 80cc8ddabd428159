package dev.bowline.gateway.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.testing.Await;
import dev.bowline.gateway.testing.ScriptedVenue;
import dev.bowline.gateway.testing.ScriptedVenue.Reply;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a request may end in, with real sockets (OMS-3). */
class HttpsPoolIT {
    private final ScriptedVenue venue = new ScriptedVenue();
    private final MultiThreadIoEventLoopGroup group =
            EventLoops.onOwnThread(Executors.defaultThreadFactory(), false);
    private final ExecutorService slow = Executors.newCachedThreadPool();
    private final EventLoop loop = group.next();
    private HttpsPool pool;

    @AfterEach
    void stop() {
        pool.close();
        venue.close();
        slow.shutdownNow();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }

    private void open(final int connections, final long timeoutMs, final byte[] keepWarm) {
        pool =
                new HttpsPool(
                        loop,
                        slow,
                        Origin.of(URI.create("http://127.0.0.1:" + venue.port())),
                        new ClientTls(),
                        new HttpsPool.Settings(
                                connections,
                                2_000,
                                timeoutMs,
                                150,
                                4,
                                20,
                                100_000,
                                new ReconnectBackoff.Settings(2, 10, 0, Integer.MAX_VALUE)),
                        keepWarm,
                        new SplittableRandom(1));
        pool.open();
    }

    private void awaitWarm(final int connections) {
        Await.until(connections + " connections", () -> pool.warmConnections() == connections);
    }

    /** Ends as {@code status:body}, {@code IN_DOUBT} or {@code NOT_SENT}. */
    private CompletableFuture<String> send(final String path) {
        final CompletableFuture<String> end = new CompletableFuture<>();
        final byte[] bytes =
                ("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        final HttpExchange exchange =
                new HttpExchange() {
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
                        // The end counts.
                    }

                    @Override
                    public void onReply(
                            final int status,
                            final HttpHeaders headers,
                            final DirectBuffer body,
                            final int offset,
                            final int length) {
                        finish(status + ":" + body.getStringWithoutLengthUtf8(offset, length));
                    }

                    @Override
                    public void onNoReply(final boolean written, final String detail) {
                        finish(written ? "IN_DOUBT" : "NOT_SENT");
                    }

                    private void finish(final String text) {
                        if (!end.complete(text)) {
                            throw new AssertionError("ended twice, second " + text);
                        }
                    }
                };
        loop.execute(() -> pool.send(exchange));
        return end;
    }

    private static String get(final CompletableFuture<String> end) {
        return end.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void shouldReadRepliesWithLengthAndInChunksOnOneConnection() {
        venue.answer("GET /a", "{\"x\":1}");
        venue.on(
                "GET /b",
                request ->
                        Reply.raw(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n",
                                false));
        open(1, 2_000, new byte[0]);
        awaitWarm(1);
        assertEquals("200:{\"x\":1}", get(send("/a")));
        assertEquals("200:abcdefg", get(send("/b")));
        assertEquals("200:{\"x\":1}", get(send("/a")));
        assertEquals(1, pool.warmConnections());
    }

    @Test
    void shouldBeInDoubtWhenTheConnectionIsCutAfterTheRequest() {
        venue.on("GET /cut", request -> Reply.cutNow());
        venue.answer("GET /a", "back");
        open(1, 2_000, new byte[0]);
        awaitWarm(1);
        assertEquals("IN_DOUBT", get(send("/cut")));
        awaitWarm(1);
        assertEquals("200:back", get(send("/a")));
        assertEquals(1, venue.count("GET /cut"));
    }

    @Test
    void shouldBeInDoubtWhenHalfAReplyArrives() {
        venue.on(
                "GET /half",
                request ->
                        Reply.raw(
                                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"orderId\":1",
                                true));
        open(1, 2_000, new byte[0]);
        awaitWarm(1);
        assertEquals("IN_DOUBT", get(send("/half")));
    }

    @Test
    void shouldBeInDoubtWhenTheReplyIsNoHttpOrTooLong() {
        venue.on("GET /junk", request -> Reply.raw("\u0000\u0001 what\r\n\r\n", false));
        venue.on("GET /long", request -> Reply.json(200, "x".repeat(200_000)));
        open(1, 2_000, new byte[0]);
        awaitWarm(1);
        assertEquals("IN_DOUBT", get(send("/junk")));
        awaitWarm(1);
        assertEquals("IN_DOUBT", get(send("/long")));
    }

    @Test
    void shouldBeInDoubtWhenNoReplyComesInTime() {
        venue.on("GET /silent", request -> Reply.silence());
        open(1, 60, new byte[0]);
        awaitWarm(1);
        assertEquals("IN_DOUBT", get(send("/silent")));
    }

    @Test
    void shouldNotSendWhenThereIsNoConnection() {
        // Gone before the pool opens: a kernel accepts connections that nobody serves.
        venue.close();
        open(1, 2_000, new byte[0]);
        assertEquals("NOT_SENT", get(send("/a")));
        assertEquals(0, venue.count("GET /a"));
    }

    @Test
    void shouldQueueBeyondTheConnectionsAndRefuseBeyondTheQueue() throws InterruptedException {
        final CountDownLatch gate = new CountDownLatch(1);
        venue.on(
                "GET /slow",
                request -> {
                    awaitGate(gate);
                    return Reply.json(200, "done");
                });
        open(2, 2_000, new byte[0]);
        awaitWarm(2);
        final CompletableFuture<String> first = send("/slow");
        final CompletableFuture<String> second = send("/slow");
        final CompletableFuture<String> queued = send("/slow");
        Await.until("two under way", () -> venue.count("GET /slow") == 2);
        for (int i = 0; i < 3; i++) {
            assertFalse(send("/slow").isCompletedExceptionally());
        }
        assertEquals("NOT_SENT", get(send("/slow")), "queue of four is full");
        gate.countDown();
        assertEquals("200:done", get(first));
        assertEquals("200:done", get(second));
        assertEquals("200:done", get(queued));
    }

    @Test
    void shouldKeepIdleConnectionsWarmAndReplaceClosedOnes() {
        venue.answer("GET /ping", "{}");
        open(1, 2_000, "GET /ping HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        Await.until("three pings", () -> venue.count("GET /ping") >= 3);
        venue.cutAll();
        final long before = venue.count("GET /ping");
        Await.until("pings again", () -> venue.count("GET /ping") > before);
        assertTrue(pool.warmConnections() <= 1);
    }

    private static void awaitGate(final CountDownLatch gate) {
        try {
            gate.await(10, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
