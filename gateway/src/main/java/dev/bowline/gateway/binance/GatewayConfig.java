package dev.bowline.gateway.binance;

import dev.bowline.core.num.Checks;
import dev.bowline.gateway.net.HttpsPool;
import dev.bowline.gateway.net.ReconnectBackoff;
import dev.bowline.gateway.net.WebSocketSession;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Everything the gateway can be told.
 *
 * @param mode letter of client order ids: s, t, p or r
 * @param endpoints base URLs
 * @param credentials key and secret
 * @param marginAsset coin of the account
 * @param symbols the venue's names of the instruments to trade, in the order of their ids
 * @param leverage set on the venue for each symbol
 * @param isolated margin type set on the venue: isolated, else crossed
 * @param barInterval kline stream and warm-up, for example {@code 1m}
 * @param warmUpBars closed bars read per symbol before trading
 * @param recvWindowMs how old a request may be on arrival
 * @param orderEntry which way order requests leave by choice
 * @param threads layout, idling and clock ticks
 * @param connections sockets, their timeouts and backoffs
 * @param periods of the background work
 * @param speed how many times faster than the machine's its time passes; 1 but for an embedded
 *     exchange whose time is as fast
 */
public record GatewayConfig(
        char mode,
        Endpoints endpoints,
        Credentials credentials,
        String marginAsset,
        List<String> symbols,
        int leverage,
        boolean isolated,
        String barInterval,
        int warmUpBars,
        int recvWindowMs,
        OrderEntry orderEntry,
        Threads threads,
        Connections connections,
        Periods periods,
        int speed) {

    /**
     * How long a placement may be held and signed anew before it leaves, milliseconds: well before
     * the engine gives up an order whose answer does not come (PROT-1: 5 s). With {@code
     * recvWindowMs} on top no request of an order can arrive any more.
     */
    public static final int LONGEST_HELD_MS = 2_500;

    private static final int PINGS_PER_SILENCE = 3;

    /** Refuses values out of range, naming key, value and range. */
    public GatewayConfig {
        symbols = List.copyOf(symbols);
        Checks.inRange("symbols (count)", symbols.size(), 1, 200);
        Checks.inRange("leverage", leverage, 1, 125);
        Checks.inRange("warm-up-bars", warmUpBars, 1, 1_400);
        Checks.inRange("recv-window-ms", recvWindowMs, 100, 60_000);
        Checks.inRange("speed", speed, 1, 1_000);
        BarInterval.toMs(barInterval);
    }

    /** The usual numbers around what must be chosen. */
    public static GatewayConfig standard(
            final char mode,
            final Endpoints endpoints,
            final Credentials credentials,
            final String marginAsset,
            final List<String> symbols,
            final Threads threads) {
        return new GatewayConfig(
                mode,
                endpoints,
                credentials,
                marginAsset,
                symbols,
                5,
                false,
                "1m",
                250,
                5_000,
                OrderEntry.REST,
                threads,
                Connections.standard(),
                Periods.standard(),
                1);
    }

    /** The same with other bars and leverage. */
    public GatewayConfig withTrading(
            final int newLeverage,
            final boolean newIsolated,
            final String newBarInterval,
            final int newWarmUpBars) {
        return new GatewayConfig(
                mode,
                endpoints,
                credentials,
                marginAsset,
                symbols,
                newLeverage,
                newIsolated,
                newBarInterval,
                newWarmUpBars,
                recvWindowMs,
                orderEntry,
                threads,
                connections,
                periods,
                speed);
    }

    /** The same with another way for order requests. */
    public GatewayConfig withOrderEntry(final OrderEntry newOrderEntry) {
        return new GatewayConfig(
                mode,
                endpoints,
                credentials,
                marginAsset,
                symbols,
                leverage,
                isolated,
                barInterval,
                warmUpBars,
                recvWindowMs,
                newOrderEntry,
                threads,
                connections,
                periods,
                speed);
    }

    /** The same with another age of requests on arrival. */
    public GatewayConfig withRecvWindow(final int newRecvWindowMs) {
        return new GatewayConfig(
                mode,
                endpoints,
                credentials,
                marginAsset,
                symbols,
                leverage,
                isolated,
                barInterval,
                warmUpBars,
                newRecvWindowMs,
                orderEntry,
                threads,
                connections,
                periods,
                speed);
    }

    /** The same with other timings. */
    public GatewayConfig withTimings(final Connections newConnections, final Periods newPeriods) {
        return new GatewayConfig(
                mode,
                endpoints,
                credentials,
                marginAsset,
                symbols,
                leverage,
                isolated,
                barInterval,
                warmUpBars,
                recvWindowMs,
                orderEntry,
                threads,
                newConnections,
                newPeriods,
                speed);
    }

    /**
     * The same for a venue whose time passes faster: the waits of sockets are divided here, all
     * others where they are waited for.
     */
    public GatewayConfig fasterBy(final int factor) {
        return new GatewayConfig(
                mode,
                endpoints,
                credentials,
                marginAsset,
                symbols,
                leverage,
                isolated,
                barInterval,
                warmUpBars,
                recvWindowMs,
                orderEntry,
                threads,
                connections.fasterBy(factor),
                periods,
                speed * factor);
    }

    /**
     * Threads.
     *
     * @param layout who runs what
     * @param busySpin hot threads poll without ever sleeping; each needs a core of its own
     * @param tickIntervalMs between CLOCK_TICK events, on the injected clock; 0 leaves them to
     *     somebody else
     * @param maxRequests requests that may be under way at once
     * @param userQueueSlots user events that may wait for the ring
     */
    public record Threads(
            ThreadLayout layout,
            boolean busySpin,
            long tickIntervalMs,
            int maxRequests,
            int userQueueSlots) {
        /** Refuses values out of range, naming key, value and range. */
        public Threads {
            Checks.inRange("tick-interval-ms", tickIntervalMs, 0, 10_000);
            Checks.inRange("max-requests", maxRequests, 8, 4_096);
            Checks.inRange("user-queue-slots", userQueueSlots, 8, 4_096);
        }

        /** The usual numbers. */
        public static Threads of(final ThreadLayout layout, final boolean busySpin) {
            return new Threads(layout, busySpin, 100, 256, 128);
        }

        /** The same, with ticks made by somebody else. */
        public Threads withoutTicks() {
            return new Threads(layout, busySpin, 0, maxRequests, userQueueSlots);
        }
    }

    /**
     * Sockets.
     *
     * @param orders pool of the exit
     * @param rest pool of everything slow
     * @param publicStream book data
     * @param marketStream trades, bars, mark prices
     * @param privateStream user data
     * @param orderApi order requests over the WebSocket API
     */
    public record Connections(
            HttpsPool.Settings orders,
            HttpsPool.Settings rest,
            WebSocketSession.Settings publicStream,
            WebSocketSession.Settings marketStream,
            WebSocketSession.Settings privateStream,
            WebSocketSession.Settings orderApi) {

        /** The same with one connection for orders: they arrive in the order they were sent. */
        public Connections inOrder() {
            return new Connections(
                    new HttpsPool.Settings(
                            1,
                            orders.connectTimeoutMs(),
                            orders.requestTimeoutMs(),
                            orders.waitTimeoutMs(),
                            orders.maxWaiting(),
                            orders.keepWarmMs(),
                            orders.maxBodyBytes(),
                            orders.backoff()),
                    rest,
                    publicStream,
                    marketStream,
                    privateStream,
                    orderApi);
        }

        Connections fasterBy(final int factor) {
            return new Connections(
                    orders.fasterBy(factor),
                    rest.fasterBy(factor),
                    publicStream.fasterBy(factor),
                    marketStream.fasterBy(factor),
                    privateStream.fasterBy(factor),
                    orderApi.fasterBy(factor));
        }

        /** With the usual limits of silence, and the usual waits between attempts. */
        public static Connections standard() {
            return standard(Silence.standard(), ReconnectBackoff.Settings.standard());
        }

        /** With the limits of silence of MD-9, and streams that are opened again as MD-4 says. */
        public static Connections standard(
                final Silence silence, final ReconnectBackoff.Settings streams) {
            final ReconnectBackoff.Settings orders =
                    new ReconnectBackoff.Settings(100, 5_000, 20, Integer.MAX_VALUE);
            final long maxAgeMs = TimeUnit.MINUTES.toMillis(23 * 60 + 30);
            return new Connections(
                    new HttpsPool.Settings(4, 5_000, 3_000, 1_000, 256, 25_000, 1 << 20, orders),
                    new HttpsPool.Settings(
                            2, 5_000, 10_000, 10_000, 1_024, 25_000, 64 << 20, orders),
                    new WebSocketSession.Settings(
                            5_000, silence.booksMs(), false, 0, 1 << 20, maxAgeMs, streams),
                    new WebSocketSession.Settings(
                            5_000, silence.marksMs(), false, 0, 1 << 20, maxAgeMs, streams),
                    new WebSocketSession.Settings(
                            5_000,
                            silence.userMs(),
                            true,
                            silence.userMs() / PINGS_PER_SILENCE,
                            1 << 20,
                            maxAgeMs,
                            streams),
                    // Pinged more often than orders leave: a dead connection must be known before.
                    new WebSocketSession.Settings(
                            5_000, 8_000, true, 2_000, 1 << 18, maxAgeMs, streams));
        }
    }

    /**
     * After how long without a sign of life a stream counts as down (MD-9). Of the market's streams
     * only mark prices come at a fixed interval, each second for every symbol; trades, bars and day
     * figures share their connection. Books come when they change. User data come when something
     * happens, so there the answer to our own ping counts.
     *
     * @param marksMs of mark prices, and of the connection they come by
     * @param booksMs of the connection of the books
     * @param userMs of the connection of user data
     */
    public record Silence(long marksMs, long booksMs, long userMs) {
        private static final long MARK_INTERVAL_MS = 1_000;
        private static final long MAX_MS = 3_600_000;

        /** Refuses values out of range, naming key, value and range. */
        public Silence {
            Checks.inRange("silence.marks-ms", marksMs, 1, MAX_MS);
            Checks.inRange("silence.books-ms", booksMs, 1, MAX_MS);
            Checks.inRange("silence.user-ms", userMs, 30, MAX_MS);
        }

        /**
         * By expected intervals.
         *
         * @param multiple so many intervals without anything are silence
         * @param bookIntervalMs in which a book of the universe is expected to change
         */
        public static Silence of(final int multiple, final long bookIntervalMs, final long userMs) {
            return new Silence(
                    Math.min(MAX_MS, multiple * MARK_INTERVAL_MS),
                    Math.min(MAX_MS, multiple * bookIntervalMs),
                    userMs);
        }

        /** 3 s, 30 s and 60 s. */
        public static Silence standard() {
            return of(3, 10_000, 60_000);
        }
    }

    /**
     * Background work.
     *
     * @param clockMs between measurements of the clock offset (MD-7)
     * @param listenKeyMs between extensions of the listen key (MD-5)
     * @param pollMs between snapshots while the user stream is down (MD-6)
     * @param tickerMs between tickers while a market stream is down (MD-6)
     * @param reconcileMs between snapshots in any case (REC-2); 0 for none
     * @param exitRetryMs first pause before an exit that was definitely not executed is sent again
     * @param maxExitWaitMs longest wait of an exit for a rate limit or a ban
     */
    public record Periods(
            long clockMs,
            long listenKeyMs,
            long pollMs,
            long tickerMs,
            long reconcileMs,
            long exitRetryMs,
            long maxExitWaitMs) {
        /** Refuses values out of range, naming key, value and range. */
        public Periods {
            Checks.inRange("clock-ms", clockMs, 1, 86_400_000);
            Checks.inRange("listen-key-ms", listenKeyMs, 1, 3_600_000);
            Checks.inRange("venue.poll-interval-ms", pollMs, 1, 600_000);
            Checks.inRange("venue.ticker-interval-ms", tickerMs, 1, 600_000);
            Checks.inRange("venue.reconcile-interval-ms", reconcileMs, 0, 3_600_000);
            Checks.inRange("exit-retry-ms", exitRetryMs, 1, 60_000);
            Checks.inRange("max-exit-wait-ms", maxExitWaitMs, 1, 600_000);
        }

        /** The same with another time between reconciliations. */
        public Periods withReconcile(final long newReconcileMs) {
            return new Periods(
                    clockMs,
                    listenKeyMs,
                    pollMs,
                    tickerMs,
                    newReconcileMs,
                    exitRetryMs,
                    maxExitWaitMs);
        }

        /** The same with other times between what keeps clock and listen key right. */
        public Periods withUpkeep(final long newClockMs, final long newListenKeyMs) {
            return new Periods(
                    newClockMs,
                    newListenKeyMs,
                    pollMs,
                    tickerMs,
                    reconcileMs,
                    exitRetryMs,
                    maxExitWaitMs);
        }

        /** The same with other times between reads in place of streams. */
        public Periods withFallback(final long newPollMs, final long newTickerMs) {
            return new Periods(
                    clockMs,
                    listenKeyMs,
                    newPollMs,
                    newTickerMs,
                    reconcileMs,
                    exitRetryMs,
                    maxExitWaitMs);
        }

        /** 10 min, 25 min, 2 s, 2 s, 30 s; exits after 200 ms, waiting at most 10 s. */
        public static Periods standard() {
            return new Periods(600_000, 1_500_000, 2_000, 2_000, 30_000, 200, 10_000);
        }
    }
}
