package dev.bowline.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.ops.launch.RunDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, with which words and exit code, and that nothing is left half-done. */
final class BadInputTest {
    @TempDir private Path directory;

    private CommandRun trade(final String... options) {
        final String[] arguments = new String[options.length + 5];
        arguments[0] = "trade";
        arguments[1] = "--set";
        arguments[2] = "run.dir=" + directory.resolve("run");
        arguments[3] = "--journal";
        arguments[4] = directory.resolve("journal").toString();
        System.arraycopy(options, 0, arguments, 5, options.length);
        return CommandRun.of(arguments);
    }

    private void assertNothingIsLeft() {
        assertFalse(Files.exists(directory.resolve("run/bowline.pid")));
        assertFalse(Files.exists(directory.resolve("run/status.json")));
    }

    @Test
    void shouldExitWithConfigurationWhenTheYamlIsBroken() throws IOException {
        final Path yaml = directory.resolve("bad.yaml");
        Files.writeString(yaml, "risk:\n  max-leverage: 5\n bad indent: 3\n");
        final CommandRun run = trade("-c", yaml.toString());
        assertEquals(ExitCode.CONFIGURATION, run.exitCode());
        assertTrue(run.err().contains(yaml + ":3:"), run.err());
        assertTrue(run.err().contains("broken YAML"), run.err());
        assertNothingIsLeft();
    }

    @Test
    void shouldExitWithConfigurationWhenLimitsContradict() {
        final CommandRun run = trade("-s", "sizing.leverage=20", "--speed", "0");
        assertEquals(ExitCode.CONFIGURATION, run.exitCode());
        assertTrue(
                run.err().contains("sizing.leverage=20: must be at most risk.max-leverage=5"),
                run.err());
        assertTrue(run.err().contains("--speed: sim.speed=0: must be more than 0"), run.err());
        assertNothingIsLeft();
    }

    @Test
    void shouldNameTheFileWhenRecordedDataAreMissing() {
        final Path missing = directory.resolve("BTCUSDT-1m-2025-05.csv.gz");
        final CommandRun run = trade("--data", missing.toString());
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().contains(missing.toString()), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
        assertNothingIsLeft();
    }

    @Test
    void shouldNameFileAndLineWhenRecordedDataAreMalformed() throws IOException {
        final Path csv = directory.resolve("XRPUSDT-trades-1.csv");
        Files.writeString(
                csv,
                """
                id,price,qty,quote_qty,time,is_buyer_maker
                1,2.0,oops,20,1790769600000,true
                """);
        final CommandRun run = trade("--data", csv.toString());
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().contains(csv + " line 2"), run.err());
        assertNothingIsLeft();
    }

    @Test
    void shouldNameTheSymbolWhenItHasNoContract() {
        final CommandRun run = trade("-s", "universe.symbols=NOSUCH");
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().contains("NOSUCHUSDC"), run.err());
        assertNothingIsLeft();
    }

    @Test
    void shouldNameThePortWhenItIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final CommandRun run = trade("-s", "sim.port=" + taken.getLocalPort());
            assertEquals(ExitCode.FAILED, run.exitCode());
            assertTrue(
                    run.err().contains("127.0.0.1:" + taken.getLocalPort() + " is in use"),
                    run.err());
        }
        assertNothingIsLeft();
    }

    @Test
    void shouldNameTheDirectoryWhenTheJournalCannotBeWritten() throws IOException {
        final Path file = directory.resolve("no-directory");
        Files.writeString(file, "in the way");
        final CommandRun run =
                CommandRun.of(
                        "trade",
                        "-s",
                        "run.dir=" + directory.resolve("run"),
                        "--journal",
                        file.resolve("journal").toString());
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().contains("not started, journal recovery"), run.err());
        assertTrue(run.err().contains(file.toString()), run.err());
        assertNothingIsLeft();
    }

    @Test
    void shouldRefuseASecondInstanceWhenOneHoldsTheDirectory() throws IOException {
        try (RunDirectory held = RunDirectory.open(directory.resolve("run"))) {
            held.writeStatus("{}");
            final CommandRun run = trade();
            assertEquals(ExitCode.FAILED, run.exitCode());
            assertTrue(run.err().contains("held by running process"), run.err());
        }
    }

    @Test
    void shouldExitWithNotFoundWhenThereIsNoJournal() {
        final String journal = directory.resolve("none").toString();
        for (final String[] command :
                new String[][] {
                    {"replay", "--journal", journal},
                    {"audit", "verify", "--journal", journal},
                    {"journal", "--journal", journal}
                }) {
            final CommandRun run = CommandRun.of(command);
            assertEquals(ExitCode.NOT_FOUND, run.exitCode(), run.err());
            assertTrue(run.err().contains("no journal in " + journal), run.err());
        }
    }

    @Test
    void shouldSayWhatIsMissingWhenAnExchangeIsServedWithoutKeysOrPace() {
        assertTrue(CommandRun.of("exchange").err().contains("BINANCE_API_KEY"));
    }

    @Test
    void shouldRefuseTheHeadKeyWhenItWouldLieInTheJournal() {
        final Path inside = directory.resolve("journal/head.key");
        final CommandRun run = trade("-s", "journal.head-key-file=" + inside);
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().contains("must not lie in the journal directory"), run.err());
    }

    @Test
    void shouldRefusePaperWhenTradingIsAsked() {
        final CommandRun run = trade("-s", "venue.mode=paper");
        assertEquals(ExitCode.CONFIGURATION, run.exitCode());
        assertTrue(run.err().contains("venue.mode=paper"), run.err());
        assertNothingIsLeft();
    }
}
