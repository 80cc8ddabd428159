package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** Takes back {@code pause} and reduce. */
@Command(
        name = "resume",
        description = "Take back pause and reduce. Says what holds entries back besides.")
final class ResumeCommand extends EngineCommand {
    @Override
    String run(final RunningEngine engine) {
        final JsonNode report = engine.order("resume").get("report");
        return "resumed, "
                + report.path("trading").asText()
                + ", entries "
                + report.path("entries").asText();
    }
}
