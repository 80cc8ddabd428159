package dev.bowline.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.ops.launch.RunDirectory;
import dev.bowline.ops.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes and messages of the command line (CTL-1). */
final class BowlineTest {
    @TempDir private Path directory;

    @Test
    void shouldExitWithConfigurationWhenTheCommandLineIsRefused() {
        final CommandRun none = CommandRun.of();
        assertEquals(ExitCode.CONFIGURATION, none.exitCode());
        assertTrue(none.err().contains("a command is missing"), none.err());
        final CommandRun unknown = CommandRun.of("show-config", "--colour");
        assertEquals(ExitCode.CONFIGURATION, unknown.exitCode());
        assertTrue(unknown.err().contains("--colour"), unknown.err());
    }

    @Test
    void shouldHelpWhenAskedOnAnyCommand() {
        final CommandRun root = CommandRun.of("--help");
        assertEquals(ExitCode.DONE, root.exitCode());
        for (final String command : Bowline.commandLine().getSubcommands().keySet()) {
            final CommandRun run = CommandRun.of(command, "--help");
            assertEquals(ExitCode.DONE, run.exitCode(), command);
            assertTrue(run.out().startsWith("Usage: bowline " + command), run.out());
            assertTrue(root.out().contains(command), root.out());
        }
    }

    @Test
    void shouldShowValueAndSourceWhenTheConfigurationIsPrinted() throws IOException {
        final Path yaml = directory.resolve("my.yaml");
        Files.writeString(yaml, "sim:\n  seed: 9\n");
        final CommandRun run = CommandRun.of("show-config", "-c", yaml.toString(), "--json");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        final JsonNode root = Json.parse(run.out());
        assertEquals("9", root.at("/settings/sim.seed/value").asText());
        assertEquals(yaml + ":2:9", root.at("/settings/sim.seed/source").asText());
        assertEquals(64, root.get("sha256").asText().length());
    }

    /** CFG-2. */
    @Test
    void shouldListAllFaultsWhenTheConfigurationIsRefused() {
        final CommandRun run =
                CommandRun.of(
                        "show-config", "-s", "sim.seed=x", "-s", "no.such=1", "-s", "sim.port=-1");
        assertEquals(ExitCode.CONFIGURATION, run.exitCode());
        assertTrue(run.err().startsWith("configuration refused, 3 faults:"), run.err());
        assertTrue(run.err().contains("--set: sim.seed=x: must be a whole number"), run.err());
        assertTrue(run.err().contains("--set: no.such=1: unknown key"), run.err());
        assertTrue(run.err().contains("--set: sim.port=-1: must be whole number"), run.err());
    }

    @Test
    void shouldExitWithNotRunningWhenNothingRuns() {
        final CommandRun run =
                CommandRun.of("status", "--set", "run.dir=" + directory.resolve("none"));
        assertEquals(ExitCode.NOT_RUNNING, run.exitCode());
        assertTrue(run.err().contains("nothing is running in run.dir="), run.err());
    }

    @Test
    void shouldShowTheStatusWhenAnInstanceHoldsTheDirectory() throws IOException {
        final String option = "run.dir=" + directory;
        try (RunDirectory held = RunDirectory.open(directory)) {
            assertTrue(CommandRun.of("status", "-s", option).out().startsWith("STARTING, pid "));
            held.writeStatus("{\"state\":\"RUNNING\",\"positions\":[{\"symbol\":\"XRPUSDC\"}]}");
            final CommandRun text = CommandRun.of("status", "-s", option);
            assertEquals(ExitCode.DONE, text.exitCode());
            assertTrue(text.out().startsWith("state      RUNNING, pid "), text.out());
            assertTrue(text.out().contains("XRPUSDC"), text.out());
            final CommandRun json = CommandRun.of("status", "-s", option, "--json");
            assertEquals("RUNNING", Json.parse(json.out()).get("state").asText());
        }
        assertEquals(ExitCode.NOT_RUNNING, CommandRun.of("status", "-s", option).exitCode());
    }

    @Test
    void shouldNameTheBuildWhenAskedForTheVersion() {
        final CommandRun run = CommandRun.of("version", "--json");
        assertEquals(ExitCode.DONE, run.exitCode());
        final JsonNode root = Json.parse(run.out());
        assertEquals("0.1.0-SNAPSHOT", root.get("version").asText());
        assertEquals(Runtime.version().toString(), root.get("jvm").asText());
    }

    @Test
    void shouldStandInTheReadmeWhenAReasonCodeIsAdded() throws IOException {
        final CommandRun run = CommandRun.of("journal", "--codes");
        assertEquals(ExitCode.DONE, run.exitCode());
        assertTrue(run.out().contains("| 306 | `DAY_LOSS` | INTENT_REFUSED |"), run.out());
        final Path readme = Path.of(System.getProperty("bowline.root"), "README.md");
        assertTrue(
                Files.readString(readme).contains(run.out()),
                "run: ops/bin/bowline journal --codes, and put it into README.md");
    }

    @Test
    void shouldStandInTheReadmeWhenAnOrderStateChanges() throws IOException {
        final CommandRun run = CommandRun.of("journal", "--order-states");
        assertEquals(ExitCode.DONE, run.exitCode());
        assertTrue(run.out().contains("| SENT | – | CREATED | ACKNOWLEDGED |"), run.out());
        final Path readme = Path.of(System.getProperty("bowline.root"), "README.md");
        assertTrue(
                Files.readString(readme).contains(run.out()),
                "run: ops/bin/bowline journal --order-states, and put it into README.md");
    }
}
