package dev.bowline.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.ops.report.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of an operator against a run on the embedded exchange over real sockets (CTL-1,
 * CTL-4, REC-3, REC-6), and the journal of it all replayed bit for bit.
 */
final class OperateIT {
    @TempDir private Path directory;

    private static String enter(final TradeInBackground trading, final String coin) {
        return trading.done("force-entry", coin, "long", "--smallest");
    }

    private void assertReplays() {
        final CommandRun replay =
                CommandRun.of(
                        "replay",
                        "--verify",
                        "--json",
                        "--journal",
                        directory.resolve("journal").toString());
        assertEquals(0, replay.exitCode(), replay.err() + replay.out());
        for (final JsonNode row : Json.parse(replay.out())) {
            assertEquals(row.get("slots").asLong(), row.get("identicalSlots").asLong());
        }
    }

    @Test
    void shouldOpenShowAndCloseWhenOperated() throws Exception {
        try (TradeInBackground trading = new TradeInBackground(directory)) {
            TradeInBackground.awaitTrue(
                    "an entry passes", () -> tryEnter(trading).exitCode() == ExitCode.DONE);
            final JsonNode positions = Json.parse(trading.done("positions", "--json"));
            assertEquals(1, positions.size());
            final JsonNode position = positions.get(0);
            assertEquals("XRPUSDC", position.path("symbol").asText());
            assertEquals("LONG", position.path("side").asText());
            assertEquals(position.path("qty").asText(), position.path("covered").asText());
            assertFalse("-".equals(position.path("stop").asText()), position.toString());
            final JsonNode orders = Json.parse(trading.done("orders", "--json"));
            assertEquals(2, orders.size(), orders.toString());
            assertTrue(orders.get(0).path("id").asText().startsWith("bw"), orders.toString());
            assertTrue(trading.done("positions").contains("XRPUSDC"));

            final CommandRun again = trading.command("force-entry", "XRP", "long", "--smallest");
            assertEquals(ExitCode.FAILED, again.exitCode());
            assertTrue(again.err().contains("HAS_POSITION"), again.err());

            assertTrue(trading.done("reconcile").contains("differences found: 0"));
            assertTrue(trading.done("close", "xrp").contains("XRPUSDC closed"));
            assertTrue(trading.done("close", "XRPUSDC").contains("was flat"));
            assertEquals("no positions\n", trading.done("positions"));
            assertEquals("[ ]\n", trading.done("orders", "--json"));
            assertEquals(ExitCode.NOT_FOUND, trading.command("close", "NOPE").exitCode());
            final CommandRun sideless = trading.command("force-entry", "XRP", "up");
            assertEquals(ExitCode.CONFIGURATION, sideless.exitCode(), sideless.err());
            trading.stop();
        }
        assertReplays();
        assertNamed();
    }

    private static CommandRun tryEnter(final TradeInBackground trading) {
        return trading.command("force-entry", "XRP", "long", "--smallest");
    }

    /** CTL-4: channel and name stand in the journal. */
    private void assertNamed() {
        final CommandRun journal =
                CommandRun.of(
                        "journal",
                        "--type",
                        "OPERATOR_COMMAND",
                        "--json",
                        "--journal",
                        directory.resolve("journal").toString());
        assertEquals(0, journal.exitCode(), journal.err());
        final String name = System.getProperty("user.name");
        final String coded = name.substring(0, Math.min(name.length(), 8));
        final String line =
                journal.out()
                        .lines()
                        .filter(each -> each.contains("FORCE_ENTRY"))
                        .findFirst()
                        .get();
        assertTrue(line.contains("\"channel\":1"), line);
        assertTrue(line.contains("\"operator\":\"" + coded + "\""), line);
    }

    @Test
    void shouldHoldEntriesBackWhenPausedAndEndFlatWhenKilled() throws Exception {
        try (TradeInBackground trading = new TradeInBackground(directory)) {
            TradeInBackground.awaitTrue(
                    "an entry passes", () -> tryEnter(trading).exitCode() == ExitCode.DONE);
            enter(trading, "DOGE");
            assertEquals("paused, REDUCING: PAUSED\n", trading.done("pause"));
            final JsonNode status = Json.parse(trading.done("status", "--json"));
            assertEquals("REDUCING: PAUSED", status.path("trading").asText());
            assertEquals("refused: PAUSED", status.path("entries").asText());
            assertFalse(status.at("/readiness/entries/green").asBoolean());
            assertTrue(status.at("/readiness/clock/green").asBoolean(), status.toString());
            assertTrue(status.at("/readiness/user stream/green").asBoolean(), status.toString());
            assertTrue(status.at("/readiness/journal/green").asBoolean(), status.toString());
            assertTrue(status.at("/readiness/XRPUSDC book/green").asBoolean(), status.toString());
            final CommandRun held = trading.command("force-entry", "ADA", "long");
            assertEquals(ExitCode.FAILED, held.exitCode());
            assertTrue(held.err().contains("PAUSED"), held.err());

            final CommandRun unsure = trading.command("kill");
            assertEquals(ExitCode.CONFIGURATION, unsure.exitCode());
            assertTrue(unsure.err().contains("--yes"), unsure.err());
            assertEquals(2, Json.parse(trading.done("positions", "--json")).size());

            final String killed = trading.done("kill", "--yes");
            assertTrue(killed.startsWith("KILL_DONE closed [XRPUSDC, DOGEUSDC]"), killed);
            assertTrue(killed.contains("HALTED: PAUSED, KILL_SWITCH"), killed);
            assertEquals(0, trading.run.simOrNull().protection().orphans().size());
            assertEquals("no orders\n", trading.done("orders"));

            trading.done("resume");
            assertTrue(tryEnter(trading).err().contains("KILL_SWITCH"));
            assertEquals("armed, ACTIVE\n", trading.done("arm"));
            enter(trading, "XRP");
            assertTrue(trading.done("close-all").contains("closed [XRPUSDC], flat"));
            trading.stop();
            assertEquals(0, trading.run.problems().size(), trading.run.problems().toString());
        }
        assertReplays();
    }

    @Test
    void shouldSayWhatIsStillOpenWhenTheVenueDoesNotAnswerInTime() throws Exception {
        try (TradeInBackground trading =
                new TradeInBackground(
                        directory,
                        "journal.roll=hourly",
                        "sim.faults=kind=request-delayed, delay=3s, method=POST,"
                                + " path=/fapi/v1/order, reduce-only=true")) {
            TradeInBackground.awaitTrue(
                    "an entry passes", () -> tryEnter(trading).exitCode() == ExitCode.DONE);
            final CommandRun late = trading.command("close-all", "--timeout", "1");
            assertEquals(ExitCode.TIMED_OUT, late.exitCode(), late.out() + late.err());
            assertTrue(late.err().contains("still open: positions [XRPUSDC]"), late.err());
            assertTrue(trading.done("close-all").contains("flat"));
        }
        try (Stream<Path> files = Files.walk(directory.resolve("journal"))) {
            assertTrue(
                    files.anyMatch(
                            file ->
                                    file.getFileName()
                                            .toString()
                                            .matches("[0-9]{8}-[0-9]{2}F?\\.cq4")),
                    "a file for each hour, as configured");
        }
    }

    @Test
    void shouldExitWithNotRunningWhenNothingRuns() {
        for (final String command :
                new String[] {"positions", "orders", "pause", "resume", "close-all", "arm"}) {
            final CommandRun run =
                    CommandRun.of(command, "-s", "run.dir=" + directory.resolve("none"));
            assertEquals(ExitCode.NOT_RUNNING, run.exitCode(), command + run.err());
        }
    }
}
