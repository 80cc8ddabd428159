package dev.bowline.ops.launch;

import dev.bowline.gateway.binance.BinanceGateway;
import dev.bowline.gateway.binance.Credentials;
import dev.bowline.gateway.binance.Endpoints;
import dev.bowline.gateway.binance.GatewayConfig;
import dev.bowline.gateway.binance.OrderEntry;
import dev.bowline.gateway.binance.Secret;
import dev.bowline.gateway.binance.ThreadLayout;
import dev.bowline.gateway.net.ReconnectBackoff;
import dev.bowline.gateway.sim.server.ClientQuiet;
import dev.bowline.gateway.sim.server.Pace;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.config.EngineConfigs;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;

/** The venue of a run and the gateway to it; in sim mode the embedded exchange comes with it. */
final class VenueLink implements AutoCloseable {
    /** Where the exchange waits for us, the wall clock tells nothing of its streams. */
    private static final int RECONNECT_JITTER_PERCENT = 20;

    private static final GatewayConfig.Silence PATIENT =
            new GatewayConfig.Silence(3_600_000, 3_600_000, 3_600_000);

    private final SimHost sim;
    private final EpochNanoClock clock;
    private final BinanceGateway gateway;

    private VenueLink(final SimHost sim, final EpochNanoClock clock, final BinanceGateway gateway) {
        this.sim = sim;
        this.clock = clock;
        this.gateway = gateway;
    }

    /** How a run differs from a check. */
    record Wiring(
            ThreadLayout layout, Function<String, ThreadFactory> threads, ClientQuiet quiet) {}

    /** Whether the exchange is part of this process. */
    static boolean isEmbedded(final ConfigTree tree) {
        return SimHost.isEmbedded(tree);
    }

    /**
     * Builds the gateway; opens the embedded exchange, whose time stands still.
     *
     * @param wiringOrNull {@code null}: plain threads, compact
     * @throws IOException if the exchange's port cannot be opened
     */
    static VenueLink open(final ConfigTree tree, final Wiring wiringOrNull) throws IOException {
        final Wiring wiring =
                wiringOrNull != null
                        ? wiringOrNull
                        : new Wiring(ThreadLayout.COMPACT, VenueLink::daemons, framesSent -> true);
        if (!isEmbedded(tree)) {
            return new VenueLink(
                    null,
                    SystemEpochNanoClock.INSTANCE,
                    gateway(
                            tree,
                            wiring,
                            Endpoints.routed(
                                    tree.text("venue.rest-url"),
                                    tree.text("venue.stream-url"),
                                    tree.text("venue.order-api-url")),
                            new Credentials(
                                    Secret.of(tree.secret("credentials.api-key").reveal()),
                                    Secret.of(tree.secret("credentials.api-secret").reveal())),
                            tree.list("universe.symbols"),
                            SystemEpochNanoClock.INSTANCE));
        }
        final SimAccount account = SimAccount.of(tree);
        final SimHost sim =
                new SimHost(
                        tree,
                        SimMarkets.of(tree),
                        account.key(),
                        wiring.quiet(),
                        wiring.threads().apply("exchange"));
        return new VenueLink(
                sim,
                sim.server().clock(),
                gateway(
                        tree,
                        wiring,
                        Endpoints.loopback(sim.server().port()),
                        account.credentials(),
                        sim.symbols(),
                        sim.server().clock()));
    }

