package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.ops.cli.CommandRun;
import dev.bowline.ops.report.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every entry style with levels of targets on the embedded exchange over real sockets, over REST
 * and over the WebSocket API: traded, never naked, nothing left over, and the replay is the same
 * (OMS-4, OMS-5, OMS-6, JRN-2).
 */
@ParameterizedClass
@ValueSource(strings = {"rest, hmac", "websocket, hmac", "websocket, ed25519"})
final class OrderStylesIT {
    @TempDir private Path directory;

    /** How orders leave, and with which kind of key. */
    @Parameter private String way;

    @ParameterizedTest
    @CsvSource({
        "market, fixed, market, cancel",
        "ioc, atr, limit, cancel",
        "limit, fixed, market, cancel",
        "limit, fixed, limit, market",
        "post-only, single, market, market"
    })
    void shouldTradeProtectedAndReplayTheSame(
            final String style, final String targets, final String leave, final String end) {
        final String journal = directory.resolve("journal").toString();
        final CommandRun run =
                CommandRun.of(
                        "trade",
                        "--json",
                        "--speed",
                        "max",
                        "--for",
                        "30m",
                        "--journal",
                        journal,
                        "-s",
                        "run.dir=" + directory.resolve("run"),
                        "-s",
                        "sim.seed=1",
                        "-s",
                        "venue.order-entry=" + way.split(", ", -1)[0],
                        "-s",
                        "credentials.kind=" + way.split(", ", -1)[1],
                        "-s",
                        "book-momentum.entry-style=" + style,
                        "-s",
                        "book-momentum.targets=" + targets,
                        "-s",
                        "protection.target-style=" + leave,
                        "-s",
                        "entry.patience-end=" + end,
                        "-s",
                        "entry.patience-ms=5s",
                        "-s",
                        "targets.move-1=0.001",
                        "-s",
                        "targets.move-2=0.002",
                        "-s",
                        "targets.move-3=0.003");
        assertEquals(0, run.exitCode(), run.err() + run.out());
        final JsonNode summary = Json.parse(run.out());
        assertEquals(0, summary.get("failedSlots").asLong(), run.out());
        assertEquals(
                !way.startsWith("rest"),
                summary.at("/orderApi/requests").asLong() > 0,
                "orders left the way that was chosen");
        final JsonNode auditor = summary.get("venueAuditor");
        assertTrue(auditor.get("positions").asInt() > 0, run.out());
        assertEquals(0, auditor.get("neverCovered").asInt(), run.out());
        assertEquals(0, auditor.get("violations").asInt(), run.out());
        assertEquals(0, auditor.get("orphanOrders").asInt(), run.out());
        final CommandRun replay =
                CommandRun.of("replay", "--verify", "--all", "--json", "--journal", journal);
        assertEquals(0, replay.exitCode(), replay.err() + replay.out());
        for (final JsonNode row : Json.parse(replay.out())) {
            assertEquals(row.get("slots").asLong(), row.get("identicalSlots").asLong());
        }
    }
}
