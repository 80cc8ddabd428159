package dev.bowline.ops.cli;

import picocli.CommandLine.Command;

/** Takes back kill and HALTED. */
@Command(name = "arm", description = "Take back kill, and a halt after an internal error.")
final class ArmCommand extends EngineCommand {
    @Override
    String run(final RunningEngine engine) {
        final String trading = engine.order("arm").at("/report/trading").asText();
        if (trading.startsWith("HALTED")) {
            throw new CommandFailure(ExitCode.FAILED, "not armed, " + trading);
        }
        return "armed, " + trading;
    }
}
