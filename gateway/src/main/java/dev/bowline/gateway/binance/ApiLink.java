package dev.bowline.gateway.binance;

import dev.bowline.gateway.binance.rest.RequestSigner;
import dev.bowline.gateway.binance.rest.ServerClock;
import dev.bowline.gateway.net.ClientTls;
import dev.bowline.gateway.net.EventThread;
import dev.bowline.gateway.net.Greeting;
import dev.bowline.gateway.net.WebSocketSession;
import io.netty.channel.EventLoop;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.agrona.concurrent.EpochNanoClock;

/** The way out over the WebSocket API with its connection, if it is wanted. */
final class ApiLink implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ApiLink.class.getName());

    /** As long as a throttled or restarting front end of the venue usually takes. */
    private static final long PAUSE_MS = 5_000;

    private static final int CHECKS_PER_ANSWER = 10;
    private static final long SLOWEST_CHECK_MS = 100;

    private final GatewayConfig config;
    private final EventLoop loop;
    private final EpochNanoClock clock;
    private final ServerClock serverClock;
    private final ApiExit exitOrNull;
    private WebSocketSession session;

    /** A way that is not open yet. */
    ApiLink(
            final GatewayConfig config,
            final EventLoop loop,
            final QueueingSink sink,
            final EpochNanoClock clock,
            final ServerClock serverClock) {
        this.config = config;
        this.loop = loop;
        this.clock = clock;
        this.serverClock = serverClock;
        exitOrNull = config.orderEntry() == OrderEntry.REST ? null : newExit(sink);
    }

    private ApiExit newExit(final QueueingSink sink) {
        return new ApiExit(
                EventThread.of(loop, config.speed()),
                sink,
                clock,
                new ApiExit.Settings(
                        config.connections().orders().requestTimeoutMs() * config.speed(),
                        Math.min(PAUSE_MS, config.periods().maxExitWaitMs() / 2),
                        config.threads().maxRequests()));
    }

    /** Where requests leave for it; {@code null} if REST is the only way. */
    ApiExit exitOrNull() {
        return exitOrNull;
    }

    /**
     * Whether the first attempt to connect is over; REST stands in, so one is enough to start. Any
     * thread.
     */
    boolean isSettled() {
        return exitOrNull == null || exitOrNull.isSettled();
    }

    ApiFigures figures() {
        return exitOrNull == null
                ? new ApiFigures(false, 0, 0, 0)
                : new ApiFigures(
                        exitOrNull.isUsable(),
                        exitOrNull.requests(),
                        exitOrNull.unknownReplies(),
                        exitOrNull.unreadableReplies());
    }

    /**
     * Connects, now and whenever the connection is lost; nothing if REST is the only way.
     *
     * @param lookups may block
     * @param measureClock blocks
     */
    void open(
            final RequestFlow flow,
            final OrderEncoders encoders,
            final Executor lookups,
            final ClientTls tls,
            final RandomGenerator random,
            final Runnable measureClock) {
        if (exitOrNull == null) {
            return;
        }
        final RequestSigner signer = config.credentials().newSigner();
        final Greeting greeting =
                signer.mayLogOn()
                        ? new ApiLogon(
                                encoders.newApi(),
                                signer,
                                () -> serverClock.timestampMs(clock.nanoTime()),
                                () -> lookups.execute(() -> measureQuietly(measureClock)))
                        : Greeting.NONE;
        session =
                new WebSocketSession(
                        "order-api",
                        loop,
                        lookups,
                        () -> config.endpoints().orderApi(),
                        tls,
                        config.connections().orderApi(),
                        random,
                        exitOrNull,
                        exitOrNull,
                        greeting);
        exitOrNull.connect(session, flow);
        final long answerMs = config.connections().orders().requestTimeoutMs();
        GatewayLoops.repeat(
                loop,
                exitOrNull::check,
                Math.max(1, Math.min(SLOWEST_CHECK_MS, answerMs / CHECKS_PER_ANSWER)));
        session.start();
    }

    /** Measured again with the next logon that is refused for its stamp. */
    private static void measureQuietly(final Runnable measureClock) {
        try {
            measureClock.run();
        } catch (final RuntimeException e) {
            LOG.log(Level.WARNING, "CLOCK_NOT_MEASURED {0}", e.getMessage());
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
