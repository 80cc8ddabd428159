package dev.bowline.ops.simulate;

import dev.bowline.core.event.CommandBatch;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.gateway.binance.Credentials;
import dev.bowline.gateway.binance.Endpoints;
import dev.bowline.gateway.binance.GatewayConfig;
import dev.bowline.gateway.binance.Secret;
import dev.bowline.gateway.binance.ThreadLayout;
import dev.bowline.gateway.sim.InstrumentCatalog;
import dev.bowline.gateway.sim.MarketGenerator;
import dev.bowline.gateway.sim.MarketPace;
import dev.bowline.gateway.sim.SeededRandom;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.gateway.sim.VenueSettings;
import dev.bowline.gateway.sim.link.ProcessKilled;
import dev.bowline.gateway.sim.link.UserWire;
import dev.bowline.gateway.sim.link.VirtualTime;
import dev.bowline.gateway.sim.link.VirtualWire;
import dev.bowline.gateway.sim.server.DirectExchange;
import dev.bowline.gateway.sim.server.SimKey;
import dev.bowline.gateway.sim.server.SimServerConfig;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.replay.StateRecovery;
import dev.bowline.journal.store.LastRun;
import dev.bowline.journal.store.MemoryRun;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.config.EngineConfigs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One seed: the whole system and its world on the caller's thread, in virtual time. Everything is
 * drawn from the seed; the same seed gives the same trail on every machine.
 */
public final class Simulation {
    private static final long START_MS = 1_772_323_200_000L; // 2026-03-01T00:00:00Z
    private static final int WARM_UP_MINUTES = 300;
    private static final int WARM_UP_BARS = 120;
    private static final long DRAIN_MS = 240_000;
    private static final int SHOWN_LINES = 60;
    private static final int WHOLE_IN_THOUSAND = 150;
    private static final int SEEDS_PER_LIVELY = 4;
    private static final String KEY = "simulated-key";
    private static final String SECRET = "simulated-secret";

    private final long seed;
    private final SimulationSettings settings;
    private final ConfigTree tree;
    private final SeededRandom random;
    private final SeededRandom recoveries;
    private final List<SimInstrument> instruments;
    private final DirectExchange exchange;
    private final VirtualTime time;
    private final UserWire userWire;
    private final Weather weather;
    private final World world;
    private final Trail trail;
    private final VenueWatch watch;
    private final Invariants invariants;
    private final MarketFlow market;
    private final GatewayConfig gatewayConfig;
    private final List<MemoryRun> runs = new ArrayList<>();
    private final Map<DecisionAction, Long> decisions = new EnumMap<>(DecisionAction.class);
    private BotProcess bot;
    private boolean isDraining;
    private long clockOffsetNs;
    private long events;
    private long commands;
    private long starts;
    private long failedStarts;
    private long kills;
    private long failedReads;
    private long journalBytes;

    private Simulation(final long seed, final SimulationSettings settings) {
        this.seed = seed;
        this.settings = settings;
        tree = settings.tree();
        random = new SeededRandom(seed);
        instruments = InstrumentCatalog.builtIn(tree.list("universe.symbols"));
        final List<InstrumentSpec> specs = instruments.stream().map(SimInstrument::spec).toList();
        final MarketGenerator generator =
                new MarketGenerator(
                        specs,
                        random.next(),
                        START_MS,
                        WARM_UP_MINUTES,
                        0,
                        pace(random.between(100, 2_000)));
        trail = new Trail(this::nowNs);
        watch =
                new VenueWatch(
                        EngineConfigs.modeLetter(tree),
                        trail,
                        instruments.size(),
                        tree.number("sim.start-equity"));
        exchange =
                new DirectExchange(
                        SimServerConfig.of(SimKey.hmac(KEY, SECRET)),
                        new VenueSettings(
                                tree.text("venue.settle-coin"),
                                tree.number("sim.start-equity"),
                                tree.number("protection.stop-confirm-ms"),
                                20),
                        instruments,
                        generator,
                        watch,
                        this::onUserFrame);
        for (int id = 0; id < instruments.size(); id++) {
            exchange.addHistory(id, generator.generateHistory(id, 60_000, WARM_UP_MINUTES));
        }
        time = new VirtualTime(exchange.clock(), this::afterStep);
        final FaultMix mix = FaultMix.of(seed, random);
        weather =
                new Weather(
                        new SeededRandom(random.next()), mix, time, exchange, this::onMessageFault);
        userWire = new UserWire(time, weather);
        invariants =
                new Invariants(
                        exchange.venue(),
                        watch,
                        new Invariants.Limits(
                                tree.integer("risk.max-open-positions"),
                                tree.number("sizing.max-margin"),
                                tree.integer("sizing.leverage")),
                        trail);
        market = new MarketFlow(tree.number("scalping.timeframe-ms"));
        gatewayConfig = gatewayConfig();
        world = new World(new SeededRandom(random.next()), mix, this);
        recoveries = new SeededRandom(random.next());
    }

