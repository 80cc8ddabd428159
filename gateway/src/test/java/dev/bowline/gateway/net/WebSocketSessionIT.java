package dev.bowline.gateway.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.testing.Await;
import dev.bowline.gateway.testing.ScriptedVenue;
import dev.bowline.gateway.testing.ScriptedVenue.Peer;
import dev.bowline.gateway.testing.ScriptedVenue.Reply;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MD-4 and MD-9 with real sockets. */
class WebSocketSessionIT {
    private static final ReconnectBackoff.Settings FAST =
            new ReconnectBackoff.Settings(5, 20, 20, 1_000);

    private final ScriptedVenue venue = new ScriptedVenue();
    private final MultiThreadIoEventLoopGroup group =
            EventLoops.onOwnThread(Executors.defaultThreadFactory(), false);
    private final ExecutorService slow = Executors.newCachedThreadPool();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private WebSocketSession session;

    @AfterEach
    void stop() {
        session.close();
        venue.close();
        slow.shutdownNow();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }

    private static WebSocketSession.Settings settings(
            final long silenceMs, final long pingMs, final long ageMs) {
        return new WebSocketSession.Settings(
                2_000, silenceMs, pingMs > 0, pingMs, 1_000, ageMs, FAST);
    }

    private static WebSocketSession.Settings patient() {
        return settings(60_000, 0, 3_600_000);
    }

    private void start(final WebSocketSession.Settings settings) {
        session =
                new WebSocketSession(
                        "test",
                        group.next(),
                        slow,
                        () -> URI.create("ws://127.0.0.1:" + venue.port() + "/s?streams=a@b/c@d"),
                        new ClientTls(),
                        settings,
                        new SplittableRandom(1),
                        this::onFrame,
                        new WebSocketSession.Listener() {
                            @Override
                            public void onUp(final boolean planned) {
                                changes.add(planned ? "RENEWED" : "UP");
                            }

                            @Override
                            public void onDown(
                                    final DownCause cause,
                                    final int attempt,
                                    final boolean permanent,
                                    final String detail) {
                                changes.add(permanent ? "GAVE_UP" : cause.name());
                            }
                        });
        session.start();
    }

    private void onFrame(
            final DirectBuffer buffer, final int offset, final int length, final long readableNs) {
        final String text = buffer.getStringWithoutLengthUtf8(offset, length);
        if (text.equals("throw")) {
            throw new IllegalStateException("a decoder with a fault");
        }
        messages.add(text);
    }

    private Peer peer(final int index) {
        Await.until("connection " + index, () -> venue.peers().size() > index);
        return venue.peers().get(index);
    }

    private void awaitMessages(final String... expected) {
        Await.until(
                Arrays.toString(expected) + " but got " + messages,
                () -> messages.size() >= expected.length);
        assertEquals(List.of(expected), messages);
    }

    @Test
    void shouldDeliverMessagesInOrderWhenTheyArriveTogetherOrInPieces() {
        start(patient());
        final Peer peer = peer(0);
        final byte[] one = ScriptedVenue.frame(0x81, bytes("one"));
        final byte[] two = ScriptedVenue.frame(0x81, bytes("2".repeat(300)));
        final byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        peer.raw(both);
        for (final byte piece : one) {
            peer.raw(new byte[] {piece});
        }
        awaitMessages("one", "2".repeat(300), "one");
    }

    @Test
    void shouldJoinFragmentsWhenAControlFrameLiesBetweenThem() {
        start(patient());
        final Peer peer = peer(0);
        peer.raw(ScriptedVenue.frame(0x01, bytes("frag")));
        peer.raw(ScriptedVenue.frame(0x89, bytes("hello")));
        peer.raw(ScriptedVenue.frame(0x80, bytes("ment")));
        awaitMessages("fragment");
        Await.until("pong with the ping's payload", () -> peer.sent(10, "hello"));
    }

    @Test
    void shouldSkipAndGoOnWhenAMessageIsTooLong() {
        start(patient());
        final Peer peer = peer(0);
        peer.raw(ScriptedVenue.frame(0x81, new byte[5_000]));
        peer.raw(ScriptedVenue.frame(0x01, new byte[900]));
        peer.raw(ScriptedVenue.frame(0x80, new byte[900]));
        peer.text("after");
        awaitMessages("after");
        assertEquals(List.of("UP"), changes);
    }

    @Test
    void shouldGoOnWhenTheHandlerThrows() {
        start(patient());
        final Peer peer = peer(0);
        peer.text("throw");
        peer.text("next");
        awaitMessages("next");
        assertTrue(session.isUp());
    }

