package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.EngineView;
import dev.bowline.gateway.history.HistoryOptions;
import dev.bowline.gateway.history.HistoryReader;
import dev.bowline.gateway.sim.InstrumentCatalog;
import dev.bowline.gateway.sim.ProtectionReport;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.server.FaultKind;
import dev.bowline.gateway.sim.server.SimKey;
import dev.bowline.journal.chain.HeadKeys;
import dev.bowline.journal.export.IntentLedger;
import dev.bowline.journal.replay.StateRecovery;
import dev.bowline.journal.store.JournalDirectory;
import dev.bowline.journal.store.RunReader;
import dev.bowline.ops.cli.CommandRun;
import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Trades a recorded market on the embedded exchange in one process after the other, each killed at
 * a random moment. The exchange lives in the judging process, so it survives every kill. After each
 * kill what the next process will take over is compared with an engine that was never interrupted;
 * in the end the books of both sides are compared to the last digit.
 */
final class KillHarness implements AutoCloseable {
    private static final long MOMENT_TIMEOUT_MS = 15_000;
    private static final long DEAD_FILL_TIMEOUT_MS = 8_000;
    private static final long COVER_TIMEOUT_MS = 10_000;
    private static final long STOP_LIMIT_MS = 6_000;
    private static final long PREROLL_MS = 32 * 60_000;
    private static final long NS_PER_MS = 1_000_000;
    private static final long MINUTE_MS = 60_000;
    private static final long QUIET_MS = 17_000;
    private static final String FUNDING_READ = "FUNDING_READ";
    private static final int STEPS_OF_START = 3;
    private static final List<String> TAPE =
            List.of(
                    "BTCUSDT-trades-20240718T2357.csv.gz",
                    "BTCUSDT-bookTicker-20240718T2357.csv.gz",
                    "ETHUSDT-trades-20240718T2357.csv.gz",
                    "ETHUSDT-bookTicker-20240718T2357.csv.gz");
    private static final List<String> RECORDED = List.of("BTCUSDC", "ETHUSDC");

    private static final List<String> BUSY_MARKET =
            List.of(
                    "risk.trading-from-minute-utc=00:00",
                    "risk.trading-to-minute-utc=24:00",
                    "risk.max-open-positions=5",
                    "risk.max-margin-share=1",
                    "risk.day-loss-share=1",
                    "risk.max-stop-loss-streak=1000",
                    "risk.min-profit-factor=0",
                    "risk.min-volume-multiple=0",
                    "sizing.max-margin=4000",
                    "sizing.max-total-margin-share=1",
                    "sim.start-equity=100000",
                    "scalping.enabled=false",
                    "book-momentum.min-imbalance=0",
                    "book-momentum.min-flow-share=0",
                    "book-momentum.min-flow-trades=1",
                    "book-momentum.cooldown-ms=100",
                    "book-momentum.window-ms=200ms",
                    "book-momentum.stop-share=0.0003",
                    "book-momentum.target-share=0.0003",
                    "targets.move-1=0.0001",
                    "targets.move-2=0.0002",
                    "targets.move-3=0.0004",
                    "entry.patience-ms=4s",
                    "trailing.activation-profit=0.0001",
                    "trailing.break-even-profit=0.00008",
                    "trailing.callback-ranging=0.0001",
                    "trailing.update-interval-ms=1s",
                    "trailing.min-improvement=0.00002",
                    "trailing.override-improvement=0.0002",
                    "journal.snapshot-ms=2s",
                    "venue.reconcile-interval-ms=5s",
                    "run.positions-at-stop=close",
                    "sim.start-time=now");

    private static final List<String> START_STEPS =
            List.of(
                    "START_STEP account lock",
                    "START_STEP journal recovery",
                    "START_STEP venue",
                    "STATE_RECOVERED",
                    "START_STEP instruments",
                    "START_STEP history warm-up",
                    "FILLS_READ");

    private final Path directory;
    private final Random random;
    private final KillFigures figures = new KillFigures();
    private final IntentLedger ledger = new IntentLedger();
    private final Set<String> lost = new HashSet<>();
    private final List<String> symbols = new ArrayList<>();
    private final UninterruptedTwin twin;
    private final SimHost exchange;
    private final VenueJudge judge;
    private final List<Path> outputs = new ArrayList<>();
    private TradingProcess process;
    private KillMoment moment;
    private boolean hasTorn;
    private int toldRunId;
    private long killedMs;
    private long thinSinceMs;
    private long startedNs;
    private long usualStartMs = 5_000;

