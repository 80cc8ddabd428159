package dev.bowline.ops.cli;

import picocli.CommandLine.Command;

/** No entries until {@code resume}. */
@Command(name = "pause", description = "No entries until resume; positions stay protected.")
final class PauseCommand extends EngineCommand {
    @Override
    String run(final RunningEngine engine) {
        return "paused, " + engine.order("pause").at("/report/trading").asText();
    }
}
