package dev.bowline.ops.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** Closes everything at the market; entries may follow. */
@Command(
        name = "close-all",
        description = {
            "Close every position at the market, cancel the orders, and wait until flat.",
            "Entries go on; pause first, or use kill, if they should not."
        })
final class CloseAllCommand extends EngineCommand {
    @Override
    String run(final RunningEngine engine) {
        final long startNs = System.nanoTime();
        final List<String> open =
                RunningEngine.names(engine.order("close-all").get("report"), "positions");
        engine.await(
                report ->
                        RunningEngine.names(report, "positions").stream().noneMatch(open::contains)
                                && open.stream()
                                        .allMatch(name -> RunningEngine.isFlat(report, name)),
                timeoutMs(),
                RunningEngine::open);
        return "closed " + open + ", flat after " + elapsedMs(startNs) + " ms";
    }
}
