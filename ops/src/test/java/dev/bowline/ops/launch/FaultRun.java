package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.EngineView;
import dev.bowline.gateway.sim.PositionProtection;
import dev.bowline.gateway.sim.ProtectionReport;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.VenueFill;
import dev.bowline.gateway.sim.server.FaultKind;
import dev.bowline.gateway.sim.server.FaultPlan;
import dev.bowline.journal.replay.ReplayReport;
import dev.bowline.journal.replay.ReplayVerifier;
import dev.bowline.journal.replay.StateRecovery;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs the whole bot through one cell of the matrix, and judges it by the exchange's books. */
final class FaultRun {
    private static final long WALL_LIMIT_MS = 90_000;

    /** Every phase comes about within seconds: entries that rest, stops that follow, closes. */
    private static final List<String> MARKET =
            List.of(
                    "universe.symbols=XRP",
                    "risk.trading-from-minute-utc=00:00",
                    "risk.trading-to-minute-utc=24:00",
                    "risk.max-margin-share=1",
                    "risk.day-loss-share=1",
                    "risk.max-stop-loss-streak=1000",
                    "risk.min-profit-factor=0",
                    "sim.start-equity=10000",
                    "sizing.max-margin=400",
                    "scalping.enabled=false",
                    "scalping.timeframe-ms=1m",
                    "book-momentum.min-imbalance=0.01",
                    "book-momentum.min-flow-share=0.01",
                    "book-momentum.min-flow-trades=1",
                    "book-momentum.cooldown-ms=200",
                    "book-momentum.window-ms=1s",
                    "book-momentum.stop-share=0.001",
                    "book-momentum.target-share=0.003",
                    "book-momentum.targets=single",
                    "book-momentum.entry-style=limit",
                    "entry.patience-ms=4s",
                    "protection.max-age-ms=12s",
                    "trailing.activation-profit=0.00005",
                    "trailing.callback-ranging=0.0004",
                    "trailing.break-even-profit=0.4",
                    "trailing.update-interval-ms=1s",
                    "trailing.min-improvement=0.00001",
                    "journal.snapshot-ms=0",
                    "engine.layout=compact",
                    "engine.rehearse-ms=0",
                    "sim.preroll-ms=60m",
                    "run.duration-ms=30m",
                    "run.positions-at-stop=close");

    private final FaultCase cell;
    private final Path directory;
    private SimHost sim;
    private SimulatedVenue venue;
    private Figures figures;

    /**
     * What a run shows.
     *
     * @param unprotectedMs longest stretch of each position, venue ms
     * @param replaceGapMs longest stretch because a stop was cancelled, venue ms
     * @param maxStops most stops of one position at once
     * @param fired how often each kind took hold, those included that only help
     * @param wallMs how long it took
     * @param venueMs how long it took at the exchange
     */
    record Figures(
            List<Long> unprotectedMs,
            long replaceGapMs,
            int maxStops,
            Map<FaultKind, Long> fired,
            long wallMs,
            long venueMs) {}

    FaultRun(final FaultCase cell, final Path directory) {
        this.cell = cell;
        this.directory = directory;
    }

    private ConfigTree tree() throws Exception {
        final ConfigLoader loader = new ConfigLoader();
        MARKET.forEach(loader::set);
        if (FaultScripts.isTimed(cell)) {
            loader.set("sim.speed=10");
            loader.set("sim.lockstep=true");
        } else {
            loader.set("sim.speed=max");
        }
        loader.set("venue.order-entry=" + cell.exit().word());
        loader.set("sim.seed=" + FaultScripts.seed(cell));
        loader.set("journal.dir=" + directory.resolve("journal"));
        loader.set("run.dir=" + directory.resolve("run"));
        FaultScripts.settings(cell).forEach(loader::set);
        final List<String> lines = new ArrayList<>(FaultScripts.extras(cell));
        lines.addAll(FaultScripts.lines(cell));
        loader.set("sim.faults=" + String.join("; ", lines));
        return loader.load();
    }

    /** Runs once; afterwards only the figures are kept, for an exchange is large. */
    Figures run() throws Exception {
        try {
            trade();
            judge();
            return figures;
        } finally {
            sim = null;
            venue = null;
        }
    }

