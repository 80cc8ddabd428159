package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Closes one position at the market. */
@Command(
        name = "close",
        description = "Close the position of one symbol at the market, and cancel its orders.")
final class CloseCommand extends EngineCommand {
    @Parameters(paramLabel = "SYMBOL", description = "for example XRPUSDC, XRP/USDC:USDC or XRP")
    private String symbol;

    @Override
    String run(final RunningEngine engine) {
        final List<String> before = names(engine.report().get("report"));
        final long startNs = System.nanoTime();
        final JsonNode reply = engine.order("close", request -> request.put("symbol", symbol));
        final String name = reply.at("/said/0/symbol").asText(symbol);
        if (!before.contains(name)) {
            return name + " was flat";
        }
        engine.await(
                report -> RunningEngine.isFlat(report, name) && !names(report).contains(name),
                timeoutMs(),
                RunningEngine::open);
        return name + " closed, flat after " + elapsedMs(startNs) + " ms";
    }

    /** Symbols with a position or an entry that may still fill. */
    private static List<String> names(final JsonNode report) {
        final List<String> names = new ArrayList<>(RunningEngine.names(report, "positions"));
        report.path("entering").forEach(each -> names.add(each.asText()));
        return names;
    }
}
