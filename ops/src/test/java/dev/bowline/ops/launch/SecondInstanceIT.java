package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.sim.server.SimKey;
import dev.bowline.ops.cli.CommandRun;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.report.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes and one account, or one run directory (REC-8). */
final class SecondInstanceIT {
    @TempDir private Path directory;
    private final List<TradingProcess> started = new ArrayList<>();
    private SimHost exchange;

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
    void endProcesses() {
        started.forEach(TradingProcess::end);
        exchange.close();
    }

    private TradingProcess start(final String name, final String runDirectory) throws Exception {
        final TradingProcess process =
                TradingProcess.start(
                        directory.resolve(name + ".out"),
                        directory.resolve(name + "-journal"),
                        exchange.server().port(),
                        List.of(
                                "run.dir=" + directory.resolve(runDirectory),
                                "engine.rehearse-ms=0",
                                "scalping.enabled=false",
                                "book-momentum.enabled=false"));
        started.add(process);
        return process;
    }

    @Test
    void shouldRefuseTheSecondProcessWhenOneTradesTheAccountAlready() throws Exception {
        final TradingProcess first = start("first", "run-1");
        first.awaitLine(TradingProcess.READY);

        final TradingProcess sameAccount = start("second", "run-2");
        assertEquals(1, sameAccount.awaitEnd(), sameAccount.text());
        final String refused = sameAccount.text();
        assertTrue(refused.contains("the account is traded by process " + first.pid()), refused);
        assertTrue(refused.contains("run-1"), refused);
        assertFalse(refused.contains("START_STEP venue"), refused);

        final TradingProcess sameDirectory = start("third", "run-1");
        assertEquals(1, sameDirectory.awaitEnd(), sameDirectory.text());
        assertTrue(
                sameDirectory.text().contains("held by running process " + first.pid()),
                sameDirectory.text());

        first.kill();
        final TradingProcess next = start("fourth", "run-2");
        next.awaitLine(TradingProcess.READY);
        assertEquals(0, next.stop(), next.text());
    }

    /** As on a host of its own, which sees no lock of the other. */
    private TradingProcess host(final String name) throws Exception {
        final Path home = Files.createDirectories(directory.resolve(name));
        final TradingProcess process =
                TradingProcess.start(
                        home.resolve("trade.out"),
                        home.resolve("journal"),
                        exchange.server().port(),
                        List.of(
                                "run.dir=" + home.resolve("run"),
                                "engine.rehearse-ms=0",
                                "risk.trading-from-minute-utc=00:00",
                                "risk.trading-to-minute-utc=24:00",
                                "scalping.enabled=false",
                                "book-momentum.enabled=false"));
        started.add(process);
        process.awaitLine("START_STEP control");
        return process;
    }

    private CommandRun command(final String name, final String... arguments) {
        final List<String> all = new ArrayList<>(List.of(arguments));
        all.add("-s");
        all.add("run.dir=" + directory.resolve(name).resolve("run"));
        return CommandRun.of(all.toArray(new String[0]));
    }

    private String trading(final String name) {
        final CommandRun status = command(name, "status", "--json");
        return Json.parse(status.out()).path("trading").asText();
    }

    /** REC-8: the host whose numbers are ahead must not clear the other's stops away. */
    @Test
    void shouldKeepEveryStopAndEnterNoMoreWhenTwoHostsTradeOneAccount() throws Exception {
        assertEquals(0, host("ahead").stop());
        final TradingProcess ahead = host("ahead");
        final TradingProcess behind = host("behind");
        assertTrue(
                behind.await(
                        () ->
                                command("behind", "force-entry", "DOGE", "long", "--smallest")
                                                .exitCode()
                                        == 0,
                        20_000),
                "no entry passed");
        for (final String name : List.of("ahead", "behind")) {
            assertTrue(
                    ahead.await(() -> trading(name).equals("REDUCING: SECOND_INSTANCE"), 20_000),
                    name + " does not see the other: " + trading(name));
        }
        ahead.awaitLine("TRADING_STATE REDUCING: SECOND_INSTANCE");
        final CommandRun read = command("ahead", "reconcile");
        assertEquals(0, read.exitCode(), read.err());
        final CommandRun orders = command("behind", "orders", "--json");
        assertEquals(2, Json.parse(orders.out()).size(), orders.out());
        final CommandRun refused = command("ahead", "force-entry", "XRP", "long", "--smallest");
        assertEquals(1, refused.exitCode(), refused.out());
        assertEquals(0, exchange.protection().violations());

        final CommandRun closed = command("behind", "close", "DOGE");
        assertEquals(0, closed.exitCode(), closed.err());
        assertTrue(
                ahead.await(() -> exchange.protection().orphans().isEmpty(), 20_000),
                exchange.protection().orphans().toString());
        assertEquals(0, behind.stop(), behind.text());
        assertEquals(0, ahead.stop(), ahead.text());
        assertEquals(0, exchange.protection().violations());
        assertEquals(0, exchange.protection().neverCovered());
    }
}
