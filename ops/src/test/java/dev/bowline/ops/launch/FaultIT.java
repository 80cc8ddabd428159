package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.EngineView;
import dev.bowline.gateway.sim.PositionProtection;
import dev.bowline.gateway.sim.ProtectionReport;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.server.FaultRule;
import dev.bowline.journal.replay.StateRecovery;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole bot on the embedded exchange over real sockets while things go wrong in every phase of
 * a trade: entry under way, partly filled, filled and not yet protected, protected, closing. The
 * exchange's own books are the judge (SIM-3, PROT-1, OMS-2, OMS-8).
 */
final class FaultIT {
    private static final long DEADLINE_MS = 60_000;
    private static final long STOP_LIMIT_MS = 6_000;

    private static final List<String> BUSY_MARKET =
            List.of(
                    "risk.trading-from-minute-utc=00:00",
                    "risk.trading-to-minute-utc=24:00",
                    "risk.max-open-positions=5",
                    "risk.max-margin-share=1",
                    "risk.day-loss-share=1",
                    "risk.max-stop-loss-streak=1000",
                    "risk.min-profit-factor=0",
                    "sizing.max-margin=20",
                    "scalping.enabled=false",
                    "book-momentum.min-imbalance=0.01",
                    "book-momentum.min-flow-share=0.01",
                    "book-momentum.min-flow-trades=1",
                    "book-momentum.cooldown-ms=200",
                    "book-momentum.window-ms=1s",
                    "book-momentum.stop-share=0.0003",
                    "book-momentum.target-share=0.0003",
                    "book-momentum.entry-style=market",
                    "sim.preroll-ms=30m",
                    "run.positions-at-stop=close");

    private static final List<String> LOCKSTEP = List.of("sim.speed=max", "run.duration-ms=45s");

    /** What a request is about, and how many of its kind go well before. */
    private static final List<String> PHASES =
            List.of(
                    "method=POST, path=/fapi/v1/order, reduce-only=false, skip=2",
                    "method=POST, path=*rder, type=TAKE_PROFIT*, skip=8",
                    "method=DELETE, path=*rder, skip=10");

    private static final String STOP_PHASE =
            "method=POST, path=/fapi/v1/algoOrder, type=STOP_MARKET, skip=5";

    /** At the end of a run in lockstep time stands still, so that nothing can be looked up. */
    private static final String CLOSE_PHASE = "method=POST, path=/fapi/v1/order, reduce-only=true";

    @TempDir private Path directory;

    private ConfigTree tree(final List<String> more, final List<String> faults) throws Exception {
        final ConfigLoader loader = new ConfigLoader();
        BUSY_MARKET.forEach(loader::set);
        loader.set("journal.dir=" + directory.resolve("journal"));
        loader.set("run.dir=" + directory.resolve("run"));
        loader.set("sim.faults=" + String.join("; ", faults));
        more.forEach(loader::set);
        return loader.load();
    }

    /** What a run left behind. */
    private record Outcome(SimulatedVenue venue, EngineView view, List<String> problems) {}