    @Test
    void shouldReconnectWithTheSameStreamsWhenThePeerCuts() {
        start(patient());
        peer(0).cut();
        assertEquals("/s?streams=a@b/c@d", peer(1).target);
        peer(1).text("again");
        awaitMessages("again");
        assertEquals(List.of("UP", "CLOSED_BY_PEER", "UP"), changes);
    }

    @Test
    void shouldReconnectWhenThePeerSendsACloseFrame() {
        start(patient());
        peer(0).raw(ScriptedVenue.frame(0x88, new byte[] {0x03, (byte) 0xE9}));
        peer(1);
        Await.until("up again", () -> changes.size() == 3);
        assertEquals(List.of("UP", "CLOSED_BY_PEER", "UP"), changes);
    }

    @Test
    void shouldReconnectWhenTheStreamIsSilent() {
        start(settings(40, 0, 3_600_000));
        peer(1);
        Await.until("two changes", () -> changes.size() >= 3);
        assertEquals(List.of("UP", "SILENT", "UP"), changes.subList(0, 3));
        Await.until("old socket closed", () -> venue.peers().get(0).isGone());
    }

    @Test
    void shouldCountPongsAsLifeWhenAskedTo() {
        venue.onPeer(
                peer ->
                        new Thread(
                                        () -> {
                                            int answered = 0;
                                            while (!peer.isGone() && answered < 150) {
                                                if (peer.frames.size() > answered) {
                                                    peer.raw(
                                                            ScriptedVenue.frame(0x8A, new byte[0]));
                                                    answered++;
                                                }
                                                Thread.onSpinWait();
                                            }
                                        })
                                .start());
        // 150 pings take longer than the silence that would cut the stream without their pongs.
        start(settings(1_000, 10, 3_600_000));
        Await.until("150 pings", () -> peer(0).frames.size() >= 150);
        assertEquals(List.of("UP"), changes.subList(0, 1));
        assertEquals(1, venue.peers().size());
    }

    @Test
    void shouldOpenTheNewSocketBeforeItClosesTheOldWhenItIsOld() {
        start(settings(60_000, 0, 100));
        peer(1).text("from the new one");
        awaitMessages("from the new one");
        Await.until("old socket closed", () -> peer(0).isGone());
        Await.until("renewal told", () -> changes.contains("RENEWED"));
        assertFalse(changes.contains("CLOSED_BY_PEER"), changes.toString());
    }

    @Test
    void shouldStillReadTheOldSocketWhenItWasJustReplaced() {
        start(settings(60_000, 0, 1_600));
        peer(1);
        Await.until("renewal told", () -> changes.contains("RENEWED"));
        peer(0).text("was on its way");
        awaitMessages("was on its way");
        Await.until("old socket closed", () -> peer(0).isGone());
        assertEquals(List.of("UP", "RENEWED"), changes.subList(0, 2));
        assertFalse(changes.contains("CLOSED_BY_PEER"), changes.toString());
    }

    @Test
    void shouldTryOnSlowlyAfterThePermittedAttemptsAndComeBack() {
        venue.on("GET /s", request -> Reply.json(403, "<html>WAF</html>"));
        start(
                new WebSocketSession.Settings(
                        2_000,
                        60_000,
                        false,
                        0,
                        1_000,
                        3_600_000,
                        new ReconnectBackoff.Settings(1, 4, 0, 3)));
        Await.until("tried on", () -> changes.size() >= 6);
        assertEquals(
                List.of("ERROR", "ERROR", "ERROR", "GAVE_UP", "GAVE_UP", "GAVE_UP"),
                changes.subList(0, 6));
        venue.off("GET /s");
        Await.until("up", () -> changes.contains("UP"));
        final int ups = changes.size();
        peer(0).cut();
        // The count begins anew after success.
        Await.until("up again", () -> changes.size() >= ups + 2);
        assertEquals(List.of("CLOSED_BY_PEER", "UP"), changes.subList(ups, ups + 2));
    }

    @Test
    void shouldReconnectWhenTheBytesAreNoWebSocket() {
        venue.onPeer(
                peer -> {
                    if (venue.peers().size() == 1) {
                        peer.raw(bytes("HTTP/1.1 400 Bad Request\r\n\r\n<html>"));
                    }
                });
        start(patient());
        peer(1);
        Await.until("up again", () -> changes.size() == 3);
        assertEquals(List.of("UP", "ERROR", "UP"), changes);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
