package dev.bowline.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.ops.report.Json;
import org.junit.jupiter.api.Test;

/** RISK-6, PROT-3: a kill says what it left open. */
final class KillCommandTest {
    @Test
    void shouldNameWhatIsNotOursWhenItStaysOpen() {
        assertEquals("", KillCommand.leftAlone(Json.parse("{\"leftAlone\":[]}")));
        assertEquals(
                "\nSTILL OPEN, not ours (protection.drift-add=ignore): XRPUSDC LONG 2,"
                        + " ADAUSDC SHORT 0.5",
                KillCommand.leftAlone(
                        Json.parse(
                                "{\"leftAlone\":["
                                        + "{\"symbol\":\"XRPUSDC\",\"side\":\"LONG\",\"qty\":\"2\"},"
                                        + "{\"symbol\":\"ADAUSDC\",\"side\":\"SHORT\","
                                        + "\"qty\":\"0.5\"}]}")));
    }
}