    private void trade() throws Exception {
        final long startNs = System.nanoTime();
        final TradeRun run = new TradeRun(tree(), BuildInfo.read());
        run.start();
        sim = run.simOrNull();
        venue = sim.server().inspect(books -> books);
        final long startMs = venue.timeMs();
        try {
            awaitAftermath(run);
        } finally {
            run.stop();
        }
        figures = figures(startNs, startMs);
        assertFalse(sim.hasFailed(), () -> sim.server().failureOrNull());
        assertEquals(List.of(), run.problems());
    }

    /** What it showed, whatever the judgement; {@code null} before its end. */
    Figures figuresOrNull() {
        return figures;
    }

    private Figures figures(final long startNs, final long startMs) {
        final List<PositionProtection> each = venue.protection().each();
        return new Figures(
                each.stream().map(PositionProtection::maxUncoveredMs).toList(),
                each.stream().mapToLong(PositionProtection::replaceGapMs).max().orElse(0),
                each.stream().mapToInt(PositionProtection::maxStops).max().orElse(0),
                sim.faults().counts(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs),
                venue.timeMs() - startMs);
    }

    /** Until the fault took hold, and a whole position of a later entry was opened and ended. */
    private void awaitAftermath(final TradeRun run) {
        final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WALL_LIMIT_MS);
        boolean isOver = false;
        while (!isOver && run.stopReasonOrNull() == null) {
            assertTrue(System.nanoTime() < untilNs, () -> "took too long: " + state());
            LockSupport.parkNanos(2_000_000);
            isOver = sim.server().<Boolean>inspect(this::isOver);
        }
        assertTrue(isOver, () -> "ended early: " + state());
    }

    private String state() {
        return "fired="
                + sim.faultsFired()
                + " of "
                + FaultScripts.lines(cell).size()
                + sim.protection().each();
    }

    private long firedMs() {
        final List<FaultPlan.Fired> fired = sim.faultsFired();
        if (fired.stream()
                        .map(FaultPlan.Fired::rule)
                        .filter(rule -> rule.kind() == cell.kind())
                        .distinct()
                        .count()
                < FaultScripts.lines(cell).size()) {
            return Long.MAX_VALUE;
        }
        return fired.get(fired.size() - 1).timeMs();
    }

    /** Nothing is open, and what the last fill led to has been told. */
    private static boolean isAtRest(final SimulatedVenue books) {
        final List<VenueFill> fills = books.userTrades(SimulatedVenue.ALL);
        return !fills.isEmpty()
                && books.timeMs() - fills.get(fills.size() - 1).timeMs() > 1_000
                && books.position(0).position().isFlat();
    }

    private boolean isOver(final SimulatedVenue books) {
        final long firedMs = firedMs();
        return firedMs != Long.MAX_VALUE
                && isAtRest(books)
                && books.protection().each().stream()
                        .anyMatch(
                                each ->
                                        each.openedMs() > firedMs + FaultScripts.lastsMs(cell)
                                                && each.firstStopMs() > 0
                                                && each.closedMs() > 0);
    }

    private void judge() {
        final ProtectionReport report = venue.protection();
        for (final PositionProtection each : report.each()) {
            assertTrue(each.maxUncoveredMs() <= FaultScripts.allowedMs(cell), each::toString);
            assertEquals(0, each.replaceGapMs(), each::toString);
            assertTrue(each.maxStops() <= FaultScripts.mostStops(cell), each::toString);
        }
        assertEquals(List.of(), report.orphans());
        assertTrue(venue.positions().isEmpty(), () -> "left open: " + venue.positions());
        final VenueJudge judge = new VenueJudge(venue);
        judge.assertNoDuplicates();
        final EngineView view = StateRecovery.recover(directory.resolve("journal")).viewOrNull();
        judge.assertSameMoney(view, false);
        final ReplayReport replay = ReplayVerifier.verify(directory.resolve("journal"), 1);
        assertTrue(replay.isIdentical(), () -> "replay: " + replay.firstDifferenceOrNull());
        assertEquals(replay.slots(), replay.identicalSlots());
    }
}
