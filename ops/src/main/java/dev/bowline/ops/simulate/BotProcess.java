package dev.bowline.ops.simulate;

import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.EngineView;
import dev.bowline.core.engine.HaltOnError;
import dev.bowline.core.engine.HaltSwitch;
import dev.bowline.core.engine.InlineRunner;
import dev.bowline.core.engine.SnapshotTaker;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.gateway.binance.GatewayConfig;
import dev.bowline.gateway.binance.VirtualGateway;
import dev.bowline.gateway.net.DownCause;
import dev.bowline.gateway.sim.link.Life;
import dev.bowline.gateway.sim.link.ProcessKilled;
import dev.bowline.gateway.sim.link.SlowThread;
import dev.bowline.gateway.sim.link.UserWire;
import dev.bowline.gateway.sim.link.VirtualLoop;
import dev.bowline.gateway.sim.link.VirtualTime;
import dev.bowline.gateway.sim.link.VirtualWire;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.replay.StateRecovery;
import dev.bowline.journal.store.LastRun;
import dev.bowline.journal.store.MemoryRun;
import dev.bowline.journal.store.SnapshotBuffer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.EpochNanoClock;

/**
 * One life of the bot's process, put together as {@code bowline trade} does it: recovery, journal,
 * engine, gateway, start-up steps, entries enabled.
 */
final class BotProcess {
    private static final int LAUNCHER_CHANNEL = 0;
    private static final long QUIESCE_NS = 4_000 * Weather.NS_PER_MS;
    private static final long BUSY_TICK_MS = 100;
    private static final long IDLE_TICK_MS = 1_000;
    private static final long BUSY_NS = 10_000 * Weather.NS_PER_MS;
    private static final long SOCKET_MS = 30;
    private static final int SNAPSHOT_BYTES = 64 * 1024;

    private final Surroundings around;
    private final Life life = new Life();
    private final HaltSwitch haltSwitch = new HaltSwitch();
    private final KillSwitch killSwitch = new KillSwitch(life::end);
    private final EpochNanoClock clock;
    private final StateRecovery recovery;
    private final MemoryRun journal;
    private final DecisionHandler decision;
    private final EngineView view;
    private final VirtualWire orders;
    private final VirtualWire rest;
    private final SlowThread lookups;
    private final SlowThread worker;
    private final SlowThread prices;
    private final VirtualGateway gateway;
    private final InlineRunner runner;
    private long busyUntilNs;
    private boolean isReady;
    private boolean isReconnecting;
    private int reconnects;

    /**
     * What a process lives in.
     *
     * @param config what the gateway is told
     * @param time virtual
     * @param ends of a wire for this process; makes one
     * @param userWire the socket of the user stream
     * @param mutation wraps the decision link; the identity but in tests of the tests
     * @param exitMutation wraps the exit likewise
     * @param onJournaled sees every slot when it is in the journal and has not left
     * @param observer sees every slot last
     * @param clockOffsetNs how wrong the machine's clock is
     * @param snapshotNs between two snapshots in the journal
     */
    record Surroundings(
            GatewayConfig config,
            VirtualTime time,
            WireMaker ends,
            UserWire userWire,
            UnaryOperator<EngineHandler> mutation,
            UnaryOperator<EngineHandler> exitMutation,
            EngineHandler onJournaled,
            EngineHandler observer,
            LongSupplier clockOffsetNs,
            long snapshotNs) {}

    /** Makes the ends of a pool. */
    @FunctionalInterface
    interface WireMaker {
        VirtualWire.Ends make(Life life, Runnable beforeSend);
    }