    /** Runs a seed to its end, or to the first violation. */
    public static SeedReport run(final long seed, final SimulationSettings settings) {
        return new Simulation(seed, settings).run();
    }

    /** Mostly thin, for the steps of the market are most of all steps; every fourth is lively. */
    private MarketPace pace(final long bookQuote) {
        return seed % SEEDS_PER_LIVELY == 0
                ? new MarketPace(1_000, 5_000, 2_000, bookQuote)
                : new MarketPace(2_000, 10_000, 4_000, bookQuote);
    }

    private GatewayConfig gatewayConfig() {
        final GatewayConfig.Periods periods =
                GatewayConfig.Periods.standard()
                        .withReconcile(tree.number("venue.reconcile-interval-ms"))
                        .withFallback(
                                tree.number("venue.poll-interval-ms"),
                                tree.number("venue.ticker-interval-ms"));
        return GatewayConfig.standard(
                        EngineConfigs.modeLetter(tree),
                        Endpoints.loopback(1),
                        new Credentials(Secret.of(KEY), Secret.of(SECRET)),
                        tree.text("venue.settle-coin"),
                        tree.list("universe.symbols"),
                        GatewayConfig.Threads.of(ThreadLayout.COMPACT, false))
                .withTrading(
                        tree.integer("sizing.leverage"),
                        false,
                        tree.number("scalping.timeframe-ms") / 60_000 + "m",
                        WARM_UP_BARS)
                .withTimings(GatewayConfig.Connections.standard(), periods);
    }

    private long nowNs() {
        return exchange.clock().nanoTime();
    }

    private SeedReport run() {
        String violation = null;
        try {
            final long endNs = nowNs() + TimeUnit.HOURS.toNanos(settings.hours());
            moveMarket();
            world.begin();
            time.after(null, 0, this::start);
            live(endNs);
            drain();
        } catch (final Violation e) {
            violation = e.getMessage();
        } catch (final RuntimeException e) {
            violation = "simulation: " + describe(e);
        }
        return new SeedReport(
                seed,
                trail.hash(),
                exchange.clock().time() - START_MS,
                counts(),
                weather.counts(),
                invariants.worst(),
                invariants.worstRawMs(),
                invariants.unprotectedMs(),
                violation,
                violation == null ? List.of() : trail.last(SHOWN_LINES));
    }

    private static String describe(final Throwable error) {
        final StackTraceElement[] stack = error.getStackTrace();
        return error + (stack.length == 0 ? "" : " at " + stack[0]);
    }

    /** Runs the world; a killed process is started again after a while. */
    private void live(final long untilNs) {
        while (nowNs() < untilNs) {
            try {
                if (!time.step()) {
                    throw new IllegalStateException("the world has stopped");
                }
            } catch (final ProcessKilled killed) {
                onKilled(killed);
            }
        }
    }

    private void onKilled(final ProcessKilled killed) {
        kills++;
        weather.count(FaultKind.KILL);
        trail.note("KILLED " + killed.getMessage());
        if (killed.getMessage().equals(KillSwitch.Place.IN_JOURNAL.name())) {
            weather.count(FaultKind.TORN_TAIL);
            bot.journal().tear();
        }
        bury();
        time.afterMs(null, world.deadMs(), this::start);
    }

    private void bury() {
        if (bot != null) {
            failedReads += bot.failedReads();
            journalBytes += bot.journal().bytes();
            bot.end();
            bot = null;
        }
    }

    /** The next life of the bot; a start that fails is repeated, as systemd would. */
    private void start() {
        starts++;
        final StateRecovery recovery = recover();
        final BotProcess next =
                new BotProcess(
                        new BotProcess.Surroundings(
                                gatewayConfig,
                                time,
                                (life, beforeSend) ->
                                        new VirtualWire.Ends(
                                                time,
                                                life,
                                                exchange,
                                                weather::isExchangeUp,
                                                weather,
                                                beforeSend),
                                userWire,
                                settings.mutation(),
                                settings.exitMutation(),
                                this::onJournaled,
                                this::onSlot,
                                () -> clockOffsetNs,
                                recoveries.between(60, 1_800) * 1_000 * Weather.NS_PER_MS),
                        recovery,
                        header(recovery.lastRun()));
        bot = next;
        runs.add(next.journal());
        trail.note("START run " + next.journal().header().runId());
        try {
            next.start();
            trail.note("READY run " + next.journal().header().runId());
            if (isDraining) {
                next.command(OperatorKind.STOP_ENTRIES);
                next.command(OperatorKind.CLOSE_ALL);
            }
        } catch (final RuntimeException e) {
            failedStarts++;
            trail.note("START_FAILED " + describe(e));
            bury();
            time.afterMs(null, 5_000, this::start);
        }
    }

