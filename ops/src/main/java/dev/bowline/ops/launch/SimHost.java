package dev.bowline.ops.launch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.core.event.Bar;
import dev.bowline.gateway.history.MarketSource;
import dev.bowline.gateway.sim.AlgoOrder;
import dev.bowline.gateway.sim.MarketGenerator;
import dev.bowline.gateway.sim.ProtectionReport;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.VenueOrder;
import dev.bowline.gateway.sim.VenueSettings;
import dev.bowline.gateway.sim.server.ClientQuiet;
import dev.bowline.gateway.sim.server.FaultPlan;
import dev.bowline.gateway.sim.server.Pace;
import dev.bowline.gateway.sim.server.PaceListener;
import dev.bowline.gateway.sim.server.SimKey;
import dev.bowline.gateway.sim.server.SimServer;
import dev.bowline.gateway.sim.server.SimServerConfig;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.config.SimFaults;
import dev.bowline.ops.report.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;

/** The embedded exchange of a run: builds its market and contracts from the configuration. */
public final class SimHost implements AutoCloseable {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 3_600_000;
    private static final long FOR_EVER_MS = 3_650L * 86_400_000;

    private final SimServer server;
    private final AtomicReference<String> ending = new AtomicReference<>();
    private final long durationNs;
    private final List<String> symbols;
    private final FaultPlan faults;
    private volatile long startNs;
    private volatile LongPredicate ticks;

    /**
     * Builds and opens the exchange; its time stands still until {@link #resume}.
     *
     * @param key the API key it knows
     * @param quiet in lockstep, whether the client has digested everything
     * @throws IOException if its port cannot be opened; names it
     */
    public SimHost(
            final ConfigTree tree,
            final SimMarket market,
            final SimKey key,
            final ClientQuiet quiet,
            final ThreadFactory threads)
            throws IOException {
        faults = SimFaults.of(tree);
        durationNs = TimeUnit.MILLISECONDS.toNanos(tree.number("run.duration-ms"));
        symbols = market.instruments().stream().map(each -> each.spec().symbol()).toList();
        final PaceListener follower = new Follower();
        // The client extends its listen key by the wall's clock, so the key must outlive any speed.
        final SimServerConfig base =
                SimServerConfig.of(key)
                        .withFaults(faults)
                        .withPort(tree.integer("sim.port"))
                        .withListenKeyMs(
                                "1".equals(tree.text("sim.speed")) ? HOUR_MS : FOR_EVER_MS);
        final SimServerConfig config =
                isLockstep(tree)
                        ? base.withLockstep(quiet, follower, paceOf(tree))
                        : base.withPace(paceOf(tree)).withListener(follower);
        server =
                new SimServer(
                        config,
                        new VenueSettings(
                                tree.text("venue.settle-coin"),
                                tree.number("sim.start-equity"),
                                tree.number("protection.stop-confirm-ms"),
                                20),
                        market.instruments(),
                        market.source(),
                        threads);
        if (market.prerollMs() > 0) {
            server.preroll(market.prerollMs());
        }
        startNs = server.clock().nanoTime();
        server.start();
    }

    /** Whether the exchange is part of the process that trades on it. */
    public static boolean isEmbedded(final ConfigTree tree) {
        return "sim".equals(tree.text("venue.mode")) && tree.text("venue.rest-url").isEmpty();
    }

    /** How time passes. */
    static Pace paceOf(final ConfigTree tree) {
        final String text = tree.text("sim.speed");
        if ("max".equals(text)) {
            return Pace.LOCKSTEP;
        }
        return new Pace(isLockstep(tree), paceOf(text).speedPercent());
    }

    /** Text of {@code sim.speed}, with up to two digits behind the point, as a pace. */
    static Pace paceOf(final String text) {
        final int point = text.indexOf('.');
        final String whole = point < 0 ? text : text.substring(0, point);
        final String fraction = (point < 0 ? "" : text.substring(point + 1)) + "00";
        final long percent = Long.parseLong(whole) * 100 + Long.parseLong(fraction.substring(0, 2));
        return new Pace(false, percent);
    }

    /** Ends the run when the data or the time asked for is used up, or time cannot go on. */
    private final class Follower implements PaceListener {
        @Override
        public boolean onTime(final long nowNs) {
            if (durationNs > 0 && nowNs - startNs >= durationNs) {
                end("time asked for is over");
            }
            final LongPredicate to = ticks;
            return to != null && to.test(nowNs);
        }

