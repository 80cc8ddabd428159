package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** {@code bowline trade} in a process of its own, against an exchange on a port. */
final class TradingProcess {
    static final String READY = "START_STEP readiness";
    private static final long TIMEOUT_MS = 180_000;
    private static final long DUMP_MS = 3_000;
    private static final int DUMP_CHARS = 10_000;
    private static final long POLL_NS = 500_000;

    private final Process process;
    private final Path output;

    private TradingProcess(final Process process, final Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it; settings are of the form {@code key=value}. */
    static TradingProcess start(
            final Path output, final Path journal, final int port, final List<String> settings)
            throws IOException {
        final Path root = Path.of(System.getProperty("bowline.root"));
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("@" + root.resolve("ops/etc/jvm.options"));
        command.add("-Dlogback.configurationFile=" + logConfiguration(output.getParent()));
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of("dev.bowline.ops.cli.Bowline", "trade", "--json", "--journal"));
        command.add(journal.toString());
        command.addAll(
                List.of("--set", "run.account-lock-dir=" + output.resolveSibling("accounts")));
        for (final String setting : settings) {
            command.addAll(List.of("--set", setting));
        }
        command.addAll(List.of("--set", "venue.rest-url=http://127.0.0.1:" + port));
        command.addAll(List.of("--set", "venue.stream-url=ws://127.0.0.1:" + port));
        final ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(output.getParent().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("BINANCE_API_KEY", "key-of-the-test");
        builder.environment().put("BINANCE_API_SECRET", "secret-of-the-test");
        return new TradingProcess(builder.start(), output);
    }

    /** Everything from INFO on goes to the terminal, so that progress can be seen. */
    private static Path logConfiguration(final Path directory) throws IOException {
        return Files.writeString(
                directory.resolve("logback-of-the-test.xml"),
                "<configuration><appender name='ERR' class='ch.qos.logback.core.ConsoleAppender'>"
                        + "<target>System.err</target><encoder><pattern>%msg%n</pattern></encoder>"
                        + "</appender><logger name='io.netty' level='WARN'/>"
                        + "<logger name='net.openhft' level='WARN'/>"
                        + "<root level='INFO'><appender-ref ref='ERR'/></root></configuration>");
    }

    /** What it has printed so far. */
    String text() throws IOException {
        return Files.readString(output);
    }

    void awaitLine(final String part) throws IOException {
        final boolean came =
                await(
                        () -> {
                            try {
                                return text().contains(part);
                            } catch (final IOException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        TIMEOUT_MS);
        if (!came) {
            dumpThreads();
            fail("no \"" + part + "\" in " + output + ":\n" + text());
        }
    }

    /** What its threads are at goes to its output. */
    private void dumpThreads() throws IOException {
        final String before = text();
        final Process quit = new ProcessBuilder("kill", "-QUIT", Long.toString(pid())).start();
        await(() -> !quit.isAlive(), DUMP_MS);
        await(() -> hasGrown(before), DUMP_MS);
    }

    private boolean hasGrown(final String before) {
        try {
            return text().length() > before.length() + DUMP_CHARS;
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it became true in time; fails if the process ends meanwhile. */
    boolean await(final BooleanSupplier condition, final long timeoutMs) throws IOException {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                fail("ended by itself, " + output + ":\n" + text());
            }
            if (System.nanoTime() - deadlineNs >= 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NS);
        }
        return true;
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it has ended by itself; its exit code. */
    int awaitEnd() throws InterruptedException {
        assertTrue(process.waitFor(TIMEOUT_MS, TimeUnit.MILLISECONDS), "did not end");
        return process.exitValue();
    }

    /** SIGTERM, without waiting. */
    void signal() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, and its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        assertTrue(process.waitFor(TIMEOUT_MS, TimeUnit.MILLISECONDS), "did not stop");
        return process.exitValue();
    }

    void end() {
        process.destroyForcibly();
    }
}