    /** A process that has recovered its state and done nothing else. */
    BotProcess(final Surroundings around, final StateRecovery recovery, final RunHeader header) {
        this.around = around;
        this.recovery = recovery;
        final VirtualTime time = around.time();
        clock = () -> time.nowNs() + around.clockOffsetNs().getAsLong();
        final SnapshotBuffer snapshots = new SnapshotBuffer(SNAPSHOT_BYTES);
        journal = new MemoryRun(header, snapshots);
        decision = new DecisionHandler(header.engine());
        view = decision.view();
        orders =
                new VirtualWire(
                        around.ends().make(life, killSwitch::beforeSend),
                        around.config().connections().orders());
        rest =
                new VirtualWire(
                        around.ends().make(life, () -> {}), around.config().connections().rest());
        lookups = new SlowThread(time, life);
        worker = new SlowThread(time, life);
        prices = new SlowThread(time, life);
        gateway =
                new VirtualGateway(
                        around.config(),
                        new VirtualGateway.Seams(
                                new VirtualLoop(time, life),
                                lookups,
                                worker,
                                orders,
                                rest.blocking(),
                                time::pauseMs,
                                clock,
                                this::reconnectUser),
                        new Ring());
        gateway.exit().haltedBy(haltSwitch::isTripped);
        gateway.exit().tellArmed(haltSwitch::arm);
        runner =
                new InlineRunner(
                        new SnapshotTaker(
                                new HaltOnError(mutated(decision), haltSwitch),
                                decision,
                                snapshots,
                                around.snapshotNs()),
                        killSwitch.at(KillSwitch.Place.AFTER_DECISION),
                        journal,
                        killSwitch.at(KillSwitch.Place.IN_JOURNAL),
                        around.onJournaled(),
                        this::noteCommands,
                        killSwitch.at(KillSwitch.Place.AFTER_JOURNAL),
                        new HaltOnError(around.exitMutation().apply(gateway.exit()), haltSwitch),
                        killSwitch.at(KillSwitch.Place.AFTER_EXIT),
                        around.observer());
    }

    private EngineHandler mutated(final DecisionHandler original) {
        return around.mutation().apply(original);
    }

    /**
     * The gateway is built before the chain that ends in its exit. What the process would still do
     * on its way out of the blocks it was killed in does not happen.
     */
    private final class Ring implements EventSink {
        @Override
        public EngineEvent tryClaim(final EventType type) {
            if (life.isOver()) {
                throw new ProcessKilled("dead");
            }
            return runner.tryClaim(type);
        }

        @Override
        public void publish(final EngineEvent event) {
            runner.publish(event);
        }
    }

    /**
     * Everything up to the first entry that may be sent. Blocks in virtual time.
     *
     * @throws RuntimeException if a step fails; the process is to be ended
     */
    void start() {
        if (recovery.stateOrNull() != null) {
            final EngineEvent event = claim(EventType.STATE_RESTORED);
            event.state = recovery.stateOrNull();
            runner.publish(event);
            final EngineView known = recovery.viewOrNull();
            gateway.readSince(known.fillsReadUntilMs(), known.fundingFromMs());
        }
        tick();
        gateway.measureClock();
        gateway.prepareAccount();
        gateway.loadInstruments();
        gateway.loadHistory();
        gateway.onStreamUp(StreamRoute.PUBLIC);
        gateway.onStreamUp(StreamRoute.MARKET);
        openUserStream(gateway.acquireListenKey());
        gateway.loadSnapshot();
        awaitIdle();
        startPeriodicWork(around.config().periods());
        command(OperatorKind.ENABLE_ENTRIES);
        isReady = true;
    }

    private void awaitIdle() {
        final VirtualTime time = around.time();
        final long deadlineNs = time.nowNs() + QUIESCE_NS;
        time.runUntil(
                () -> gateway.exit().outstandingRequests() == 0 || time.nowNs() >= deadlineNs);
        if (gateway.exit().outstandingRequests() > 0) {
            throw new IllegalStateException("requests under way after 4 s");
        }
    }

    /** All that reads snapshots is on one thread: they are read one at a time. */
    private void startPeriodicWork(final GatewayConfig.Periods periods) {
        every(worker, periods.clockMs(), gateway::measureClockAgain);
        every(worker, periods.listenKeyMs(), gateway::extendListenKey);
        every(worker, periods.pollMs(), gateway::pollWhileUserStreamIsDown);
        every(worker, periods.reconcileMs(), gateway::reconcile);
        every(prices, periods.tickerMs(), gateway::pollMarket);
    }

    private void every(final SlowThread thread, final long periodMs, final Runnable action) {
        if (periodMs == 0) {
            return;
        }
        around.time()
                .afterMs(
                        life,
                        periodMs,
                        () ->
                                thread.execute(
                                        () -> {
                                            action.run();
                                            every(thread, periodMs, action);
                                        }));
    }

    /**
     * Ticks come every 100 ms, as in trading, for 10 s after each command: all deadlines of the
     * engine follow one. Between them every second.
     */
    private void tick() {
        gateway.tick();
        final boolean isBusy = !isReady || around.time().nowNs() < busyUntilNs;
        around.time().afterMs(life, isBusy ? BUSY_TICK_MS : IDLE_TICK_MS, this::tick);
    }