        @Override
        public void onEnd() {
            end("market data is used up");
        }

        @Override
        public void onFailure(final String message) {
            end("the exchange stopped: " + message);
        }
    }

    private void end(final String reason) {
        if (ending.compareAndSet(null, reason)) {
            server.pause();
        }
    }

    /** Whether time waits for the client. */
    static boolean isLockstep(final ConfigTree tree) {
        return "max".equals(tree.text("sim.speed")) || tree.flag("sim.lockstep");
    }

    /**
     * In lockstep, tells the client the time before each moment.
     *
     * @param tick takes epoch nanoseconds, says whether it published an event; exchange's thread
     */
    void tickTo(final LongPredicate tick) {
        ticks = tick;
    }

    /** The exchange. */
    public SimServer server() {
        return server;
    }

    /** What can be traded, in the order of the ids. */
    public List<String> symbols() {
        return symbols;
    }

    /** What goes wrong with requests, for drills and tests. */
    FaultPlan faults() {
        return faults;
    }

    /** How often each kind of fault was injected, by its name. */
    ObjectNode faultCounts() {
        final ObjectNode counts = Json.object();
        faults.counts().forEach((kind, count) -> counts.put(kind.word(), count));
        return counts;
    }

    /** Lets time pass. */
    public void resume() {
        startNs = server.clock().nanoTime();
        server.resume();
    }

    /** Why the exchange has nothing more to give, or {@code null}. */
    public String endingOrNull() {
        return ending.get();
    }

    /** Whether it ended because it could not go on. */
    public boolean hasFailed() {
        return server.failureOrNull() != null;
    }

    /** Share of the run that is done, in millionths; -1 if the run has no end. */
    public int progressPpm() {
        if (durationNs > 0) {
            final long passedNs = server.clock().nanoTime() - startNs;
            return (int) Math.min(1_000_000, passedNs / Math.max(1, durationNs / 1_000_000));
        }
        return server.progressPpm();
    }

    /** What the venue saw of the protection so far. */
    public ProtectionReport protection() {
        return server.inspect(SimulatedVenue::protection);
    }

    /** Faults that took hold so far, in that order. */
    List<FaultPlan.Fired> faultsFired() {
        return faults.fired();
    }

    /** Fills of the account so far. */
    public int userTrades() {
        return server.<Integer>inspect(venue -> venue.userTrades(SimulatedVenue.ALL).size());
    }

    /** Orders beyond the first with the same client id, of all orders ever accepted. */
    public int duplicateClientIds() {
        return server.<Integer>inspect(
                venue -> {
                    final Set<String> ids = new HashSet<>();
                    int duplicates = 0;
                    for (final VenueOrder order : venue.allOrders(SimulatedVenue.ALL)) {
                        // The child of a triggered conditional order carries its parent's id.
                        duplicates += order.algoId == 0 && !ids.add(order.clientId) ? 1 : 0;
                    }
                    for (final AlgoOrder algo : venue.allAlgoOrders(SimulatedVenue.ALL)) {
                        duplicates += ids.add(algo.clientAlgoId) ? 0 : 1;
                    }
                    return duplicates;
                });
    }

    @Override
    public void close() {
        server.close();
    }

    /**
     * A market and its contracts.
     *
     * @param instruments with dense ids, in the order of the symbols traded
     * @param source what happens
     * @param prerollMs how much of it is history before trading starts
     */
    public record SimMarket(List<SimInstrument> instruments, MarketSource source, long prerollMs) {}

    /** A generated market over the built-in contracts. */
    static SimMarket generated(
            final ConfigTree tree, final List<SimInstrument> instruments, final long startMs) {
        final int minutes = (int) TimeUnit.MILLISECONDS.toMinutes(tree.number("sim.preroll-ms"));
        final MarketGenerator market =
                new MarketGenerator(
                        instruments.stream().map(SimInstrument::spec).toList(),
                        tree.number("sim.seed"),
                        startMs,
                        minutes,
                        0);
        final List<List<Bar>> history = new ArrayList<>();
        for (int id = 0; id < instruments.size(); id++) {
            history.add(market.generateHistory(id, MINUTE_MS, minutes));
        }
        final MarketSource source = new WarmMarket(history, market);
        return new SimMarket(instruments, source, startMs - source.peekTimeMs());
    }
}
