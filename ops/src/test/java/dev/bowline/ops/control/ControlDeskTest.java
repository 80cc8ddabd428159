package dev.bowline.ops.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.ops.report.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the desk answers without the engine (CTL-1). */
final class ControlDeskTest {
    private final List<EngineQuestion> asked = new ArrayList<>();

    private JsonNode arm(final String journalErrorOrNull) {
        final ControlDesk desk =
                new ControlDesk(
                        question -> {
                            asked.add(question);
                            throw new IllegalStateException("the engine was asked");
                        },
                        question -> {},
                        () -> new Readiness.Host(true, 0, 1_000, journalErrorOrNull, 0),
                        1_000);
        return desk.reply(Json.object().put("command", "arm"), "owner");
    }

    /** JRN-1: arming cannot bring back records that are lost. */
    @Test
    void shouldSayThatARestartIsNeededWhenArmedAfterTheJournalLostASlot() {
        final JsonNode reply = arm("disk full");
        assertFalse(reply.path("ok").asBoolean(true));
        assertEquals("FAILED", reply.path("code").asText());
        final String error = reply.path("error").asText();
        assertTrue(error.contains("disk full"), error);
        assertTrue(error.contains("restart"), error);
        assertTrue(error.contains("Positions keep their stops"), error);
        assertEquals(List.of(), asked);
    }

    @Test
    void shouldAskTheEngineWhenTheJournalIsWhole() {
        assertEquals("the engine was asked", arm(null).path("error").asText());
    }
}
