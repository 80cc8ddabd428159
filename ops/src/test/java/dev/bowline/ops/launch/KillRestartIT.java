package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.sim.ProtectionReport;
import dev.bowline.gateway.sim.server.SimKey;
import dev.bowline.journal.replay.StateRecovery;
import dev.bowline.ops.cli.CommandRun;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.report.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 at random moments of trading and of starting, and start again on the same journal, with
 * the exchange as the judge (REC-4, OMS-2, OMS-3, OMS-8, RISK-3). {@code -Dbowline.kills=10} kills
 * more often; the seed is printed, {@code -Dbowline.seed=…} takes it back.
 */
final class KillRestartIT {
    private static final int KILLS = Integer.getInteger("bowline.kills", 6);
    private static final long PROGRESS_TIMEOUT_MS = 20_000;
    private static final long DEAD_FILL_TIMEOUT_MS = 8_000;
    private static final long ANSWER_LATENCY_MS = 250;
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
                    "book-momentum.min-imbalance=0.01",
                    "book-momentum.min-flow-share=0.01",
                    "book-momentum.min-flow-trades=1",
                    "book-momentum.cooldown-ms=200",
                    "book-momentum.window-ms=1s",
                    "book-momentum.stop-share=0.0003",
                    "book-momentum.target-share=0.0003",
                    "book-momentum.entry-style=market",
                    "run.positions-at-stop=close",
                    "sim.start-time=now");

    private static final List<String> START_STEPS =
            List.of(
                    "START_STEP venue",
                    "STATE_RECOVERED",
                    "START_STEP instruments",
                    "START_STEP history warm-up",
                    "FILLS_READ");

    /** When a process is killed. */
    private enum Moment {
        STARTING,
        ENTRY_UNANSWERED,
        POSITION_JUST_OPEN,
        AFTER_FILLS,
        AFTER_ORDERS
    }

    @TempDir private Path directory;
    private final List<TradingProcess> started = new ArrayList<>();
    private SimHost exchange;
    private VenueJudge judge;
    private long deadSinceNs;
    private long longestStartMs;
    private long longestGapMs;
    private int filledWhileDead;

    @AfterEach
    void endProcesses() {
        started.forEach(TradingProcess::end);
        if (exchange != null) {
            exchange.close();
        }
    }

    private Path journal() {
        return directory.resolve("journal");
    }

    private void openExchange(final long seed) throws Exception {
        final ConfigLoader loader = new ConfigLoader();
        BUSY_MARKET.forEach(loader::set);
        loader.set("sim.speed=1");
        loader.set("sim.seed=" + Math.floorMod(seed, 1_000_000));
        final ConfigTree tree = loader.load();
        exchange =
                new SimHost(
                        tree,
                        SimMarkets.of(tree),
                        SimKey.hmac("key-of-the-test", "secret-of-the-test"),
                        framesSent -> true,
                        task -> new Thread(task, "exchange-of-the-test"));
        exchange.resume();
        judge = new VenueJudge(exchange);
    }

    private TradingProcess start() throws Exception {
        final List<String> settings = new ArrayList<>(BUSY_MARKET);
        settings.add("run.dir=" + directory.resolve("run"));
        final TradingProcess process =
                TradingProcess.start(
                        directory.resolve("trade-" + started.size() + ".out"),
                        journal(),
                        exchange.server().port(),
                        settings);
        started.add(process);
        return process;
    }

    /** Waits for the moment; a market that does not bring it in time is killed anyway. */
    private void awaitMoment(final TradingProcess process, final Moment moment, final Random random)
            throws Exception {
        if (moment == Moment.STARTING) {
            process.awaitLine(START_STEPS.get(random.nextInt(START_STEPS.size())));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(200)));
            return;
        }
        process.awaitLine(TradingProcess.READY);
        final int more = 1 + random.nextInt(6);
        final int fills = judge.fills() + more;
        final int orders = judge.orders() + more;
        switch (moment) {
            case ENTRY_UNANSWERED -> {
                exchange.faults().setAnswerLatencyMs(ANSWER_LATENCY_MS);
                final int entries = judge.entries();
                process.await(() -> judge.entries() > entries, PROGRESS_TIMEOUT_MS);
            }
            case POSITION_JUST_OPEN -> {
                final int opened = judge.positionsOpened();
                process.await(() -> judge.positionsOpened() > opened, PROGRESS_TIMEOUT_MS);
            }
            case AFTER_FILLS -> process.await(() -> judge.fills() >= fills, PROGRESS_TIMEOUT_MS);
            case AFTER_ORDERS -> process.await(() -> judge.orders() >= orders, PROGRESS_TIMEOUT_MS);
            case STARTING -> throw new IllegalStateException("handled above");
        }
    }

    /** What the journal says at the end of the killed run. */
    private String recoveredLine() {
        final StateRecovery recovery = StateRecovery.recover(journal());
        return recovery.viewOrNull() == null ? "" : StatusText.recovered(recovery);
    }

    private static Moment momentOf(final int kill, final long seed) {
        final Moment[] moments = Moment.values();
        return kill == 0 ? Moment.AFTER_FILLS : moments[Math.floorMod(kill + seed, moments.length)];
    }

    @Test
    void shouldLoseNothingWhenKilledAtRandomMoments() throws Exception {
        final long seed = Long.getLong("bowline.seed", System.nanoTime());
        System.out.println("KillRestartIT seed=" + seed + " kills=" + KILLS);
        final Random random = new Random(seed);
        openExchange(seed);
        final long firstDay = today();
        TradingProcess process = start();
        for (int i = 0; i < KILLS; i++) {
            awaitMoment(process, momentOf(i, seed), random);
            process = killAndStartAgain(process, i, seed);
        }
        assertEquals(0, process.stop(), process.text());
        final ProtectionReport report = judge.assertProtected(longestGapMs + STOP_LIMIT_MS);
        judge.assertNoDuplicates();
        final StateRecovery end = StateRecovery.recover(journal());
        System.out.println(
                "orders="
                        + judge.orders()
                        + " fills="
                        + judge.fills()
                        + " filledWhileDead="
                        + filledWhileDead
                        + " positions="
                        + report.positions()
                        + " longestStartMs="
                        + longestStartMs
                        + " longestGapMs="
                        + longestGapMs
                        + " maxUncoveredMs="
                        + report.maxUncoveredMs()
                        + " "
                        + StatusText.recovered(end));
        assertEquals(0, end.viewOrNull().liveOrders());
        judge.assertSameMoney(end.viewOrNull(), today() == firstDay);
        assertJournalIsGood();
    }

    private TradingProcess killAndStartAgain(
            final TradingProcess process, final int kill, final long seed) throws Exception {
        if (deadSinceNs == 0) {
            deadSinceNs = System.nanoTime();
        }
        process.kill();
        exchange.faults().setAnswerLatencyMs(0);
        final int fillsAtKill = judge.fills();
        if (kill % 3 == 0) {
            awaitDeadFill(fillsAtKill);
        }
        filledWhileDead += judge.fills() - fillsAtKill;
        final String recovered = recoveredLine();
        System.out.println("killed " + momentOf(kill, seed) + ": " + recovered);
        final long startNs = System.nanoTime();
        final TradingProcess next = start();
        next.awaitLine(recovered);
        if (kill + 1 == KILLS || momentOf(kill + 1, seed) != Moment.STARTING) {
            next.awaitLine(TradingProcess.READY);
            longestStartMs = Math.max(longestStartMs, msSince(startNs));
            longestGapMs = Math.max(longestGapMs, msSince(deadSinceNs));
            deadSinceNs = 0;
        }
        return next;
    }

    private static long msSince(final long sinceNs) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs);
    }

    private static long today() {
        return TimeUnit.MILLISECONDS.toDays(System.currentTimeMillis());
    }

    /** Leaves time for a stop or target to be hit while nobody is there. */
    private void awaitDeadFill(final int fillsAtKill) {
        final long deadlineNs =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEAD_FILL_TIMEOUT_MS);
        while (judge.hasPosition()
                && judge.fills() == fillsAtKill
                && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void assertJournalIsGood() {
        final String journal = journal().toString();
        final CommandRun replay =
                CommandRun.of("replay", "--verify", "--all", "--json", "--journal", journal);
        assertEquals(0, replay.exitCode(), replay.err() + replay.out());
        assertTrue(Json.parse(replay.out()).size() > 1, replay.out());
        final CommandRun audit = CommandRun.of("audit", "verify", "--journal", journal);
        assertEquals(0, audit.exitCode(), audit.err() + audit.out());
        assertTrue(audit.out().contains("note: signed end\n"), audit.out());
    }
}