    private void noteCommands(final EngineEvent event, final long nowNs) {
        if (event.commands().count() > 0) {
            busyUntilNs = around.time().nowNs() + BUSY_NS;
        }
    }

    /** A wish of the launcher. */
    void command(final OperatorKind kind) {
        final EngineEvent event = claim(EventType.OPERATOR_COMMAND);
        event.operator().kind = kind;
        event.operator().channel = LAUNCHER_CHANNEL;
        runner.publish(event);
    }

    /** A slot stamped with the bot's time. */
    EngineEvent claim(final EventType type) {
        final EngineEvent event = runner.tryClaim(type);
        if (event == null) {
            throw new IllegalStateException("no slot for " + type);
        }
        event.ingestTimeNs = clock.nanoTime();
        return event;
    }

    void publish(final EngineEvent event) {
        runner.publish(event);
    }

    private void openUserStream(final String listenKey) {
        around.userWire()
                .open(
                        life,
                        listenKey,
                        gateway::onUserFrame,
                        () -> reconnectUser(DownCause.CLOSED_BY_PEER));
        reconnects = 0;
        gateway.onStreamUp(StreamRoute.PRIVATE);
    }

    /** Drops the user stream and opens it again, as the session does: at once, then ever later. */
    private void reconnectUser(final DownCause cause) {
        dropUserStream(cause, SOCKET_MS);
    }

    /** The user stream breaks; the next one comes after a while at the earliest. */
    void dropUserStream(final DownCause cause, final long awayMs) {
        if (isReconnecting || life.isOver()) {
            return;
        }
        isReconnecting = true;
        around.userWire().close();
        gateway.onStreamDown(StreamRoute.PRIVATE, cause);
        around.time().afterMs(life, awayMs, () -> lookups.execute(this::connectUser));
    }

    private void connectUser() {
        final String listenKey;
        try {
            listenKey = gateway.acquireListenKey();
        } catch (final RuntimeException e) {
            reconnects++;
            final long waitMs = Math.min(30_000, 1_000L << Math.min(reconnects, 10));
            around.time().afterMs(life, waitMs, () -> lookups.execute(this::connectUser));
            return;
        }
        isReconnecting = false;
        openUserStream(listenKey);
    }

    /** Market data stops with a word, or goes on again. */
    void onMarketStream(final boolean up) {
        if (up) {
            gateway.onStreamUp(StreamRoute.PUBLIC);
            gateway.onStreamUp(StreamRoute.MARKET);
        } else {
            gateway.onStreamDown(StreamRoute.PUBLIC, DownCause.SILENT);
            gateway.onStreamDown(StreamRoute.MARKET, DownCause.SILENT);
        }
    }

    /** Every connection breaks at once. */
    void dropConnections(final long awayMs) {
        orders.dropAll("exchange closed the connection");
        rest.dropAll("exchange closed the connection");
        if (around.userWire().isOpen()) {
            dropUserStream(DownCause.CLOSED_BY_PEER, awayMs);
        }
    }

    /** The process is gone, with all it had planned. */
    void end() {
        life.end();
        around.userWire().close();
        isReady = false;
    }

    boolean isReady() {
        return isReady;
    }

    /** Instruments are known, so market data means something. */
    boolean hasInstruments() {
        return view.instruments() > 0;
    }

    boolean isUserStreamUp() {
        return around.userWire().isOpen();
    }

    /** Whether the user stream is up and all was read since it went up. */
    boolean isReconciled() {
        return around.userWire().isOpen() && gateway.isReconciled();
    }

    /** Since when the newest complete snapshot knows all; 0: none was read. */
    long reconciledAsOfNs() {
        return gateway.reconciledAsOfNs();
    }

    int outstandingRequests() {
        return gateway.exit().outstandingRequests();
    }

    long failedSnapshots() {
        return gateway.failedSnapshots();
    }

    long failedReads() {
        return gateway.failedReads();
    }

    KillSwitch killSwitch() {
        return killSwitch;
    }

    MemoryRun journal() {
        return journal;
    }

    EngineView view() {
        return view;
    }

    /** What tripped the engine, or {@code null}. */
    HaltSwitch.Cause haltOrNull() {
        return haltSwitch.causeOrNull();
    }

    /** The run the process follows. */
    LastRun lastRun() {
        return recovery.lastRun();
    }
}
