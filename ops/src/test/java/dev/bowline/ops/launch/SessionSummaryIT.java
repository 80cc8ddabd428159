package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.report.Json;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The summary tells what the streams brought, broken frames too (RPT-3, MON-6). */
final class SessionSummaryIT {
    private static final long END_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);

    @TempDir private Path directory;

    private JsonNode summaryOf(final StreamRoute... garbled) throws Exception {
        final ConfigTree tree =
                new ConfigLoader()
                        .set("sim.speed=max")
                        .set("run.duration-ms=1m")
                        .set("journal.dir=" + directory.resolve("journal-" + garbled.length))
                        .set("run.dir=" + directory.resolve("run"))
                        .load();
        final BuildInfo build = BuildInfo.read();
        try (TradeRun run = new TradeRun(tree, build)) {
            final RunReport report = new RunReport(run, tree, build);
            run.start();
            for (final StreamRoute route : garbled) {
                run.simOrNull().faults().garble(route);
            }
            final long deadlineNs = System.nanoTime() + END_TIMEOUT_NS;
            while (run.stopReasonOrNull() == null) {
                assertTrue(System.nanoTime() - deadlineNs < 0, "the run did not end within 60 s");
                LockSupport.parkNanos(1_000_000);
            }
            run.stop();
            return Json.parse(Json.text(report.summary()));
        }
    }

    @Test
    void shouldCountEveryFrameWhenAllAreSound() throws Exception {
        final JsonNode streams = summaryOf().get("streams");
        assertTrue(streams.get("eventsRead").asLong() > 1_000, streams.toString());
        for (final String fault :
                new String[] {"undecodable", "unknown", "duplicates", "gaps", "unknownFields"}) {
            assertEquals(0, streams.get(fault).asLong(), fault);
        }
    }

    @Test
    void shouldCountAFrameAsUndecodableWhenItIsCutOff() throws Exception {
        final JsonNode summary = summaryOf(StreamRoute.PUBLIC, StreamRoute.MARKET);
        assertEquals(2, summary.at("/streams/undecodable").asLong(), summary.toString());
        assertTrue(
                summary.get("streamsText").asText().contains(", 2 undecodable, 0 unknown, "),
                summary.toString());
        assertEquals(0, summary.get("failedSlots").asLong(), summary.toString());
    }
}
