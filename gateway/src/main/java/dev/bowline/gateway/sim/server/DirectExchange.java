package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.Bar;
import dev.bowline.gateway.history.MarketListener;
import dev.bowline.gateway.history.MarketSource;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.VenueListener;
import dev.bowline.gateway.sim.VenueSettings;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The exchange of {@link SimServer} without sockets and without a thread: requests go in as bytes
 * and are answered at once, account events come out as the bytes of the user stream. The caller
 * owns time and network, so a whole run is one sequence of calls. One thread.
 */
public final class DirectExchange {
    private static final String NEW_LINE = "\r\n";

    private final SimClock clock;
    private final SimulatedVenue venue;
    private final MarketTape[] tapes;
    private final MarketSource source;
    private final UserStreams users;
    private final UserFrames userFrames;
    private final VenueDesk desk;
    private final RestRouter router;
    private final Taped taped;
    private final JsonWriter json = new JsonWriter();
    private long minute = Long.MIN_VALUE;

    /** Takes the account's events as the venue makes them. Called within the call that causes. */
    @FunctionalInterface
    public interface UserFrameListener {
        /**
         * One frame for whoever listens with the key.
         *
         * @param frame JSON text, the receiver's own
         */
        void onUserFrame(String listenKey, byte[] frame);
    }

    /** An answer. */
    public static final class Answer {
        private final int status;
        private final HttpHeaders headers;
        private final byte[] body;

        Answer(final int status, final HttpHeaders headers, final byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        /** HTTP status. */
        public int status() {
            return status;
        }

        /** Limits and Retry-After. */
        public HttpHeaders headers() {
            return headers;
        }

        /** JSON, but for {@link #page}; the receiver's own. */
        public byte[] body() {
            return body;
        }
    }

    /**
     * Builds the exchange; its time is the first moment of the market.
     *
     * @param config keys, limits, life of listen keys and seed; sockets and pace do not matter
     * @param source what happens, played by {@link #advanceTo}
     * @param account sees the account's events before they are encoded
     * @param frames gets them encoded
     */
    public DirectExchange(
            final SimServerConfig config,
            final VenueSettings settings,
            final List<SimInstrument> instruments,
            final MarketSource source,
            final VenueListener account,
            final UserFrameListener frames) {
        this.source = source;
        clock = new SimClock(TimeUnit.MILLISECONDS.toNanos(source.peekTimeMs()));
        users =
                new UserStreams(
                        clock,
                        (key, type, payload) -> frames.onUserFrame(key, payload.toBytes()),
                        config.listenKeyMs(),
                        config.seed());
        // Faults happen on the caller's network, not in here.
        final FaultPlan none = new FaultPlan();
        userFrames =
                new UserFrames(
                        new UserEvents(users, none, clock, (symbol, status) -> null),
                        instruments,
                        settings.marginAsset(),
                        this::markE8);
        venue =
                new SimulatedVenue(
                        settings, instruments, new EachListener(List.of(account, userFrames)));
        tapes = new MarketTape[instruments.size()];
        for (int i = 0; i < tapes.length; i++) {
            tapes[i] = new MarketTape(instruments.get(i));
        }
        desk = new VenueDesk(venue, clock, none, tapes, settings.marginAsset());
        router =
                new RestRouter(
                        new RequestGate(config.keys(), desk::serverTimeMs),
                        new RateMeter(config.limits(), clock));
        new MarketEndpoints(desk, config.limits()).addTo(router);
        new AccountEndpoints(desk, config.limits(), users).addTo(router);
        new OrderEndpoints(desk).addTo(router);
        new AlgoEndpoints(desk).addTo(router);
        taped = new Taped();
    }

    private long markE8(final int instrumentId) {
        return venue.market(instrumentId).markOrLastE8();
    }

    /** The exchange's time. */
    public SimClock clock() {
        return clock;
    }

    /** The model behind it, for inspection and for what its owner does by hand. */
    public SimulatedVenue venue() {
        return venue;
    }

    /** Account events so far, whether or not somebody listened. */
    public long userEvents() {
        return userFrames.events();
    }

    /** When the market moves next, epoch milliseconds; {@link MarketSource#END} if never. */
    public long nextMarketMs() {
        return source.peekTimeMs();
    }

    /** Gives a contract's klines a past: bars of one minute, oldest first. */
    public void addHistory(final int instrumentId, final List<Bar> minutes) {
        minutes.forEach(tapes[instrumentId]::addHistory);
    }

    /**
     * Lets time pass up to a moment, the market's next one at most.
     *
     * @param listener sees what the market did, after the model; a kline of the source comes when
     *     it is closed
     */
    public void advanceTo(final long toNs, final MarketListener listener) {
        clock.advanceTo(toNs);
        final long toMs = clock.time();
        rollBars(toMs);
        venue.onTime(toMs);
        users.expire();
        taped.next = listener;
        while (source.peekTimeMs() <= toMs && source.advance(taped)) {
            // Each moment is told to the listener.
        }
    }

    private void rollBars(final long nowMs) {
        final long nowMinute = TimeUnit.MILLISECONDS.toMinutes(nowMs);
        if (nowMinute == minute) {
            return;
        }
        minute = nowMinute;
        for (final MarketTape tape : tapes) {
            for (int i = 0; i < tape.seriesCount(); i++) {
                final KlineSeries series = tape.series(i);
                while (series.isDue(nowMs)) {
                    series.roll();
                }
            }
        }
    }

    /** Ends every listen key at once, as a fault. */
    public void expireListenKeys() {
        users.expireAll();
    }

    /** Whether a private stream with this key would be served. */
    public boolean isKnownKey(final String listenKey) {
        return users.isKnown(listenKey);
    }

