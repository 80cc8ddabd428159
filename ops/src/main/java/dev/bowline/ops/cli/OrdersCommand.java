package dev.bowline.ops.cli;

import picocli.CommandLine.Command;

/** Orders of ours that may be at the venue. */
@Command(name = "orders", description = "Orders of ours that may be at the venue.")
final class OrdersCommand extends ReportCommand {
    OrdersCommand() {
        super("orders");
    }
}
