package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.EventType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.net.WebSocketSession;
import dev.bowline.gateway.testing.Await;
import java.io.IOException;
import java.util.Collections;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams that are cut, silent or too old, over real sockets with a wire of its own each. */
class DegradedStreamsIT {
    private final DegradedVenue venue = new DegradedVenue();
    private final RecordingChain chain = venue.chain;

    @BeforeEach
    void startVenue() throws IOException {
        venue.start();
    }

    @AfterEach
    void stop() {
        venue.close();
    }

    private static WebSocketSession.Settings stream(final long silenceMs, final long ageMs) {
        return DegradedVenue.stream(silenceMs, ageMs);
    }

    private void start(
            final WebSocketSession.Settings marketData, final WebSocketSession.Settings userData) {
        venue.open(marketData, userData);
    }

    private void startPatient() {
        start(stream(60_000, 3_600_000), stream(60_000, 3_600_000));
    }

    private void awaitNote(final String note) {
        Await.until(note, () -> chain.hasNote(note));
    }

    private void enter(final long seq) {
        chain.send(
                command -> {
                    GatewayOnSimVenueIT.entry(command);
                    command.orderKey = ClientOrderId.key(seq, 1, Side.BUY, OrderLeg.ENTRY, 0);
                });
    }

    /** MD-6. */
    @Test
    void shouldReadPositionsOrdersAndFillsOverRestWhileTheUserStreamIsDown() {
        startPatient();
        venue.user.cut();
        awaitNote("PRIVATE DOWN");
        awaitNote("REST UP 0");
        enter(1);
        chain.send(GatewayOnSimVenueIT::stop);
        awaitNote("REST_TRADE TRADE null OWN");
        awaitNote("SNAPSHOT POSITION 1000000000");
        awaitNote("REST_SNAPSHOT STATUS NEW");
        assertFalse(chain.hasNote("ORDER_TRADE_UPDATE"), "nothing came by the stream");
        assertFalse(chain.hasNote("REST DOWN"), chain.notes.toString());
        venue.user.join();
        awaitNote("REST DOWN 0");
        enter(2);
        awaitNote("ORDER_TRADE_UPDATE TRADE FILLED");
        Await.until("both fills", () -> chain.outcomes.size() >= 3);
    }

    /** MD-4. */
    @Test
    void shouldDeclareTheFallbackPermanentOnceAndComeBackAllTheSame() {
        startPatient();
        venue.user.cut();
        awaitNote("REST UP 7");
        final int refused = venue.user.refused();
        Await.until("attempts go on", () -> venue.user.refused() >= refused + 3);
        assertEquals(1, countNotes("REST UP 7"));
        venue.user.join();
        awaitNote("REST DOWN 0");
        // The count began anew: one more cut does not make it permanent at once.
        venue.user.cut();
        Await.until("down again", () -> countNotes("REST UP 0") == 2);
        venue.user.join();
        Await.until("back again", () -> countNotes("REST DOWN 0") == 2);
    }

    /** MD-6. */
    @Test
    void shouldReadMarkPricesOverRestWhileTheMarketStreamIsDown() {
        startPatient();
        venue.market.cut();
        awaitNote("MARKET DOWN");
        awaitNote("REST_MARKET UP 0");
        Await.until("polled marks", () -> chain.polledMarks.get() > 3);
        venue.market.join();
        awaitNote("REST_MARKET DOWN 0");
        assertFalse(chain.hasNote("REST UP"), "the user stream was up all the time");
        final long marks = chain.count(EventType.MARK_PRICE) - chain.polledMarks.get();
        Await.until(
                "marks of the stream",
                () -> chain.count(EventType.MARK_PRICE) - chain.polledMarks.get() > marks);
    }

    /** MD-2: bars that closed meanwhile are read before the next one closes. */
    @Test
    void shouldReadTheBarsThatClosedWhileTheMarketStreamWasDown() {
        startPatient();
        venue.market.cut();
        awaitNote("MARKET DOWN");
        final long missedMs = Collections.max(chain.barOpenMs) + 60_000;
        venue.awaitVenueMs(150_000);
        assertFalse(chain.barOpenMs.contains(missedMs), "it came, though the stream was down");
        venue.market.join();
        Await.until("the missed bar", () -> chain.barOpenMs.contains(missedMs));
        Await.until("a later one", () -> chain.barOpenMs.contains(missedMs + 120_000));
        for (long ms = missedMs; ms <= missedMs + 120_000; ms += 60_000) {
            assertTrue(chain.barOpenMs.contains(ms), "hole at " + ms);
        }
    }

    /** MD-6: one stand-in for both market routes, until both are back. */
    @Test
    void shouldReadBooksOverRestUntilBothMarketRoutesAreBack() {
        startPatient();
        venue.books.cut();
        awaitNote("REST_MARKET UP 0");
        Await.until("polled books", () -> chain.polledBooks.get() > 3);
        venue.market.cut();
        awaitNote("MARKET DOWN");
        venue.books.join();
        awaitNote("PUBLIC UP");
        Await.until("books again", () -> venue.gateway.frames(StreamRoute.PUBLIC) > 0);
        assertFalse(chain.hasNote("REST_MARKET DOWN"), chain.notes.toString());
        venue.market.join();
        awaitNote("REST_MARKET DOWN 0");
        assertEquals(1, countNotes("REST_MARKET UP 0"));
    }

