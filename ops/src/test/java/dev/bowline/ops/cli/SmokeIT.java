package dev.bowline.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code smoke} on the embedded exchange, well and broken (BT-4). */
final class SmokeIT {
    @Test
    void shouldSayOkWhenOneTradeGoesThrough() {
        final CommandRun smoke = CommandRun.of("smoke", "-s", "engine.rehearse-ms=0");
        assertEquals(0, smoke.exitCode(), smoke.err() + smoke.out());
        assertTrue(smoke.out().endsWith("SMOKE OK" + System.lineSeparator()), smoke.out());
        for (final String step :
                new String[] {"start", "ready", "open", "protect", "close", "verify", "stop"}) {
            assertTrue(smoke.out().contains("SMOKE " + step + " "), step + " in " + smoke.out());
        }
    }

    @Test
    void shouldNameTheStepWhenTheGatesRefuse() throws IOException {
        final CommandRun smoke =
                CommandRun.of(
                        "smoke",
                        "-s",
                        "engine.rehearse-ms=0",
                        "-s",
                        "risk.max-spread-share=0.00000001");
        assertEquals(ExitCode.FAILED, smoke.exitCode(), smoke.out());
        assertTrue(smoke.err().contains("SMOKE FAILED at open: "), smoke.err());
        assertTrue(smoke.err().contains("SPREAD"), smoke.err());
        Scratch.delete(Path.of(smoke.err().strip().replaceAll("(?s).* are left in ", "")));
    }
}
