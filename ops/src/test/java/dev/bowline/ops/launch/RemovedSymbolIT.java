package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start without a symbol in which a position stands (REC-1). */
final class RemovedSymbolIT {
    @TempDir private Path directory;

    @Test
    void shouldRefuseTheStartAndLeaveTheStopAloneWhenAnOpenSymbolWasRemoved() throws Exception {
        try (OpenAccount account = new OpenAccount(directory)) {
            account.leaveOpen("DOGE");
            account.assertCovered("DOGEUSDC");
            final List<String> before = account.positionsWithStops();
            try (TradeRun run = account.newRun("universe.symbols=XRP,ADA")) {
                final StartException refused = assertThrows(StartException.class, run::start);
                final String message = refused.getMessage();
                assertTrue(message.contains("universe.symbols"), message);
                assertTrue(message.contains("DOGEUSDC (LONG "), message);
                assertTrue(message.contains("order STOP "), message);
                assertTrue(message.contains("Put the symbol back"), message);
            }
            assertEquals(before, account.positionsWithStops());

            try (TradeRun run = account.newRun()) {
                run.start();
                assertEquals(0, account.command("close", "DOGE").exitCode());
                run.requestStop("test goes on");
                run.stop();
            }
            try (TradeRun run = account.newRun("universe.symbols=XRP,ADA")) {
                run.start(); // Flat: the symbol may go.
                run.requestStop("test is over");
                run.stop();
                assertEquals(List.of(), run.problems());
            }
        }
    }
}
