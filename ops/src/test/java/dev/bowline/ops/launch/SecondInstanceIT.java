package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.sim.server.SimKey;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
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
}
