package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Enters a position that no strategy asked for, through all gates. */
@Command(
        name = "force-entry",
        description = {
            "Enter a symbol at the market, through sizing, precision and risk, with the stop and",
            "target of scalping-v1; waits until it is protected."
        })
final class ForceEntryCommand extends EngineCommand {
    @Parameters(index = "0", paramLabel = "SYMBOL", description = "for example XRPUSDC")
    private String symbol;

    @Parameters(index = "1", paramLabel = "SIDE", description = "long or short")
    private String side;

    @Option(names = "--smallest", description = "the smallest quantity that passes")
    private boolean isSmallest;

    @Override
    String run(final RunningEngine engine) {
        final long startNs = System.nanoTime();
        final String name = EntryOrder.send(engine, symbol, side, isSmallest);
        final JsonNode position = EntryOrder.awaitProtected(engine, name, timeoutMs());
        return name
                + " "
                + position.path("side").asText()
                + " "
                + position.path("qty").asText()
                + " at "
                + position.path("entry").asText()
                + ", stop "
                + position.path("stop").asText()
                + ", protected after "
                + elapsedMs(startNs)
                + " ms";
    }
}
