package dev.bowline.ops.launch;

import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.EngineConfig;
import dev.bowline.core.engine.EngineView;
import dev.bowline.core.engine.HaltSwitch;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.gateway.binance.ApiFigures;
import dev.bowline.gateway.binance.BinanceGateway;
import dev.bowline.gateway.binance.OrderExit;
import dev.bowline.gateway.binance.ThreadLayout;
import dev.bowline.gateway.sim.ProtectionReport;
import dev.bowline.gateway.sim.server.ClientQuiet;
import dev.bowline.journal.chain.HeadKeys;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.replay.StateRecovery;
import dev.bowline.journal.store.JournalDirectory;
import dev.bowline.journal.store.JournalHandler;
import dev.bowline.journal.store.JournalRoll;
import dev.bowline.journal.store.JournalSettings;
import dev.bowline.journal.store.JournalWriter;
import dev.bowline.journal.store.LastRun;
import dev.bowline.journal.store.SnapshotBuffer;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.config.EngineConfigs;
import dev.bowline.ops.config.HeadKeyFile;
import dev.bowline.ops.control.ControlDesk;
import dev.bowline.ops.control.ControlServer;
import dev.bowline.ops.control.Readiness;
import dev.bowline.ops.report.LatencyFigures;
import dev.bowline.ops.report.RunStatistics;
import dev.bowline.ops.report.StreamFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.agrona.concurrent.EpochNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of trading, from the checked configuration to the summary (REC-1, REC-5). Start, stop and
 * close belong to one thread; {@link #requestStop} and the readers may be called from any.
 */
public final class TradeRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TradeRun.class);
    private static final long START_IDLE_MS = 4_000;

    private final ConfigTree tree;
    private final BuildInfo build;
    private final ThreadLayout layout;
    private final PinnedThreads threads;
    private final LatencyFigures latency = new LatencyFigures();
    private final RunStatistics statistics;
    private final AtomicReference<String> stopReason = new AtomicReference<>();
    private final List<String> problems = new ArrayList<>();

    private AccountLock accountLock;
    private JournalDirectory journalLock;
    private JournalWriter journal;
    private JournalHandler journalLink;
    private SnapshotBuffer snapshots;
    private SimHost sim;
    private EpochNanoClock clock;
    private EngineHost engine;
    private ControlServer control;
    private BinanceGateway gateway;
    private OrderExit exit;
    private LastRun lastRun;
    private final MemoryGuard memory;
    private volatile boolean running;
    private volatile ProtectionReport protection;
    private volatile StreamFigures streams;
    private volatile ApiFigures orderApi;
    private volatile String halted;
    private boolean isJournalLost;
    private String journalHead = "";
    private PrivateKey headKey;
    private long startNs;

    /** A run that has not begun. */
    public TradeRun(final ConfigTree tree, final BuildInfo build) {
        this(tree, build, MemoryGuard::residentBytes);
    }

    /** As above, with another reader of the process's memory. */
    TradeRun(final ConfigTree tree, final BuildInfo build, final LongSupplier rssBytes) {
        this.tree = tree;
        this.build = build;
        layout = EngineLayout.of(tree, Runtime.getRuntime().availableProcessors());
        threads =
                new PinnedThreads(
                        tree.list("engine.cpus").stream().map(Integer::valueOf).toList(),
                        EngineLayout.roles(layout));
        statistics = new RunStatistics(tree.text("venue.settle-coin"));
        memory =
                new MemoryGuard(
                        rssBytes,
                        MemoryGuard.limitBytes(tree),
                        TimeUnit.MILLISECONDS.toNanos(tree.number("run.memory-stop-ms")),
                        this::tryTell,
                        this::requestStop);
    }

    /**
     * Everything up to the first entry that may be sent. If a step fails, what was opened is closed
     * again.
     *
     * @throws StartException naming the step
     */
    public void start() throws StartException {
        try {
            step("account lock", () -> accountLock = AccountLock.openOrNull(tree));
            step("operator socket", this::openSocket);
            final StateRecovery recovery = step("journal recovery", this::openJournalDirectory);
            step("venue", this::openVenue);
            step("journal", () -> openJournal(recovery.lastRun()));
            step("rehearsal", this::rehearse);
            step("engine", this::openEngine);
            if (recovery.stateOrNull() != null) {
                LOG.info("{}", StatusText.recovered(recovery));
                engine.restore(recovery.stateOrNull());
                final EngineView known = recovery.viewOrNull();
                gateway.readSince(known.fillsReadUntilMs(), known.fundingFromMs());
            }
            gateway.open(engine.runner(), engine.poll());
            gateway.start(
                    () -> {
                        if (recovery.stateOrNull() != null) {
                            RestoredSymbols.require(recovery.viewOrNull(), gateway.registry());
                        }
                    });
            step("readiness", this::awaitReady);
            step("control", this::openControl);
            engine.command(OperatorKind.ENABLE_ENTRIES);
            if (sim != null) {
                if (SimHost.isLockstep(tree)) {
                    sim.tickTo(engine::tick);
                }
                sim.resume();
            }
            startNs = clock.nanoTime();
            running = true;
        } catch (final StartException e) {
            close();
            throw e;
        } catch (final RuntimeException e) {
            close();
            throw new StartException("venue start: " + e.getMessage(), e);
        }
    }

    /** What a step does. */
    @FunctionalInterface
    private interface Step<T> {
        T run() throws Exception;
    }

    /** A step without a result. */
    @FunctionalInterface
    private interface PlainStep {
        void run() throws Exception;
    }

    private static void step(final String name, final PlainStep action) throws StartException {
        step(
                name,
                () -> {
                    action.run();
                    return null;
                });
    }

    private static <T> T step(final String name, final Step<T> action) throws StartException {
        final long startNs = System.nanoTime();
        try {
            final T result = action.run();
            LOG.info(
                    "START_STEP {} ms={}",
                    name,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
            return result;
        } catch (final Exception e) {
            throw new StartException(name + ": " + e.getMessage(), e);
        }
    }

    private StateRecovery openJournalDirectory() throws IOException {
        final Path directory = Path.of(tree.text("journal.dir"));
        journalLock = JournalDirectory.lock(directory);
        final Path publicKey = HeadKeys.publicFile(HeadKeyFile.of(tree, directory));
        final StateRecovery recovery =
                StateRecovery.recover(
                        directory,
                        Files.exists(publicKey)
                                ? HeadKeys.loadPublic(HeadKeyFile.of(tree, directory))
                                : null);
        recovery.notes().forEach(note -> LOG.warn("JOURNAL_NOTE {}", note));
        return recovery;
    }

    /** The gateway; in sim mode without an address, the embedded exchange is opened first. */
    private void openVenue() throws IOException {
        final VenueLink venue =
                VenueLink.open(tree, new VenueLink.Wiring(layout, threads::forRole, new Quiet()));
        sim = venue.simOrNull();
        clock = venue.clock();
        gateway = venue.gateway();
        exit = gateway.exit();
        gateway.probe(latency);
    }

    private void openJournal(final LastRun last) throws IOException {
        lastRun = last;
        final Path directory = Path.of(tree.text("journal.dir"));
        headKey = HeadKeys.loadOrCreate(HeadKeyFile.of(tree, directory));
        final EngineConfig config = EngineConfigs.from(tree, last.nextRunId());
        final RunHeader header =
                new RunHeader(
                        config.runId(),
                        last.runId(),
                        last.records(),
                        last.head(),
                        TimeUnit.NANOSECONDS.toMillis(clock.nanoTime()),
                        build.version(),
                        build.commit(),
                        "Java " + Runtime.version(),
                        tree.text("venue.mode"),
                        VenueLink.isEmbedded(tree)
                                ? "embedded exchange"
                                : tree.text("venue.rest-url"),
                        tree.canonicalText(),
                        config);
        journal = new JournalWriter(journalLock, JournalSettings.standard(roll(tree)), header);
        snapshots = new SnapshotBuffer();
        journalLink = new JournalHandler(journal, snapshots);
    }

    private static JournalRoll roll(final ConfigTree tree) {
        return JournalRoll.valueOf(tree.text("journal.roll").toUpperCase(Locale.ROOT));
    }

    private void rehearse() {
        final EngineConfig config = EngineConfigs.from(tree, lastRun.nextRunId());
        final long unused = new DecisionRehearsal(config).run(tree.number("engine.rehearse-ms"));
    }

    private void openEngine() {
        engine =
                new EngineHost(
                        tree,
                        layout,
                        threads,
                        new EngineHost.Links(
                                new DecisionHandler(EngineConfigs.from(tree, lastRun.nextRunId())),
                                journalLink,
                                snapshots,
                                exit,
                                statistics,
                                latency),
                        clock::nanoTime);
        engine.start();
    }

    private void awaitReady() throws TimeoutException {
        engine.awaitIdle(exit, START_IDLE_MS);
        engine.requireSound(START_IDLE_MS);
    }

    /** A run that operators could not reach must not begin; they are served later. */
    private void openSocket() throws IOException {
        final Path directory = Path.of(tree.text("run.dir"));
        RunDirectory.createPrivate(directory);
        control = new ControlServer(directory);
    }

    /** From here on operators can reach the engine (CTL-1). */
    private void openControl() {
        final EngineHost host = engine;
        control.serve(
                new ControlDesk(
                        host::ask,
                        host::forget,
                        () ->
                                new Readiness.Host(
                                        gateway.serverClock().isMeasured(),
                                        gateway.serverClock().offsetNs(),
                                        tree.number("venue.recv-window-ms") / 2,
                                        journalLink.isHalted() ? journalLink.whyHalted() : null,
                                        host.runner().publishedSequence()
                                                - host.runner().processedSequence()),
                        tree.number("risk.max-data-age-ms")));
    }

    /** In lockstep: every frame sent has gone through the chain, and nothing is under way. */
    private final class Quiet implements ClientQuiet {
        private static final long LOST_AFTER_NS = 50_000_000;

        private long lostFrames;
        private long lastHandled;
        private long sinceNs;

        @Override
        public boolean isQuiet(final long framesSent) {
            return isHeard(framesSent)
                    && engine != null
                    && engine.isIdle(exit, requestsNotAwaited());
        }

        /**
         * What was on its way when a socket was cut never comes: with a limit of speed it is lost.
         */
        private boolean isHeard(final long framesSent) {
            final long handled = framesHandled();
            if (!SimHost.paceOf(tree).isLimitedLockstep()) {
                return handled >= framesSent;
            }
            if (handled + lostFrames >= framesSent) {
                lostFrames = Math.max(0, framesSent - handled);
                sinceNs = 0;
                return true;
            }
            final long nowNs = System.nanoTime();
            if (sinceNs == 0 || handled != lastHandled) {
                sinceNs = nowNs;
                lastHandled = handled;
            } else if (nowNs - sinceNs > LOST_AFTER_NS) {
                lostFrames = framesSent - handled;
            }
            return false;
        }

        /** With a limit of speed, time goes on while a request waits for time to go on. */
        private int requestsNotAwaited() {
            if (!SimHost.paceOf(tree).isLimitedLockstep() || sim == null) {
                return 0;
            }
            return gateway.isExitDown()
                    ? Integer.MAX_VALUE
                    : exit.deferredRequests() + sim.server().requestsHeld();
        }

        @Override
        public void wake() {
            gateway.wake();
        }

        @Override
        public String describe() {
            return "frames handled="
                    + framesHandled()
                    + " slots waiting="
                    + (engine.runner().publishedSequence() - engine.runner().processedSequence())
                    + " requests under way="
                    + exit.outstandingRequests();
        }
    }

    private long framesHandled() {
        return gateway.frames(StreamRoute.PUBLIC)
                + gateway.frames(StreamRoute.MARKET)
                + gateway.frames(StreamRoute.PRIVATE);
    }

    /** Asks the run to end; the first reason counts. */
    public void requestStop(final String reason) {
        stopReason.compareAndSet(null, reason);
    }

    /** Why the run has to end, or {@code null} while it goes on. */
    public String stopReasonOrNull() {
        if (stopReason.get() == null && sim != null && sim.endingOrNull() != null) {
            requestStop(sim.endingOrNull());
        }
        reportHalt();
        writeCheckpoint();
        if (running) {
            memory.poll(System.nanoTime());
        }
        if (stopReason.get() == null && running && sim == null && isOver()) {
            requestStop("time asked for is over");
        }
        return stopReason.get();
    }

    /** Trading halts by itself when a link threw; here each halt is told to people, once. */
    private void reportHalt() {
        final HaltSwitch.Cause cause = engine == null ? null : engine.haltSwitch().causeOrNull();
        final String text =
                cause == null ? null : "slot " + cause.sequence() + ": " + cause.error();
        if (text != null && !text.equals(halted)) {
            halted = text;
            LOG.error("ENGINE_HALTED {}", halted, cause.error());
            problems.add("trading halted at " + halted);
            tell(OperatorKind.HALT);
        }
        if (!isJournalLost && journalLink != null && journalLink.isHalted()) {
            isJournalLost = true;
            LOG.error("JOURNAL_LOST {}", journalLink.whyHalted());
            problems.add("the journal lost a slot: " + journalLink.whyHalted());
            tell(OperatorKind.JOURNAL_LOST);
        }
    }

    /** The exit refuses by itself already; the engine has to know it, too. */
    private void tell(final OperatorKind kind) {
        final boolean unused = tryTell(kind);
    }

    private boolean tryTell(final OperatorKind kind) {
        try {
            engine.command(kind);
            return true;
        } catch (final IllegalStateException e) {
            LOG.error("ENGINE_NOT_TOLD kind={} {}", kind, e.toString());
            return false;
        }
    }

    /** Without it the next start reads more, nothing else. */
    private void writeCheckpoint() {
        try {
            if (journal != null && headKey != null) {
                journal.writeCheckpoint(headKey);
            }
        } catch (final IOException e) {
            LOG.warn("CHECKPOINT_FAILED {}", e.toString());
        }
    }

    private boolean isOver() {
        final long durationMs = tree.number("run.duration-ms");
        return durationMs > 0
                && clock.nanoTime() - startNs >= TimeUnit.MILLISECONDS.toNanos(durationMs);
    }

    /**
     * Stops in order: no entries, positions as configured, journal closed. Steps that fail or hang
     * are kept in {@link #problems}, and so is each position that did not stay as it should.
     */
    public void stop() {
        running = false;
        reportHalt();
        final long stepTimeoutMs = tree.number("run.stop-step-timeout-ms");
        final ShutdownSequence sequence =
                new ShutdownSequence(stepTimeoutMs, tree.number("run.stop-timeout-ms"));
        final OrderlyStop rest = new OrderlyStop(engine, exit, sim, stepTimeoutMs);
        rest.addTo(sequence, "close".equals(tree.text("run.positions-at-stop")));
        if (sim != null) {
            sequence.then(
                    "protection report",
                    () -> {
                        protection = sim.protection();
                        sim.server().pause();
                    });
        }
        sequence.then("snapshot", rest::snapshot);
        sequence.then("control", control::close);
        sequence.then("gateway", gateway::close);
        sequence.then("engine", engine::close);
        sequence.then("journal", () -> endJournal(rest.left()));
        problems.addAll(sequence.run());
        problems.addAll(rest.left());
        streams =
                StreamFigures.of(
                        gateway.marketCounters(),
                        gateway.userCounters(),
                        engine.view().marketCounters());
        orderApi = gateway.orderApi();
        control = null;
        gateway = null;
        engine = null;
        close();
    }

    private void endJournal(final List<String> left) throws IOException {
        final JournalWriter writer = journal;
        journal = null;
        final StringBuilder reason = new StringBuilder(String.valueOf(stopReason.get()));
        left.forEach(line -> reason.append("; ").append(line));
        try {
            writer.end(reason.toString(), journalLink.lostSlots(), headKey);
            writer.writeCheckpoint(headKey);
            journalHead = writer.headHex();
        } finally {
            writer.close();
        }
    }

    /** Gives back whatever is still held; leaves nothing open. */
    @Override
    public void close() {
        running = false;
        closeQuietly("control", control);
        closeQuietly("gateway", gateway);
        closeQuietly("engine", engine);
        closeQuietly("journal", journal);
        closeQuietly("journal lock", journalLock);
        closeQuietly("exchange", sim);
        closeQuietly("account lock", accountLock);
        accountLock = null;
        control = null;
        gateway = null;
        engine = null;
        journal = null;
        journalLock = null;
    }

    private void closeQuietly(final String name, final AutoCloseable part) {
        if (part == null) {
            return;
        }
        try {
            part.close();
        } catch (final Exception e) {
            LOG.error("CLOSE_FAILED part=\"{}\" {}", name, e.toString());
            problems.add(name + ": " + e);
        }
    }

    /** What went wrong while stopping, one line each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Figures of the chain. */
    public RunStatistics statistics() {
        return statistics;
    }

    /** Latency of orders. */
    public LatencyFigures latency() {
        return latency;
    }

    /** What the venue saw of the protection; {@code null} unless the exchange was embedded. */
    public ProtectionReport protectionOrNull() {
        return protection;
    }

    /** What the streams brought; {@code null} until the run has stopped. */
    public StreamFigures streamsOrNull() {
        return streams;
    }

    /** What left over the WebSocket API; {@code null} before the end. */
    ApiFigures orderApiOrNull() {
        return orderApi;
    }

    /** The embedded exchange, or {@code null}. */
    public SimHost simOrNull() {
        return sim;
    }

    /** The run this one follows. */
    public LastRun lastRun() {
        return lastRun;
    }

    /** Link of the journal's last record, hex; empty before the run has ended. */
    public String journalHead() {
        return journalHead;
    }

    /** Layout, for the build card. */
    public ThreadLayout layout() {
        return layout;
    }

    /** What became of pinning, for the build card. */
    public List<String> pinning() {
        return threads.report();
    }

    /** Venue time, epoch nanoseconds. */
    public long venueNowNs() {
        return clock == null ? 0 : clock.nanoTime();
    }
}
