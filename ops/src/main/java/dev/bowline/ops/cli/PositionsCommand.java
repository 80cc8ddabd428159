package dev.bowline.ops.cli;

import picocli.CommandLine.Command;

/** Open positions. */
@Command(
        name = "positions",
        description = "Open positions with stop, covered quantity and the trailing stop's state.")
final class PositionsCommand extends ReportCommand {
    PositionsCommand() {
        super("positions");
    }
}