    /** Opens the exchange; prints the seed. */
    KillHarness(final Path directory, final long seed) throws IOException {
        this.directory = directory;
        System.out.println("KillHarness seed=" + seed);
        random = new Random(seed);
        twin = new UninterruptedTwin(journal());
        final ConfigTree tree = exchangeTree(seed);
        exchange =
                new SimHost(
                        tree,
                        marketOf(tree),
                        SimKey.hmac("key-of-the-test", "secret-of-the-test"),
                        framesSent -> true,
                        task -> new Thread(task, "exchange-of-the-test"));
        exchange.resume();
        judge = new VenueJudge(exchange);
    }

    private Path journal() {
        return directory.resolve("journal");
    }

    private static ConfigTree exchangeTree(final long seed) {
        try {
            final ConfigLoader loader = new ConfigLoader();
            BUSY_MARKET.forEach(loader::set);
            loader.set("sim.speed=1");
            loader.set("sim.seed=" + Math.floorMod(seed, 1_000_000));
            return loader.load();
        } catch (final ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The recorded market if it lies beside the repository, else the generated one. */
    private SimHost.SimMarket marketOf(final ConfigTree tree) {
        final Path root = Path.of(System.getProperty("bowline.root", "."));
        final List<Path> files = new ArrayList<>();
        for (final String shared : List.of("../shared", "../../shared")) {
            final Path tape = root.resolve(shared).resolve("data/market/tape").normalize();
            if (files.isEmpty() && Files.isDirectory(tape)) {
                TAPE.forEach(name -> files.add(tape.resolve(name)));
            }
        }
        if (files.isEmpty()) {
            System.out.println("no recorded market here: a generated one");
            return SimMarkets.of(tree);
        }
        symbols.add("universe.symbols=" + String.join(",", RECORDED));
        final List<SimInstrument> contracts = InstrumentCatalog.builtIn(RECORDED);
        final long nowMs = System.currentTimeMillis();
        final LoopedTape looped =
                new LoopedTape(
                        () ->
                                new HistoryReader(
                                        files,
                                        contracts.stream().map(SimInstrument::spec).toList(),
                                        HistoryOptions.usual()),
                        contracts.size(),
                        nowMs - PREROLL_MS);
        return new SimHost.SimMarket(contracts, looped, nowMs - looped.peekTimeMs());
    }

    /** {@code DIRECTORY KILLS SEED}: the same outside a build. */
    public static void main(final String[] args) throws Exception {
        final Path directory = Files.createDirectories(Path.of(args[0]));
        try (KillHarness harness = new KillHarness(directory, Long.parseLong(args[2]))) {
            harness.run(Integer.parseInt(args[1]));
        }
    }

    /**
     * Payments at each full minute may have met a dead process: the list is believed a while after
     * the payment, so it is waited for in the quiet part of a minute.
     */
    private void awaitFundingRead() throws IOException {
        final boolean isQuiet =
                process.await(
                        () ->
                                exchange.server().clock().nanoTime() / NS_PER_MS % MINUTE_MS
                                        > QUIET_MS,
                        MINUTE_MS);
        final int readBefore = process.text().lastIndexOf(FUNDING_READ);
        final boolean isRead =
                process.await(
                        () -> {
                            try {
                                return process.text().lastIndexOf(FUNDING_READ) > readBefore;
                            } catch (final IOException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        2 * MINUTE_MS);
        assertTrue(isQuiet && isRead, "funding was not read");
    }

    /** Kills so many processes, lets the last one stop, and judges. */
    void run(final int kills) throws Exception {
        final long firstDay = today();
        next(0);
        for (int kill = 0; kill < kills; kill++) {
            awaitMoment();
            kill(kill);
            next(kill + 1);
        }
        awaitReady();
        awaitFundingRead();
        assertEquals(0, process.stop(), process.text());
        final List<String> unused = tell();
        follow();
        judgeEnd(kills, today() == firstDay);
    }

    private static long today() {
        return TimeUnit.MILLISECONDS.toDays(System.currentTimeMillis());
    }

    /** Starts a process that is to die at a moment of its own. */
    private void next(final int kill) throws IOException {
        final KillMoment[] moments = KillMoment.values();
        moment = kill == 0 ? KillMoment.CLOSING : moments[random.nextInt(moments.length)];
        final List<String> styles = moment.entryStyles();
        final List<String> settings = new ArrayList<>(BUSY_MARKET);
        settings.addAll(symbols);
        settings.add("book-momentum.entry-style=" + styles.get(random.nextInt(styles.size())));
        settings.add("book-momentum.targets=" + (random.nextInt(3) == 0 ? "single" : "fixed"));
        settings.add("protection.target-style=" + (random.nextBoolean() ? "market" : "limit"));
        settings.add("run.dir=" + directory.resolve("run"));
        startedNs = System.nanoTime();
        outputs.add(directory.resolve("trade-" + kill + ".out"));
        process =
                TradingProcess.start(
                        outputs.get(outputs.size() - 1),
                        journal(),
                        exchange.server().port(),
                        settings);
    }

    private void awaitReady() throws IOException {
        process.awaitLine(TradingProcess.READY);
        final long tookMs = msSince(startedNs);
        final long readyMs = venueMs();
        final long readyNs = System.nanoTime();
        final boolean isCovered =
                process.await(() -> !this.<Boolean>ask(KillMoment::hasUncovered), COVER_TIMEOUT_MS);
        assertTrue(isCovered, "no stop after the restart");
        if (killedMs != 0) {
            figures.onReady(tookMs, killedMs, readyMs, msSince(readyNs));
        }
        usualStartMs = tookMs;
        killedMs = 0;
    }

    private <T> T ask(final Function<SimulatedVenue, T> question) {
        return judge.ask(question);
    }

    /** Waits for the moment; a market that does not bring it in time is killed anyway. */
    private void awaitMoment() throws IOException {
        if (moment == KillMoment.STARTING) {
            awaitStartStep();
            return;
        }
        awaitReady();
        if (moment.lastsWithSlowAnswers()) {
            exchange.faults().setAnswerLatencyMs(30 + random.nextInt(300));
        }
        if (moment == KillMoment.CLOSING && random.nextBoolean()) {
            exchange.faults().arm("kind=would-trigger, type=STOP_MARKET, times=3");
        }
        if (moment == KillMoment.PARTLY_FILLED || random.nextInt(4) == 0) {
            exchange.faults().arm("kind=partial-fills, for=60s");
            thinSinceMs = venueMs();
        }
        final long realizedE8 = this.<Long>ask(KillMoment::realizedE8);
        final KillMoment wanted = moment;
        final boolean unused =
                process.await(
                        () -> this.<Boolean>ask(venue -> wanted.isNow(venue, realizedE8)),
                        MOMENT_TIMEOUT_MS);
        if (moment == KillMoment.ANY || random.nextInt(3) == 0) {
            pauseMs(random.nextInt(moment == KillMoment.ANY ? 3_000 : 40));
        }
    }

    private void awaitStartStep() throws IOException {
        if (random.nextBoolean()) {
            pauseMs(random.nextInt((int) usualStartMs));
            return;
        }
        final String step = START_STEPS.get(random.nextInt(START_STEPS.size()));
        final boolean isRestored = twin.stateOrNull() != null;
        process.awaitLine(isRestored ? step : START_STEPS.get(random.nextInt(STEPS_OF_START)));
        pauseMs(random.nextInt(200));
    }

    private static void pauseMs(final long ms) {
        final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (System.nanoTime() - untilNs < 0) {
            LockSupport.parkNanos(200_000);
        }
    }

    private long venueMs() {
        return exchange.server().clock().nanoTime() / NS_PER_MS;
    }

    private static long msSince(final long sinceNs) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs);
    }

    private void kill(final int kill) throws Exception {
        process.kill();
        if (killedMs == 0) {
            killedMs = venueMs();
        }
        final int fillsAtKill = judge.fills();
        exchange.faults().setAnswerLatencyMs(0);
        exchange.faults().disarm(FaultKind.WOULD_TRIGGER);
        exchange.faults().disarm(FaultKind.PARTIAL_FILLS);
        if (thinSinceMs != 0) {
            figures.onThin(thinSinceMs, venueMs());
            thinSinceMs = 0;
        }
        final List<String> placed = tell();
        final String torn = tear();
        follow();
        placed.stream().filter(id -> !twin.placed().contains(id)).forEach(lost::add);
        if (kill % 3 == 0) {
            awaitDeadFill(fillsAtKill);
        }
        figures.onDeadFills(judge.fills() - fillsAtKill);
        judge.assertExplainedBy(ledger);
        judge.assertNoDuplicates(lost);
        System.out.println(
                "kill "
                        + kill
                        + " at "
                        + moment
                        + torn
                        + " lost="
                        + lost.size()
                        + " run="
                        + twin.lastRunId()
                        + " slots="
                        + twin.slots()
                        + " orders="
                        + judge.ownIds().size()
                        + " fills="
                        + judge.fills()
                        + " usualStartMs="
                        + usualStartMs);
    }

    /** Reads the newest run for the ledger once; the ids of its placements. */
    private List<String> tell() {
        final List<Integer> runs = JournalDirectory.runIds(journal());
        final int runId = runs.isEmpty() ? 0 : runs.get(runs.size() - 1);
        if (runId <= toldRunId) {
            return List.of();
        }
        toldRunId = runId;
        final int before = ledger.entries().size();
        UninterruptedTwin.tell(ledger, journal(), runId);
        final List<IntentLedger.Entry> entries = ledger.entries();
        return entries.subList(before, entries.size()).stream()
                .map(IntentLedger.Entry::clientOrderId)
                .toList();
    }

    /** May tear the end of the run that was just killed; says how. */
    private String tear() throws IOException {
        if (random.nextInt(4) != 0 || toldRunId <= twin.lastRunId() || hasNoRecord(toldRunId)) {
            return "";
        }
        final String how = TornTail.tear(journal(), toldRunId, random);
        hasTorn = true;
        figures.onTear(how);
        return " torn " + how;
    }

    private boolean hasNoRecord(final int runId) {
        try (RunReader reader = new RunReader(journal(), runId)) {
            return reader.nextOrNull() == null;
        }
    }

    /** What the next process will take over is what an uninterrupted engine knows there. */
    private void follow() throws IOException {
        final Path publicKey =
                HeadKeys.publicFile(journal().resolveSibling(journal().getFileName() + ".key"));
        final PublicKey key =
                Files.exists(publicKey)
                        ? HeadKeys.loadPublic(
                                journal().resolveSibling(journal().getFileName() + ".key"))
                        : null;
        final StateRecovery recovery = StateRecovery.recover(journal(), key);
        final int runId = recovery.lastRun().runId();
        if (runId > twin.lastRunId()) {
            twin.follow(runId, recovery.lastRun().records());
        }
        assertArrayEquals(twin.stateOrNull(), recovery.stateOrNull(), "state to be taken over");
        figures.onRecovered(recovery.isFromSnapshot());
        final EngineView view = recovery.viewOrNull();
        figures.onKill(
                moment,
                view == null || moment == KillMoment.STARTING
                        ? EnumSet.of(KillMoment.STARTING)
                        : KillMoment.of(view));
    }

    /** Leaves time for a stop or target to be hit while nobody is there. */
    private void awaitDeadFill(final int fillsAtKill) {
        final long startNs = System.nanoTime();
        while (judge.hasPosition()
                && judge.fills() == fillsAtKill
                && msSince(startNs) < DEAD_FILL_TIMEOUT_MS) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void judgeEnd(final int kills, final boolean isSameDay) {
        final ProtectionReport report =
                judge.assertProtected(
                        position ->
                                figures.longestGapMs() + figures.thinMs(position) + STOP_LIMIT_MS);
        System.out.println(figures.text(report));
        judge.assertNoDuplicates(lost);
        judge.assertExplainedBy(ledger);
        final StateRecovery end = StateRecovery.recover(journal());
        System.out.println(
                "kills="
                        + kills
                        + " orders="
                        + judge.ownIds().size()
                        + " fills="
                        + judge.fills()
                        + " positions="
                        + report.positions()
                        + " "
                        + StatusText.recovered(end));
        assertEquals(0, end.viewOrNull().liveOrders());
        judge.assertSameFills(twin.bookedFills());
        judge.assertSameMoney(end.viewOrNull(), isSameDay);
        judge.assertSameFunding(end.viewOrNull());
        judge.assertResolvedBy(ledger, lost);
        assertJournalIsGood();
    }

    private void assertJournalIsGood() {
        final String journal = journal().toString();
        final CommandRun audit = CommandRun.of("audit", "verify", "--journal", journal);
        assertEquals(0, audit.exitCode(), audit.err() + audit.out());
        assertTrue(audit.out().contains("note: signed end\n"), audit.out());
        if (hasTorn) {
            // What was torn off tells nothing; the twin has replayed the rest.
            return;
        }
        final CommandRun replay =
                CommandRun.of("replay", "--verify", "--all", "--json", "--journal", journal);
        assertEquals(0, replay.exitCode(), replay.err() + replay.out());
    }

    @Override
    public void close() {
        if (process != null) {
            process.end();
        }
        exchange.close();
    }
}
