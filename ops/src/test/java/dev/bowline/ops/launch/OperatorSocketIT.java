package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that operators could not reach must not begin (REC-1, CTL-1). */
final class OperatorSocketIT {
    @TempDir private Path directory;

    @Test
    void shouldEndBeforeAnythingIsSentWhenTheSocketCanNotBeOpened() throws Exception {
        try (OpenAccount account = new OpenAccount(directory)) {
            final Path journal = directory.resolve("journal");
            try (TradeRun run = account.newRun("run.dir=" + directory.resolve("x".repeat(120)))) {
                final StartException refused = assertThrows(StartException.class, run::start);
                assertTrue(
                        refused.getMessage().startsWith("operator socket: "), refused.getMessage());
                assertTrue(
                        refused.getMessage().contains("choose a shorter run.dir"),
                        refused.getMessage());
            }
            assertFalse(Files.exists(journal), "nothing was begun");
            assertEquals(List.of(), account.positionsWithStops());
        }
    }
}
