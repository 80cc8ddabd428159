package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.replay.ReplayReport;
import dev.bowline.journal.replay.ReplayVerifier;
import dev.bowline.journal.store.JournalException;
import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.report.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the decision chain again from the journal alone (JRN-2). */
@Command(
        name = "replay",
        description = {
            "Run the decision chain again from the journal alone, without any venue.",
            "With --verify every answer is compared with the journal, bit for bit; a difference"
                    + " is named and the exit code is 1."
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin private ConfigOptions config;
    @Mixin private JournalOptions journal;

    @Option(names = "--verify", description = "a difference ends with exit code 1")
    private boolean verify;

    @Option(names = "--all", description = "every run, not the last one alone")
    private boolean all;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException {
        final Path directory = journal.directory(config);
        final List<Integer> runs = journal.runs(directory, all);
        final PrintWriter out = spec.commandLine().getOut();
        final ArrayNode rows = Json.object().putArray("runs");
        boolean identical = true;
        try {
            for (final int runId : runs) {
                final long startNs = System.nanoTime();
                final ReplayReport report = ReplayVerifier.verify(directory, runId);
                identical &= report.isIdentical();
                if (json) {
                    rows.add(row(report));
                } else {
                    out.println(text(report, (System.nanoTime() - startNs) / 1_000_000));
                }
            }
        } catch (final JournalException | JournalFormatException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
        if (json) {
            out.println(Json.text(rows));
        }
        out.flush();
        return verify && !identical ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static String text(final ReplayReport report, final long elapsedMs) {
        return "REPLAY run="
                + report.runId()
                + " identical="
                + report.identicalSlots()
                + " of "
                + report.slots()
                + " commands="
                + report.commands()
                + " decisions="
                + report.decisions()
                + " missing="
                + report.missingSlots()
                + " stateHash="
                + Long.toHexString(report.stateHash())
                + " ms="
                + elapsedMs
                + (report.isIdentical() ? " IDENTICAL" : " DIFFERENT")
                + (report.firstDifferenceOrNull() == null
                        ? ""
                        : "\nfirst difference: " + report.firstDifferenceOrNull().toText())
                + (report.cutReason() == null ? "" : "\ncut: " + report.cutReason());
    }

    private static ObjectNode row(final ReplayReport report) {
        final ObjectNode row = Json.object();
        row.put("run", report.runId());
        row.put("slots", report.slots());
        row.put("identicalSlots", report.identicalSlots());
        row.put("commands", report.commands());
        row.put("decisions", report.decisions());
        row.put("missingSlots", report.missingSlots());
        row.put("stateHash", Long.toHexString(report.stateHash()));
        row.put("identical", report.isIdentical());
        if (report.firstDifferenceOrNull() != null) {
            row.put("firstDifference", report.firstDifferenceOrNull().toText());
        }
        if (report.cutReason() != null) {
            row.put("cut", report.cutReason());
        }
        return row;
    }
}