    /**
     * Answers one request as the venue does: limits, key, window and signature first.
     *
     * @param request the bytes of an HTTP/1.1 request
     */
    public Answer answer(final byte[] request, final int length) {
        final Parsed parsed =
                Parsed.of(new String(request, 0, length, StandardCharsets.ISO_8859_1));
        final Endpoint endpoint = router.findOrNull(parsed.method(), parsed.path());
        if (endpoint == null) {
            return refusal(404, -5000, "no such path: " + parsed.path(), 0);
        }
        try {
            json.reset();
            final boolean isOrder = router.answer(endpoint, parsed.toRequest(), json);
            final HttpHeaders headers = limits(endpoint.ownPool());
            if (isOrder) {
                headers.set("x-mbx-order-count-10s", String.valueOf(router.meter().ordersShort()));
                headers.set("x-mbx-order-count-1m", String.valueOf(router.meter().ordersMinute()));
            }
            return new Answer(200, headers, json.toBytes());
        } catch (final RestError e) {
            return refusal(e.httpStatus(), e.code(), e.getMessage(), e.retryAfterSeconds());
        }
    }

    /**
     * As above, from lists of conditional orders that lag.
     *
     * @param algoLagMs how old they are
     */
    public Answer answer(final byte[] request, final int length, final long algoLagMs) {
        desk.lagBy(algoLagMs);
        try {
            return answer(request, length);
        } finally {
            desk.lagBy(0);
        }
    }

    /** What a gateway in front of the venue says when it gets no answer from it: no JSON. */
    public Answer page(final int status) {
        final String html =
                "<html><head><title>"
                        + status
                        + "</title></head><body><center><h1>"
                        + status
                        + "</h1></center></body></html>";
        final HttpHeaders headers = new DefaultHttpHeaders().set("content-type", "text/html");
        return new Answer(status, headers, html.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * An answer that refuses, as a fault makes it.
     *
     * @param retryAfterSeconds 0 for none
     */
    public Answer refusal(
            final int status, final int code, final String message, final int retryAfterSeconds) {
        json.reset().beginObject().field("code", code).field("msg", message).endObject();
        final HttpHeaders headers = limits(false);
        if (retryAfterSeconds > 0) {
            headers.set("retry-after", String.valueOf(retryAfterSeconds));
        }
        return new Answer(status, headers, json.toBytes());
    }

    private HttpHeaders limits(final boolean ownPool) {
        final HttpHeaders headers = new DefaultHttpHeaders();
        if (!ownPool) {
            headers.set("x-mbx-used-weight-1m", String.valueOf(router.meter().usedWeight()));
        }
        return headers;
    }

    /** The parts of a request. */
    private record Parsed(String method, String path, String query, String body, String apiKey) {
        static Parsed of(final String text) {
            final int lineEnd = text.indexOf(NEW_LINE);
            final String[] words = text.substring(0, lineEnd).split(" ", -1);
            final int question = words[1].indexOf('?');
            final int headEnd = text.indexOf(NEW_LINE + NEW_LINE);
            String apiKey = null;
            for (final String line : text.substring(lineEnd, headEnd).split(NEW_LINE, -1)) {
                if (line.toLowerCase(Locale.ROOT).startsWith("x-mbx-apikey:")) {
                    apiKey = line.substring(line.indexOf(':') + 1).trim();
                }
            }
            return new Parsed(
                    words[0],
                    question < 0 ? words[1] : words[1].substring(0, question),
                    question < 0 ? "" : words[1].substring(question + 1),
                    text.substring(headEnd + 2 * NEW_LINE.length()),
                    apiKey);
        }

        RestRequest toRequest() throws RestError {
            return new RestRequest(method, path, query, body, apiKey);
        }
    }

    /** Model, then memory, then whoever watches. */
    private final class Taped implements MarketListener {
        private MarketListener next;

        @Override
        public void onBook(
                final int instrumentId,
                final long bidE8,
                final long bidQtyE8,
                final long askE8,
                final long askQtyE8,
                final long updateId,
                final long timeMs) {
            venue.onBook(instrumentId, bidE8, bidQtyE8, askE8, askQtyE8, updateId, timeMs);
            next.onBook(instrumentId, bidE8, bidQtyE8, askE8, askQtyE8, updateId, timeMs);
        }

        @Override
        public void onTrade(
                final int instrumentId,
                final long priceE8,
                final long qtyE8,
                final boolean buyerIsMaker,
                final long tradeId,
                final long timeMs) {
            venue.onTrade(instrumentId, priceE8, qtyE8, buyerIsMaker, tradeId, timeMs);
            tapes[instrumentId].onTrade(priceE8, qtyE8, buyerIsMaker, tradeId, timeMs);
            next.onTrade(instrumentId, priceE8, qtyE8, buyerIsMaker, tradeId, timeMs);
        }

        @Override
        public void onMark(
                final int instrumentId,
                final long markE8,
                final long indexE8,
                final long fundingRateE8,
                final long nextFundingMs,
                final long timeMs) {
            venue.onMark(instrumentId, markE8, indexE8, fundingRateE8, nextFundingMs, timeMs);
            tapes[instrumentId].onMark(markE8, fundingRateE8, nextFundingMs);
            next.onMark(instrumentId, markE8, indexE8, fundingRateE8, nextFundingMs, timeMs);
        }

        @Override
        public void onBar(final int instrumentId, final Bar bar, final long timeMs) {
            venue.onBar(instrumentId, bar, timeMs);
            tapes[instrumentId].onBar(bar);
            next.onBar(instrumentId, bar, timeMs);
        }
    }
}