    private Outcome run(final List<String> settings, final List<String> faults) throws Exception {
        final TradeRun run = new TradeRun(tree(settings, faults), BuildInfo.read());
        run.start();
        final SimHost sim = run.simOrNull();
        final SimulatedVenue venue = sim.server().inspect(books -> books);
        try {
            final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MS);
            while (run.stopReasonOrNull() == null) {
                assertTrue(System.nanoTime() < untilNs, "still running after a minute");
                LockSupport.parkNanos(1_000_000);
            }
        } finally {
            run.stop();
        }
        assertFalse(sim.hasFailed(), () -> sim.server().failureOrNull());
        for (final String fault : faults) {
            final FaultRule rule = FaultRule.parse(fault);
            assertTrue(
                    sim.faultCounts().has(rule.kind().word()),
                    "never injected: " + fault + "; " + sim.faultCounts());
        }
        final EngineView view = StateRecovery.recover(directory.resolve("journal")).viewOrNull();
        return new Outcome(venue, view, run.problems());
    }

    private static void assertProtected(final Outcome outcome, final long limitMs) {
        final ProtectionReport report = outcome.venue().protection();
        assertTrue(report.positions() > 0, "nothing was traded");
        for (final PositionProtection each : report.each()) {
            assertTrue(each.maxUncoveredMs() <= limitMs, limitMs + " < " + each);
        }
        assertEquals(List.of(), report.orphans());
        assertTrue(
                outcome.venue().positions().isEmpty(),
                () -> "left open: " + outcome.venue().positions());
        new VenueJudge(outcome.venue()).assertNoDuplicates();
        assertEquals(List.of(), outcome.problems());
    }

    /** The venue's books and ours are compared to the last digit. */
    private void runAndJudge(
            final List<String> settings, final List<String> faults, final long limitMs)
            throws Exception {
        final Outcome outcome = run(settings, faults);
        assertProtected(outcome, limitMs);
        new VenueJudge(outcome.venue()).assertSameMoney(outcome.view(), false);
    }

    private static List<String> inPhases(final String kind, final String... more) {
        final List<String> lines = new ArrayList<>();
        PHASES.forEach(phase -> lines.add("kind=" + kind + ", " + phase));
        for (final String phase : more) {
            lines.add("kind=" + kind + ", " + phase);
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reply-lost",
                "unknown-executed",
                "timeout-executed",
                "unavailable",
                "internal-error",
                "timestamp-refused",
                "html-page",
            })
    void shouldStayProtectedWhenARequestGoesWrongInAnyPhase(final String kind) throws Exception {
        runAndJudge(LOCKSTEP, inPhases(kind, STOP_PHASE, CLOSE_PHASE), STOP_LIMIT_MS);
    }

    /** In doubt and not executed: each phase has a run of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=request-dropped, type=MARKET, reduce-only=false, skip=2",
                "kind=request-dropped, type=STOP_MARKET, skip=2",
                "kind=request-dropped, type=STOP_MARKET, times=always, for=20s",
                "kind=request-dropped, type=TAKE_PROFIT_MARKET, skip=3",
                "kind=request-dropped, method=DELETE, path=*rder, skip=2",
                "kind=unknown-not-executed, type=MARKET, reduce-only=false, skip=2",
                "kind=unknown-not-executed, type=STOP_MARKET, skip=2",
                "kind=timeout-not-executed, method=DELETE, path=*rder, skip=2",
            })
    void shouldStayProtectedWhenARequestIsLostBeforeExecution(final String line) throws Exception {
        runAndJudge(LOCKSTEP, List.of(line), STOP_LIMIT_MS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=margin-insufficient, skip=2, times=2",
                "kind=would-trigger, type=STOP_MARKET, skip=2; kind=would-trigger, skip=6",
                "kind=duplicate-id, path=/fapi/v1/order, skip=3",
                "kind=duplicate-id, type=STOP_MARKET, skip=2, times=3",
                "kind=stop-exists, type=STOP_MARKET, skip=2",
                "kind=wrong-endpoint, skip=2",
                "kind=overloaded, skip=2, times=2",
                "kind=cancel-unknown, skip=2",
            })
    void shouldStayProtectedWhenOrdersAreRefused(final String lines) throws Exception {
        runAndJudge(LOCKSTEP, Arrays.asList(lines.split("; ", -1)), STOP_LIMIT_MS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=event-doubled, rate=0.3",
                "kind=event-swapped, rate=0.3",
                "kind=stop-events-late, delay=2s, times=always, for=40s",
                "kind=partial-fills, for=30s; kind=reply-lost, skip=4, times=3",
                "kind=manual-close, times=2; kind=manual-close, at=15s, delay=1s, times=2",
                "kind=adl; kind=liquidation, at=12s; kind=adl, at=24s, delay=500ms",
                "kind=trade-gap, rate=0.1",
            })
    void shouldStayProtectedWhenEventsGoWrongOrOthersTrade(final String lines) throws Exception {
        runAndJudge(LOCKSTEP, Arrays.asList(lines.split("; ", -1)), STOP_LIMIT_MS);
    }

    /** What was taken over without its fill is read from the list of fills (OMS-8). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=event-dropped, rate=0.2",
                "kind=event-delayed, rate=0.2, delay=700ms, for=40s",
            })
    void shouldStayProtectedAndKnowTheMoneyWhenEventsAreLostOrLate(final String line)
            throws Exception {
        runAndJudge(LOCKSTEP, List.of(line), STOP_LIMIT_MS);
    }

    /** What takes wall time to mend must happen in real time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=listen-key-expired, at=2s; kind=streams-cut, route=private, at=4s;"
                        + " kind=frame-cut, route=public, at=4s",
                "kind=exchange-restart, at=2s, for=1s; kind=reply-delayed, delay=300ms, times=always",
            })
    void shouldStayProtectedWhenConnectionsBreak(final String lines) throws Exception {
        runAndJudge(
                List.of("sim.speed=1", "run.duration-ms=12s"),
                Arrays.asList(lines.split("; ", -1)),
                STOP_LIMIT_MS + 2_000);
    }
}
