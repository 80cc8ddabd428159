package dev.bowline.gateway.sim.server;

import java.util.List;
import java.util.Objects;

/**
 * How the exchange is served. {@code with…} methods give a changed copy.
 *
 * @param port on 127.0.0.1; 0 takes a free one
 * @param keys API keys of the one account
 * @param limits rate limits
 * @param pace how time passes
 * @param quiet in lockstep, whether the client has digested everything
 * @param quietDeadlineMs wall time after which a client that is not quiet ends the run
 * @param listener follows time
 * @param faults what goes wrong
 * @param listenKeyMs life of a listen key, virtual time
 * @param streamLifetimeMs life of a stream socket, virtual time; 0 for ever
 * @param pingMs interval of pings, wall time; 0 never
 * @param seed of listen keys
 * @param spin whether the exchange's thread never sleeps (for measurements)
 */
public record SimServerConfig(
        int port,
        List<SimKey> keys,
        RateLimits limits,
        Pace pace,
        ClientQuiet quiet,
        long quietDeadlineMs,
        PaceListener listener,
        FaultPlan faults,
        long listenKeyMs,
        long streamLifetimeMs,
        long pingMs,
        long seed,
        boolean spin) {
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final long PING_MS = 180_000;
    private static final long QUIET_DEADLINE_MS = 30_000;

    /** Refuses a port out of range. */
    public SimServerConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("sim port=" + port + ", must be in [0, 65535]");
        }
        keys = List.copyOf(keys);
        Objects.requireNonNull(quiet, "quiet");
    }

    /** Real time on a free port with the venue's own limits. */
    public static SimServerConfig of(final SimKey... keys) {
        return new SimServerConfig(
                0,
                List.of(keys),
                RateLimits.PRODUCTION,
                Pace.REAL_TIME,
                framesSent -> true,
                QUIET_DEADLINE_MS,
                PaceListener.NONE,
                new FaultPlan(),
                HOUR_MS,
                DAY_MS,
                PING_MS,
                1,
                false);
    }

    /** Another port; 0 takes a free one. */
    public SimServerConfig withPort(final int newPort) {
        return new SimServerConfig(
                newPort,
                keys,
                limits,
                pace,
                quiet,
                quietDeadlineMs,
                listener,
                faults,
                listenKeyMs,
                streamLifetimeMs,
                pingMs,
                seed,
                spin);
    }

    /** Other rate limits. */
    public SimServerConfig withLimits(final RateLimits newLimits) {
        return new SimServerConfig(
                port,
                keys,
                newLimits,
                pace,
                quiet,
                quietDeadlineMs,
                listener,
                faults,
                listenKeyMs,
                streamLifetimeMs,
                pingMs,
                seed,
                spin);
    }

    /** Time passes by the wall; sockets are not cut when that is faster than real time. */
    public SimServerConfig withPace(final Pace newPace) {
        return new SimServerConfig(
                port,
                keys,
                limits,
                newPace,
                quiet,
                quietDeadlineMs,
                listener,
                faults,
                listenKeyMs,
                Pace.REAL_TIME.equals(newPace) ? streamLifetimeMs : 0,
                pingMs,
                seed,
                spin);
    }

    /** Time passes as fast as the client keeps up; sockets are not cut by age. */
    public SimServerConfig withLockstep(final ClientQuiet client, final PaceListener follower) {
        return new SimServerConfig(
                port,
                keys,
                limits,
                Pace.LOCKSTEP,
                client,
                quietDeadlineMs,
                follower,
                faults,
                listenKeyMs,
                0,
                pingMs,
                seed,
                spin);
    }

    /** Time waits for the client, and passes no faster than the pace says. */
    public SimServerConfig withLockstep(
            final ClientQuiet client, final PaceListener follower, final Pace newPace) {
        return new SimServerConfig(
                port,
                keys,
                limits,
                newPace,
                client,
                quietDeadlineMs,
                follower,
                faults,
                listenKeyMs,
                0,
                pingMs,
                seed,
                spin);
    }

    /** Another follower of time. */
    public SimServerConfig withListener(final PaceListener follower) {
        return new SimServerConfig(
                port,
                keys,
                limits,
                pace,
                quiet,
                quietDeadlineMs,
                follower,
                faults,
                listenKeyMs,
                streamLifetimeMs,
                pingMs,
                seed,
                spin);
    }

    /** Another deadline of a client in lockstep, wall time. */
    public SimServerConfig withQuietDeadlineMs(final long deadlineMs) {
        return new SimServerConfig(
                port,
                keys,
                limits,
                pace,
                quiet,
                deadlineMs,
                listener,
                faults,
                listenKeyMs,
                streamLifetimeMs,
                pingMs,
                seed,
                spin);
    }

    /** Another plan of what goes wrong. */
    public SimServerConfig withFaults(final FaultPlan plan) {
        return new SimServerConfig(
                port,
                keys,
                limits,
                pace,
                quiet,
                quietDeadlineMs,
                listener,
                plan,
                listenKeyMs,
                streamLifetimeMs,
                pingMs,
                seed,
                spin);
    }

    /** Another life of listen keys, virtual time. */
    public SimServerConfig withListenKeyMs(final long lifeMs) {
        return new SimServerConfig(
                port,
                keys,
                limits,
                pace,
                quiet,
                quietDeadlineMs,
                listener,
                faults,
                lifeMs,
                streamLifetimeMs,
                pingMs,
                seed,
                spin);
    }

    /** Another life of stream sockets, virtual time; 0 for ever. */
    public SimServerConfig withStreamLifetimeMs(final long lifeMs) {
        return new SimServerConfig(
                port,
                keys,
                limits,
                pace,
                quiet,
                quietDeadlineMs,
                listener,
                faults,
                listenKeyMs,
                lifeMs,
                pingMs,
                seed,
                spin);
    }

    /** Whether the exchange's thread never sleeps. */
    public SimServerConfig withSpin(final boolean on) {
        return new SimServerConfig(
                port,
                keys,
                limits,
                pace,
                quiet,
                quietDeadlineMs,
                listener,
                faults,
                listenKeyMs,
                streamLifetimeMs,
                pingMs,
                seed,
                on);
    }
}
