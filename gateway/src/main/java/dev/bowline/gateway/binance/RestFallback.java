package dev.bowline.gateway.binance;

import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.StreamStatus;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.agrona.concurrent.EpochNanoClock;

/**
 * What stands in for streams that are down (MD-6): snapshots of positions and orders for the user
 * stream, tickers that serve exits alone for the market streams. Every change of mode is a
 * STREAM_STATUS event of the route REST or REST_MARKET and a line in the log; when the permitted
 * attempts to reconnect failed, the mode is declared permanent once (MD-4), though slow attempts go
 * on and end it. When trades and bars come again, the bars of the meantime are read (MD-2). {@link
 * #onChange} is called on the loop of the route, the reads run on slow threads.
 */
final class RestFallback implements StreamWatch.Followers {
    private static final System.Logger LOG = System.getLogger(RestFallback.class.getName());
    private static final int ROUTES = StreamRoute.values().length;

    private final BackgroundWork work;
    private final RateWatch rateWatch;
    private final SnapshotLoader snapshots;
    private final TickerLoader tickers;
    private final Runnable bars;
    private final LongSupplier droppedBars;
    private final EpochNanoClock clock;
    private final Mode user;
    private final Mode market;
    private final AtomicBoolean snapshotAsked = new AtomicBoolean();
    private volatile boolean isBarMissed;
    private long readDrops;

    /** One stand-in; written on one loop. */
    private static final class Mode {
        final StreamRoute route;
        final QueueingSink sink;
        final boolean[] isDown = new boolean[ROUTES];
        volatile boolean isOn;
        boolean isPermanent;

        Mode(final StreamRoute route, final QueueingSink sink) {
            this.route = route;
            this.sink = sink;
        }

        boolean isNeeded() {
            for (final boolean down : isDown) {
                if (down) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * @param bars reads the newest bars, those that are known already, too; blocks
     * @param droppedBars bars of the stream so far that found no room
     * @param userSink of the private route's loop
     * @param marketSink of the market routes' loop
     */
    RestFallback(
            final BackgroundWork work,
            final RateWatch rateWatch,
            final SnapshotLoader snapshots,
            final TickerLoader tickers,
            final Runnable bars,
            final LongSupplier droppedBars,
            final QueueingSink userSink,
            final QueueingSink marketSink,
            final EpochNanoClock clock) {
        this.work = work;
        this.rateWatch = rateWatch;
        this.snapshots = snapshots;
        this.tickers = tickers;
        this.bars = bars;
        this.droppedBars = droppedBars;
        this.clock = clock;
        user = new Mode(StreamRoute.REST, userSink);
        market = new Mode(StreamRoute.REST_MARKET, marketSink);
    }

    /** Begins to look whether something is to be read. */
    void start(final long userPeriodMs, final long marketPeriodMs) {
        work.every(userPeriodMs, "snapshot", this::pollUser);
        work.every(marketPeriodMs, "tickers", this::pollMarket);
    }

    @Override
    public void onChange(
            final StreamRoute route, final boolean up, final boolean permanent, final int attempt) {
        final Mode mode = route == StreamRoute.PRIVATE ? user : market;
        mode.isDown[route.code()] = !up;
        final boolean needed = mode.isNeeded();
        if (needed != mode.isOn) {
            mode.isOn = needed;
            mode.isPermanent = false;
            LOG.log(
                    Level.WARNING,
                    needed ? "FALLBACK_ON route={0} for={1}" : "FALLBACK_OFF route={0} for={1}",
                    mode.route,
                    route);
            tell(mode, needed, 0, attempt);
        }
        if (permanent && !mode.isPermanent) {
            mode.isPermanent = true;
            LOG.log(
                    Level.ERROR,
                    "FALLBACK_PERMANENT route={0} for={1} attempts={2}",
                    mode.route,
                    route,
                    attempt);
            tell(mode, true, StreamStatus.PERMANENT_CAUSE, attempt);
        }
        if (up && route == StreamRoute.PRIVATE) {
            requestSnapshot();
        } else if (up && route == StreamRoute.MARKET) {
            isBarMissed = true;
        }
    }

    /** A healthy user socket was replaced: what both of them missed is read once. */
    @Override
    public void onRenewed(final StreamRoute route) {
        if (route == StreamRoute.PRIVATE) {
            requestSnapshot();
        }
    }

    private void tell(final Mode mode, final boolean up, final int causeCode, final int attempt) {
        StreamWatch.publish(mode.sink, clock, mode.route, up, causeCode, attempt);
    }

    private void pollUser() {
        if (snapshots.waitMs() == 0 && snapshotAsked.getAndSet(false)) {
            snapshots.refresh();
        } else if (user.isOn) {
            rateWatch.runIfPossible(snapshots::poll);
        }
    }

    private void pollMarket() {
        if (market.isOn) {
            rateWatch.runIfRoom(tickers::load);
        }
        if (isBarMissed || droppedBars.getAsLong() != readDrops) {
            rateWatch.runIfRoom(this::readBars);
        }
    }

    /** Before the next bar closes, so that the series goes on without a hole. */
    private void readBars() {
        final long drops = droppedBars.getAsLong();
        isBarMissed = false; // What is missed from here on is read once more.
        boolean isRead = false;
        try {
            bars.run();
            readDrops = drops;
            isRead = true;
        } finally {
            isBarMissed |= !isRead;
        }
    }

    /** Asks for a fresh snapshot as soon as its weight may be used; any thread, never blocks. */
    void requestSnapshot() {
        if (snapshotAsked.compareAndSet(false, true)) {
            work.soon(this::snapshotIfAsked);
        }
    }

    private void snapshotIfAsked() {
        final long waitMs = snapshots.waitMs();
        if (waitMs > 0) {
            work.later(waitMs, this::snapshotIfAsked);
        } else if (snapshotAsked.getAndSet(false) && !work.tryRun("snapshot", snapshots::refresh)) {
            snapshotAsked.set(true); // the poll takes it up
        }
    }

    /** Whether a snapshot was asked for that is not read yet; any thread. */
    boolean isSnapshotAsked() {
        return snapshotAsked.get();
    }
}