    private StateRecovery recover() {
        final StateRecovery recovery = StateRecovery.recover(runs, true);
        if (recovery.isFromSnapshot() && recoveries.chance(WHOLE_IN_THOUSAND)) {
            checkSnapshot(recovery);
        }
        requireReplayed(recovery);
        if (recovery.replayOrNull() != null) {
            while (runs.get(0).header().runId() < recovery.replayOrNull().runId()) {
                runs.remove(0);
            }
        }
        return recovery;
    }

    private void requireReplayed(final StateRecovery recovery) {
        if (recovery.replayOrNull() != null
                && settings.verifiesReplay()
                && !recovery.replayOrNull().isIdentical()) {
            throw new Violation(
                    "journal-replays",
                    "run "
                            + recovery.replayOrNull().runId()
                            + (recovery.isFromSnapshot() ? " behind its snapshot: " : ": ")
                            + recovery.replayOrNull().firstDifferenceOrNull());
        }
    }

    /** Now and then the whole run is replayed, too: the state must be the same to the byte. */
    private void checkSnapshot(final StateRecovery fromSnapshot) {
        final StateRecovery whole = StateRecovery.recover(runs, false);
        requireReplayed(whole);
        if (settings.verifiesReplay()
                && !Arrays.equals(whole.stateOrNull(), fromSnapshot.stateOrNull())) {
            throw new Violation(
                    "restart-loses-nothing",
                    "run "
                            + whole.replayOrNull().runId()
                            + ": other state behind its snapshot than from its start");
        }
    }

    private RunHeader header(final LastRun last) {
        return new RunHeader(
                last.nextRunId(),
                last.runId(),
                last.records(),
                last.head(),
                exchange.clock().time(),
                "simulation",
                "simulation",
                "simulation",
                "sim",
                "virtual exchange",
                "seed=" + seed,
                EngineConfigs.from(tree, last.nextRunId()));
    }

    /** Moves the market to its next moment, again and again; what it says is on its way then. */
    private void moveMarket() {
        exchange.advanceTo(nowNs(), market);
        final List<MarketFlow.Item> moment = market.take();
        if (!moment.isEmpty() && world.isMarketHeard()) {
            time.after(null, world.marketDelayNs(), () -> tell(moment));
        }
        time.at(null, TimeUnit.MILLISECONDS.toNanos(exchange.nextMarketMs()), this::moveMarket);
    }

    private void tell(final List<MarketFlow.Item> moment) {
        for (final MarketFlow.Item item : moment) {
            if (bot != null && bot.hasInstruments()) {
                item.tell(bot);
            }
        }
    }

    private void onUserFrame(final String listenKey, final byte[] frame) {
        userWire.onUserFrame(listenKey, frame);
    }

    private void onMessageFault(final String text) {
        final int signed = text.indexOf("recvWindow=");
        trail.note("FAULT " + (signed < 0 ? text : text.substring(0, signed)));
        final String name = text.substring(0, text.indexOf(' '));
        final String target = text.substring(name.length() + 1);
        final String symbol = Weather.parameter(target, "symbol=");
        final int id = symbol.isEmpty() ? watch.instrumentOf(target) : instrumentId(symbol);
        if (!target.isEmpty() && watch.instrumentOf(target) < 0) {
            invariants.onReadFault();
        }
        switch (FaultKind.valueOf(name)) {
            case FRAME_LOST -> invariants.onFrameLost(id, nowNs());
            case OPEN_ALGO_LAG -> {
                invariants.onFault(name, id, nowNs());
                invariants.onOldList(id, nowNs());
            }
            case TORN_FRAME -> {
                // The stream is down: time does not count until all is read.
            }
            default -> invariants.onFault(name, id, nowNs());
        }
    }

    private int instrumentId(final String symbol) {
        for (final SimInstrument instrument : instruments) {
            if (instrument.spec().symbol().equals(symbol)) {
                return instrument.spec().id();
            }
        }
        return -1;
    }

    /** Last link of the bot's chain: counts, hashes, and tells the journal's orders. */
    private void onSlot(final EngineEvent event, final long engineNowNs) {
        events++;
        trail.mix(event.ingestTimeNs ^ event.stateHash);
        for (int i = 0; i < event.decisions().count(); i++) {
            final Decision decision = event.decisions().get(i);
            decisions.merge(decision.action, 1L, Long::sum);
            noteDecision(decision);
        }
    }

