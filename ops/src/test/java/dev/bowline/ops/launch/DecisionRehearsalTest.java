package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.config.EngineConfigs;
import dev.bowline.ops.report.RunSummary;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that has rehearsed is the same run (JRN-2, PERF-1). */
final class DecisionRehearsalTest {
    private static final long END_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);

    @TempDir private Path directory;

    private String figuresOf(final String rehearseMs) throws Exception {
        final ConfigTree tree =
                new ConfigLoader()
                        .set("sim.speed=max")
                        .set("sim.seed=1")
                        .set("run.duration-ms=30m")
                        .set("engine.layout=compact")
                        .set("engine.rehearse-ms=" + rehearseMs)
                        .set("journal.dir=" + directory.resolve("journal-" + rehearseMs))
                        .set("run.dir=" + directory.resolve("run"))
                        .load();
        try (TradeRun run = new TradeRun(tree, BuildInfo.read())) {
            run.start();
            final long deadlineNs = System.nanoTime() + END_TIMEOUT_NS;
            while (run.stopReasonOrNull() == null) {
                assertTrue(System.nanoTime() - deadlineNs < 0, "the run did not end within 60 s");
                LockSupport.parkNanos(1_000_000);
            }
            run.stop();
            assertTrue(run.statistics().ended().trades > 0, "no trade to compare");
            return RunSummary.of(run.statistics().ended()).toString();
        }
    }

    @Test
    void shouldTradeTheSameWhenRehearsedOrNot() throws Exception {
        assertEquals(figuresOf("0"), figuresOf("300"));
    }

    @Test
    void shouldRehearseManyTradesWithTheShippedConfigurationWhenAskedTo() throws Exception {
        final DecisionRehearsal rehearsal =
                new DecisionRehearsal(EngineConfigs.from(new ConfigLoader().load(), 1));
        assertEquals(0, rehearsal.run(0));
        assertTrue(rehearsal.run(200) > 20);
    }
}
