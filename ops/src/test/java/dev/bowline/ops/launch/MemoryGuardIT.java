package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.ops.cli.CommandRun;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.report.Json;
import dev.bowline.ops.report.RunSummary;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the reader of memory to the end of a run on the embedded exchange (REC-7). */
final class MemoryGuardIT {
    private static final long TIMEOUT_MS = 30_000;
    private static final long MB = 1 << 20;

    @TempDir private Path directory;
    private final AtomicLong rssBytes = new AtomicLong(100 * MB);

    private ConfigTree tree() throws Exception {
        return new ConfigLoader()
                .set("scalping.enabled=false")
                .set("book-momentum.enabled=false")
                .set("risk.trading-from-minute-utc=00:00")
                .set("risk.trading-to-minute-utc=24:00")
                .set("engine.rehearse-ms=0")
                .set("sim.preroll-ms=12h")
                .set("run.memory-base-mb=200")
                .set("run.memory-over-mb=600")
                .set("run.memory-stop-ms=3s")
                .set("run.dir=" + directory.resolve("run"))
                .set("journal.dir=" + directory.resolve("journal"))
                .load();
    }

    private CommandRun command(final String... arguments) {
        final String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "-s";
        all[arguments.length + 1] = "run.dir=" + directory.resolve("run");
        return CommandRun.of(all);
    }

    /** As the command {@code trade} does, which asks every few milliseconds. */
    private static void await(
            final TradeRun run, final String what, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs >= 0) {
                fail("not within " + TIMEOUT_MS + " ms: " + what + ", " + run.stopReasonOrNull());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private boolean enters(final String coin) {
        return command("force-entry", coin, "long", "--smallest").exitCode() == 0;
    }

    private String trading() {
        final CommandRun status = command("status", "--json");
        return Json.parse(status.out()).path("trading").asText();
    }

    @Test
    void shouldRefuseEntriesThenStopWithThePositionProtectedWhenMemoryStaysHigh() throws Exception {
        try (RunDirectory held = RunDirectory.open(directory.resolve("run"));
                TradeRun run = new TradeRun(tree(), BuildInfo.read(), rssBytes::get)) {
            run.start();
            held.writeStatus("{\"state\": \"RUNNING\"}");
            await(run, "an entry passes", () -> enters("XRP"));
            await(run, "the limit itself is kept", () -> run.stopReasonOrNull() == null);
            rssBytes.set(801 * MB);
            await(
                    run,
                    "entries are refused",
                    () ->
                            run.stopReasonOrNull() == null
                                    && trading().equals("REDUCING: MEMORY_GUARD"));
            final CommandRun refused = command("force-entry", "DOGE", "long", "--smallest");
            assertEquals(1, refused.exitCode(), refused.out());
            assertTrue(refused.err().contains("REDUCING"), refused.err());

            await(run, "the run is asked to end", () -> run.stopReasonOrNull() != null);
            assertEquals("memory guard: 801 MB, at most 800", run.stopReasonOrNull());
            run.stop();
            assertTrue(run.problems().isEmpty(), run.problems().toString());
            final JsonNode open = RunSummary.positions(run.statistics().ended());
            assertEquals(1, open.size(), "the position stays");
            assertEquals(0, run.protectionOrNull().neverCovered());
            assertEquals(0, run.protectionOrNull().violations());
            assertEquals(0, run.protectionOrNull().orphans().size());
        }
    }

    @Test
    void shouldTradeOnWhenMemoryComesDownInTime() throws Exception {
        try (RunDirectory held = RunDirectory.open(directory.resolve("run"));
                TradeRun run = new TradeRun(tree(), BuildInfo.read(), rssBytes::get)) {
            run.start();
            held.writeStatus("{\"state\": \"RUNNING\"}");
            rssBytes.set(900 * MB);
            await(
                    run,
                    "entries are refused",
                    () ->
                            run.stopReasonOrNull() == null
                                    && trading().equals("REDUCING: MEMORY_GUARD"));
            rssBytes.set(500 * MB);
            await(
                    run,
                    "entries pass again",
                    () -> run.stopReasonOrNull() == null && trading().equals("ACTIVE"));
            await(run, "an entry passes", () -> enters("XRP"));
            run.requestStop("test is over");
            run.stop();
            assertTrue(run.problems().isEmpty(), run.problems().toString());
        }
    }
}
