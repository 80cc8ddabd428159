package dev.bowline.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.launch.BuildInfo;
import dev.bowline.ops.launch.RunDirectory;
import dev.bowline.ops.launch.TradeRun;
import dev.bowline.ops.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A run on the embedded exchange within the test's process, for commands to talk to. */
final class TradeInBackground implements AutoCloseable {
    private static final long TIMEOUT_MS = 20_000;
    private static final List<String> QUIET =
            List.of(
                    "scalping.enabled=false",
                    "book-momentum.enabled=false",
                    "risk.trading-from-minute-utc=00:00",
                    "risk.trading-to-minute-utc=24:00",
                    "engine.rehearse-ms=0",
                    "sim.preroll-ms=12h");

    final TradeRun run;
    private final Path directory;
    private final RunDirectory held;
    private boolean isStopped;

    TradeInBackground(final Path directory, final String... settings) throws Exception {
        this.directory = directory;
        final ConfigLoader loader = new ConfigLoader();
        QUIET.forEach(loader::set);
        for (final String setting : settings) {
            loader.set(setting);
        }
        loader.set("run.dir=" + directory.resolve("run"));
        loader.set("journal.dir=" + directory.resolve("journal"));
        final ConfigTree tree = loader.load();
        held = RunDirectory.open(directory.resolve("run"));
        run = new TradeRun(tree, BuildInfo.read());
        run.start();
        held.writeStatus("{\"state\": \"RUNNING\"}");
        awaitTrue("green", () -> Json.parse(command("status", "--json").out()).has("readiness"));
    }

    /** A command of the command line to this run. */
    CommandRun command(final String... arguments) {
        final List<String> all = new ArrayList<>(List.of(arguments));
        all.add("-s");
        all.add("run.dir=" + directory.resolve("run"));
        return CommandRun.of(all.toArray(new String[0]));
    }

    /** A command that has to work; what it printed. */
    String done(final String... arguments) {
        final CommandRun result = command(arguments);
        assertEquals(ExitCode.DONE, result.exitCode(), result.err() + result.out());
        return result.out();
    }

    static void awaitTrue(final String what, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs >= 0) {
                fail("not within " + TIMEOUT_MS + " ms: " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    void stop() {
        run.requestStop("test is over");
        run.stop();
        isStopped = true;
    }

    @Override
    public void close() throws IOException {
        if (!isStopped) {
            stop();
        }
        held.close();
    }
}
