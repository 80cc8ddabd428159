package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.report.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows one list of the engine's report. */
abstract class ReportCommand implements Callable<Integer> {
    private final String list;

    @Mixin private ConfigOptions config;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Spec private CommandSpec spec;

    ReportCommand(final String list) {
        this.list = list;
    }

    @Override
    public final Integer call() throws ConfigException {
        final JsonNode rows = new RunningEngine(config.load()).report().at("/report/" + list);
        final PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.text(rows) : rows.isEmpty() ? "no " + list : text(rows));
        out.flush();
        return ExitCode.DONE;
    }

    /**
     * The rows for people.
     *
     * @param rows at least one
     */
    String text(final JsonNode rows) {
        return TextTable.of(rows);
    }
}
