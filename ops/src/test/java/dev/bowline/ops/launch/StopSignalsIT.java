package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.sim.server.SimKey;
import dev.bowline.ops.cli.CommandRun;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals to a real process, and the emergency stop of one (REC-5, REC-6). */
final class StopSignalsIT {
    private static final int FORCED = 130;

    @TempDir private Path directory;
    private SimHost exchange;
    private TradingProcess process;

    @BeforeEach
    void openExchange() throws Exception {
        final ConfigTree tree =
                new ConfigLoader().set("sim.start-time=now").set("sim.preroll-ms=12h").load();
        exchange =
                new SimHost(
                        tree,
                        SimMarkets.of(tree),
                        SimKey.hmac("key-of-the-test", "secret-of-the-test"),
                        framesSent -> true,
                        task -> new Thread(task, "exchange-of-the-test"));
        exchange.resume();
    }

    @AfterEach
    void endProcess() {
        process.end();
        exchange.close();
    }

    private void start() throws Exception {
        process =
                TradingProcess.start(
                        directory.resolve("trade.out"),
                        directory.resolve("journal"),
                        exchange.server().port(),
                        List.of(
                                "run.dir=" + directory.resolve("run"),
                                "engine.rehearse-ms=0",
                                "scalping.enabled=false",
                                "book-momentum.enabled=false",
                                "risk.trading-from-minute-utc=00:00",
                                "risk.trading-to-minute-utc=24:00"));
        process.awaitLine("START_STEP control");
    }

    private CommandRun command(final String... arguments) {
        final String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "-s";
        all[arguments.length + 1] = "run.dir=" + directory.resolve("run");
        return CommandRun.of(all);
    }

    private static boolean isStopping(final Path status) {
        try {
            return Files.readString(status).contains("STOPPING");
        } catch (final IOException ignored) { // It is being replaced.
            return false;
        }
    }

    private boolean hasEntered(final String coin) {
        return command("force-entry", coin, "short", "--smallest").exitCode() == 0;
    }

    @Test
    void shouldEndFlatWhenKilledFromAnotherProcessAndKeepThePositionWhenStopped() throws Exception {
        start();
        assertTrue(process.await(() -> hasEntered("XRP"), 20_000), "no entry passed");
        assertTrue(process.await(() -> hasEntered("DOGE"), 20_000), "no entry passed");
        final CommandRun kill = command("kill", "--yes");
        assertEquals(0, kill.exitCode(), kill.err());
        assertTrue(kill.out().startsWith("KILL_DONE closed [XRPUSDC, DOGEUSDC]"), kill.out());
        assertEquals(0, exchange.protection().orphans().size());
        assertEquals(0, command("arm").exitCode());
        assertTrue(process.await(() -> hasEntered("ADA"), 20_000), "no entry passed");
        final int trades = exchange.userTrades();
        assertEquals(0, process.stop(), process.text());
        assertEquals(trades, exchange.userTrades(), "the position stays, under its stop");
        assertEquals(0, exchange.protection().violations());
        assertEquals(3, command("positions").exitCode());
    }

    @Test
    void shouldEndAtOnceWhenTheSecondSignalComes() throws Exception {
        start();
        // Requests are answered so late that stopping in order would take its time.
        exchange.faults().setAnswerLatencyMs(3_000);
        command("force-entry", "XRP", "long", "--timeout", "0");
        process.signal();
        final Path status = directory.resolve("run").resolve("status.json");
        assertTrue(process.await(() -> isStopping(status), 10_000), "it did not begin to stop");
        process.signal();
        assertEquals(FORCED, process.awaitEnd(), process.text());
    }
}
