package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.ops.cli.CommandRun;
import dev.bowline.ops.report.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * From market tick to protected order and back out of the journal, on the embedded exchange over
 * real sockets, in both thread layouts (OMS-5, PROT-1, JRN-1, JRN-2, RISK-3, REC-1, REC-5, RPT-3).
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TradeIT {
    @TempDir private static Path directory;

    private static CommandRun trade(final String layout, final String duration) {
        return CommandRun.of(
                "trade",
                "--json",
                "--speed",
                "max",
                "--for",
                duration,
                "--journal",
                journal(layout),
                "-s",
                "run.dir=" + directory.resolve("run-" + layout),
                "-s",
                "engine.layout=" + layout,
                "-s",
                "sim.seed=1");
    }

    private static String journal(final String layout) {
        return directory.resolve("journal-" + layout).toString();
    }

    private static void assertTraded(final CommandRun run) {
        assertEquals(0, run.exitCode(), run.err() + run.out());
        final JsonNode summary = Json.parse(run.out());
        assertTrue(summary.get("trades").asLong() > 0, run.out());
        assertEquals(0, summary.get("failedSlots").asLong(), run.out());
        final JsonNode auditor = summary.get("venueAuditor");
        assertTrue(auditor.get("positions").asInt() > 0, run.out());
        assertEquals(0, auditor.get("neverCovered").asInt(), run.out());
        assertEquals(0, auditor.get("violations").asInt(), run.out());
        assertEquals(0, auditor.get("orphanOrders").asInt(), run.out());
        assertTrue(
                auditor.get("maxUncoveredMs").asLong() <= auditor.get("limitMs").asLong(),
                run.out());
        assertEquals(
                auditor.get("positions").asLong(),
                summary.at("/protection/stopsConfirmed").asLong(),
                run.out());
        assertEquals(64, summary.get("journalHead").asText().length());
    }

    private static void assertReplaysAndAudits(final String layout) {
        final CommandRun replay =
                CommandRun.of(
                        "replay", "--verify", "--all", "--json", "--journal", journal(layout));
        assertEquals(0, replay.exitCode(), replay.err() + replay.out());
        for (final JsonNode row : Json.parse(replay.out())) {
            assertEquals(row.get("slots").asLong(), row.get("identicalSlots").asLong());
            assertTrue(row.get("slots").asLong() > 1_000, replay.out());
        }
        final CommandRun audit =
                CommandRun.of("audit", "verify", "--json", "--journal", journal(layout));
        assertEquals(0, audit.exitCode(), audit.err() + audit.out());
        assertTrue(Json.parse(audit.out()).get("good").asBoolean());
    }

    @Test
    @Order(1)
    void shouldTradeProtectedAndReplayTheSameWhenCompact() {
        assertTraded(trade("compact", "1h"));
        assertReplaysAndAudits("compact");
    }

    @Test
    @Order(2)
    void shouldTradeProtectedAndReplayTheSameWhenSplit() {
        assertTraded(trade("split", "1h"));
        assertReplaysAndAudits("split");
    }

    /** RISK-3: what the day has lost and won is carried over, and the replay of run 2 knows it. */
    @Test
    @Order(3)
    void shouldCarryTheRiskFiguresOverWhenStartedAgain() {
        final CommandRun second = trade("compact", "2m");
        assertEquals(0, second.exitCode(), second.err() + second.out());
        final JsonNode summary = Json.parse(second.out());
        assertEquals(2, summary.get("journalRun").asInt());
        assertEquals(1, summary.at("/eventsByType/STATE_RESTORED").asInt());
        assertEquals(0, summary.get("failedSlots").asLong(), second.out());
        assertReplaysAndAudits("compact");
    }

    @Test
    @Order(4)
    void shouldPrintOneLinePerFillWhenTheJournalIsFiltered() {
        final CommandRun fills =
                CommandRun.of(
                        "journal", "--type", "FILL", "--run", "1", "--journal", journal("compact"));
        assertEquals(0, fills.exitCode(), fills.err());
        final List<String> lines = new ArrayList<>(fills.out().lines().toList());
        assertFalse(lines.isEmpty());
        assertTrue(lines.stream().allMatch(line -> line.contains("FILL")), fills.out());
    }

    @Test
    @Order(5)
    void shouldSizeEverySymbolWhenQuicklyChecked() {
        final CommandRun run = CommandRun.of("quick-check", "--json");
        assertEquals(0, run.exitCode(), run.err());
        final JsonNode root = Json.parse(run.out());
        assertEquals("400", root.get("balance").asText());
        assertEquals(5, root.get("symbols").size());
        for (final JsonNode row : root.get("symbols")) {
            // SIZE-1: 400 × 0.75 % = 3; stop 0.8 % → notional 375; at 5× margin 75.
            assertTrue(row.get("notional").asText().matches("375|374\\.9.*"), row.toString());
            assertTrue(row.get("margin").asText().matches("75|74\\.9.*"), row.toString());
        }
    }
}