    /** MD-9: silent sockets that stay open. */
    @Test
    void shouldTakeASilentMarketRouteForDownUntilItSpeaks() {
        start(stream(400, 3_600_000), stream(60_000, 3_600_000));
        venue.faults.silence(StreamRoute.MARKET, true);
        awaitNote("MARKET DOWN 2");
        awaitNote("REST_MARKET UP 0");
        assertFalse(chain.hasNote("PUBLIC DOWN"), chain.notes.toString());
        venue.faults.silence(StreamRoute.MARKET, false);
        final long trades = chain.count(EventType.AGG_TRADE);
        Await.until("trades", () -> chain.count(EventType.AGG_TRADE) > trades);
    }

    /** MD-9: the socket answers pings, and tells nothing of what was accepted. */
    @Test
    void shouldTakeTheUserRouteForDownWhenItTellsNothingOfAnAcceptedOrder() {
        start(stream(60_000, 3_600_000), DegradedVenue.pinged(800));
        venue.faults.silence(StreamRoute.PRIVATE, true);
        venue.awaitVenueMs(40_000);
        assertFalse(chain.hasNote("PRIVATE DOWN"), "quiet, but nothing to tell: " + chain.notes);
        enter(1);
        awaitNote("PRIVATE DOWN 2");
        awaitNote("REST UP 0");
        awaitNote("REST_TRADE TRADE null OWN");
        venue.faults.silence(StreamRoute.PRIVATE, false);
        awaitNote("REST DOWN 0");
        enter(2);
        awaitNote("ORDER_TRADE_UPDATE TRADE FILLED");
    }

    /** MD-5: the venue forgot the key; the next extension notices. */
    @Test
    void shouldTakeANewKeyWhenTheVenueForgotTheOldOne() {
        venue.listenKeyMs = 300;
        startPatient();
        venue.server.expireListenKeys();
        awaitNote("PRIVATE DOWN 5");
        awaitNote("PRIVATE UP 0");
        venue.user.cut();
        awaitNote("PRIVATE DOWN 1");
        // Nobody hears that the key ends.
        venue.server.expireListenKeys();
        venue.user.join();
        awaitNote("REST DOWN 0");
        final long downs = countNotes("PRIVATE DOWN 5");
        final long ups = countNotes("PRIVATE UP 0");
        venue.faults.silence(StreamRoute.PRIVATE, true);
        venue.server.expireListenKeys();
        Await.until("-1125 noticed", () -> countNotes("PRIVATE DOWN 5") > downs);
        venue.faults.silence(StreamRoute.PRIVATE, false);
        Await.until("up with a new key", () -> countNotes("PRIVATE UP 0") > ups);
        enter(1);
        awaitNote("ORDER_TRADE_UPDATE TRADE FILLED");
    }

    /** MD-5: the owner's hand on the leverage. */
    @Test
    void shouldTellTheLeverageWhenTheOwnerChangesIt() {
        startPatient();
        final long nowMs = venue.server.clock().nanoTime() / 1_000_000L;
        final long maxE8 =
                venue.server.inspect(model -> model.changeLeverage(0, 20, nowMs).valueOrNull());
        assertTrue(maxE8 > 0);
        awaitNote("null LEVERAGE 20");
    }

    /** MD-4: before the venue cuts it, the new socket first; nothing missing, twice is no harm. */
    @Test
    void shouldMissNothingWhenSocketsAreRenewedWhileTrading() {
        start(stream(60_000, 400), stream(60_000, 400));
        final int orders = 40;
        for (int i = 1; i <= orders; i++) {
            final int answered = i;
            enter(i);
            Await.until("answer " + i, () -> chain.outcomes.size() >= answered);
        }
        Await.until("five renewals of each", () -> renewals() >= 5);
        Await.until("fills", () -> chain.fillIds.size() >= orders);
        assertFalse(
                chain.notes.stream().anyMatch(note -> note.contains(" DOWN ")),
                chain.notes.toString());
        final LongStream ids = chain.tradeIds.stream().mapToLong(Long::longValue);
        final long firstId = ids.min().orElseThrow();
        final long known = chain.tradeIds.size();
        assertTrue(known > 10, "trades " + known);
        Await.until(
                "trades without a hole from " + firstId,
                () ->
                        LongStream.range(firstId, firstId + known)
                                .allMatch(chain.tradeIds::contains));
    }

    private long renewals() {
        return Math.min(
                countNotes("PUBLIC UP 3"),
                Math.min(countNotes("MARKET UP 3"), countNotes("PRIVATE UP 3")));
    }

    private long countNotes(final String note) {
        return chain.notes.stream().filter(note::equals).count();
    }
}