    private static ThreadFactory daemons(final String role) {
        return task -> {
            final Thread thread = new Thread(task, "bowline-" + role);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static BinanceGateway gateway(
            final ConfigTree tree,
            final Wiring wiring,
            final Endpoints endpoints,
            final Credentials credentials,
            final List<String> symbols,
            final EpochNanoClock clock) {
        return new BinanceGateway(
                config(tree, wiring.layout(), endpoints, credentials, symbols),
                clock,
                wiring.threads(),
                tree.number("sim.seed"));
    }

    /** What the gateway is told. */
    static GatewayConfig config(
            final ConfigTree tree,
            final ThreadLayout layout,
            final Endpoints endpoints,
            final Credentials credentials,
            final List<String> symbols) {
        final boolean busySpin = "busy-spin".equals(tree.text("engine.wait-strategy"));
        // In lockstep the exchange ticks, and one connection keeps orders in order: the same seed
        // gives the same run.
        final boolean lockstep = isEmbedded(tree) && SimHost.isLockstep(tree);
        final Pace pace = isEmbedded(tree) ? SimHost.paceOf(tree) : Pace.REAL_TIME;
        final boolean isOrdered = lockstep && !pace.isLimitedLockstep();
        final GatewayConfig.Threads threads = GatewayConfig.Threads.of(layout, busySpin);
        final GatewayConfig standard =
                GatewayConfig.standard(
                                EngineConfigs.modeLetter(tree),
                                endpoints,
                                credentials,
                                tree.text("venue.settle-coin"),
                                symbols,
                                lockstep ? threads.withoutTicks() : threads)
                        .withTrading(
                                tree.integer("sizing.leverage"),
                                false,
                                interval(tree.number("scalping.timeframe-ms")),
                                WarmUp.bars(tree))
                        .withOrderEntry(
                                "websocket".equals(tree.text("venue.order-entry"))
                                        ? OrderEntry.WEBSOCKET
                                        : OrderEntry.REST)
                        .withRecvWindow(tree.integer("venue.recv-window-ms"));
        // A timer of the wall clock would make two runs of one seed differ; and nothing is lost.
        final long reconcileMs = isOrdered ? 0 : tree.number("venue.reconcile-interval-ms");
        final GatewayConfig.Connections connections =
                GatewayConfig.Connections.standard(
                        isOrdered ? PATIENT : silence(tree),
                        new ReconnectBackoff.Settings(
                                tree.number("venue.reconnect-delay-ms"),
                                tree.number("venue.reconnect-max-ms"),
                                RECONNECT_JITTER_PERCENT,
                                tree.integer("venue.reconnect-attempts")));
        final GatewayConfig config =
                standard.withTimings(
                        isOrdered ? connections.inOrder() : connections,
                        standard.periods()
                                .withReconcile(reconcileMs)
                                .withUpkeep(
                                        tree.number("venue.clock-interval-ms"),
                                        tree.number("venue.listen-key-interval-ms"))
                                .withFallback(
                                        tree.number("venue.poll-interval-ms"),
                                        tree.number("venue.ticker-interval-ms")));
        return pace.isLimitedLockstep()
                ? config.fasterBy(Math.toIntExact(Math.max(1, pace.speedPercent() / 100)))
                : config;
    }

    private static GatewayConfig.Silence silence(final ConfigTree tree) {
        // Where an embedded exchange is slower than the wall, so are its streams.
        final long percent =
                isEmbedded(tree) ? SimHost.paceOf(tree.text("sim.speed")).speedPercent() : 100;
        final int slowness = (int) Math.max(1, (percent + 99) / percent);
        return GatewayConfig.Silence.of(
                tree.integer("venue.silence-multiple") * slowness,
                tree.number("venue.book-interval-ms"),
                tree.number("venue.user-silence-ms"));
    }

    /** The venue's word for a length of bars. */
    static String interval(final long intervalMs) {
        final long minutes = intervalMs / 60_000;
        if (minutes % 1440 == 0) {
            return minutes / 1440 + "d";
        }
        return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
    }

    /** The embedded exchange, or {@code null}. */
    SimHost simOrNull() {
        return sim;
    }

    /** What events are stamped with. */
    EpochNanoClock clock() {
        return clock;
    }

    BinanceGateway gateway() {
        return gateway;
    }

    @Override
    public void close() {
        gateway.close();
        if (sim != null) {
            sim.close();
        }
    }
}
