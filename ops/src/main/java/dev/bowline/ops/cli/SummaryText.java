package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.ops.launch.StatusText;

/** The session summary for people. */
final class SummaryText {
    private SummaryText() {}

    static String of(final JsonNode summary) {
        return "SESSION SUMMARY\n" + StatusText.of(summary);
    }
}