    private void noteDecision(final Decision decision) {
        switch (decision.action) {
            case SIGNAL, SIGNAL_SKIP, INTENT_REFUSED, STALE_DATA -> {
                // Too many to keep.
            }
            default ->
                    trail.note(
                            "bot "
                                    + decision.action
                                    + " id "
                                    + decision.instrumentId
                                    + " reason "
                                    + decision.reasonCode
                                    + " qty "
                                    + decision.qtyE8
                                    + " value "
                                    + decision.valueE8
                                    + " key "
                                    + decision.orderKey);
        }
    }

    /** Told after the journal, before the exit: these orders the venue may hold from now on. */
    private void onJournaled(final EngineEvent event, final long engineNowNs) {
        final CommandBatch batch = event.commands();
        for (int i = 0; i < batch.count(); i++) {
            final OrderCommand command = batch.get(i);
            commands++;
            trail.mix(command.orderKey);
            watch.onJournaled(command.runId, command.orderKey, command.instrumentId);
        }
    }

    private void afterStep() {
        final boolean canAct =
                bot != null && bot.isReady() && bot.isReconciled() && weather.isOpen();
        if (bot != null) {
            invariants.onRead(bot.reconciledAsOfNs(), bot.failedSnapshots(), nowNs());
        }
        invariants.check(nowNs(), bot == null ? null : bot.view(), canAct && world.isClockKnown());
        if (bot != null) {
            if (bot.haltOrNull() != null) {
                throw new Violation("no-halt", describe(bot.haltOrNull().error()));
            }
            if (canAct && bot.outstandingRequests() == 0 && !userWire.isUnderWay()) {
                invariants.compareBooks(nowNs(), bot.view(), true);
            }
        }
    }

    /** No more faults; everything is closed, and then both sides must agree to the last digit. */
    private void drain() {
        isDraining = true;
        world.end();
        weather.clearUp();
        trail.note("DRAIN");
        if (bot != null) {
            bot.killSwitch().disarm();
        }
        if (bot != null && bot.isReady()) {
            bot.command(OperatorKind.STOP_ENTRIES);
            bot.command(OperatorKind.CLOSE_ALL);
        }
        live(nowNs() + DRAIN_MS * Weather.NS_PER_MS);
        if (bot == null || !bot.isReady()) {
            throw new Violation("recovers", "the bot is not running " + DRAIN_MS + " ms after");
        }
        if (!invariants.isFlat()) {
            throw new Violation("drains", "positions or orders are left at the venue");
        }
        if (invariants.isMissingFrames()) {
            throw new Violation("drains", "what lost frames told was not read");
        }
        final long before = invariants.comparisons();
        invariants.compareBooks(nowNs(), bot.view(), bot.outstandingRequests() == 0);
        if (before == 0 && invariants.comparisons() == 0) {
            throw new Violation("drains", "the books could not be compared");
        }
        bury();
        final StateRecovery unused = recover();
    }

    private Map<String, Long> counts() {
        final Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("steps", time.steps());
        counts.put("events", events);
        counts.put("commands", commands);
        counts.put("venueOrders", watch.orders());
        counts.put("fills", watch.fills());
        counts.put("positions", decisions.getOrDefault(DecisionAction.POSITION_CLOSED, 0L));
        counts.put("starts", starts);
        counts.put("failedStarts", failedStarts);
        counts.put("kills", kills);
        counts.put("failedReads", failedReads);
        counts.put("inDoubt", decisions.getOrDefault(DecisionAction.ORDER_IN_DOUBT, 0L));
        counts.put("incidents", decisions.getOrDefault(DecisionAction.INCIDENT, 0L));
        counts.put(
                "illegalTransitions",
                decisions.getOrDefault(DecisionAction.ILLEGAL_TRANSITION, 0L));
        counts.put("bookComparisons", invariants.comparisons());
        counts.put("watchedMs", invariants.actingMs());
        counts.put("journalBytes", journalBytes);
        return counts;
    }

    VirtualTime time() {
        return time;
    }

    DirectExchange exchange() {
        return exchange;
    }

    Weather weather() {
        return weather;
    }

    Trail trail() {
        return trail;
    }

    Invariants invariants() {
        return invariants;
    }

    /** The process, or {@code null} while it is dead. */
    BotProcess botOrNull() {
        return bot;
    }

    /** Moves the machine's clock away from the exchange's. */
    void setClockOffsetNs(final long offsetNs) {
        clockOffsetNs = offsetNs;
    }
}
