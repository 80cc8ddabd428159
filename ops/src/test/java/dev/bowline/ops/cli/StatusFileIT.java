package dev.bowline.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.ops.report.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see must not decide what becomes of trading (JRN-6, REC-5). */
final class StatusFileIT {
    @TempDir private Path directory;

    @Test
    void shouldTradeOnAndEndInOrderWhenTheStatusCanNotBeWritten() throws Exception {
        final Path run = directory.resolve("run");
        Files.createDirectories(run.resolve("status.json.new")); // No file can be written there.
        final CommandRun trade =
                CommandRun.of(
                        "trade",
                        "--json",
                        "--speed",
                        "max",
                        "--for",
                        "2m",
                        "--journal",
                        directory.resolve("journal").toString(),
                        "-s",
                        "engine.rehearse-ms=0",
                        "-s",
                        "run.dir=" + run);
        assertEquals(0, trade.exitCode(), trade.err() + trade.out());
        assertEquals("time asked for is over", Json.parse(trade.out()).path("ended").asText());
        assertTrue(Json.parse(trade.out()).path("journalHead").asText().length() == 64);
    }
}
