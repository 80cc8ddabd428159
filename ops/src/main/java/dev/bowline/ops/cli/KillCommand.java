package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Closes everything, and nothing enters until {@code arm}. */
@Command(
        name = "kill",
        description = {
            "Close every position at the market and let nothing enter until arm;",
            "waits until the venue confirms that nothing is open."
        })
final class KillCommand extends EngineCommand {
    private static final String WORD = "kill";

    @Option(names = "--yes", description = "do not ask; needed where nobody can be asked")
    private boolean isSure;

    @Override
    String run(final RunningEngine engine) {
        final JsonNode before = engine.report().get("report");
        confirm(before);
        final long startNs = System.nanoTime();
        engine.order("kill");
        final JsonNode after =
                engine.await(
                        report -> report.path("killDone").asBoolean(),
                        timeoutMs(),
                        report -> "not verified flat; " + RunningEngine.open(report));
        return "KILL_DONE closed "
                + RunningEngine.names(before, "positions")
                + ", verified flat by the venue after "
                + elapsedMs(startNs)
                + " ms, "
                + after.path("trading").asText()
                + leftAlone(after);
    }

    /** What is not ours stays open where it is configured so; flat is only what is ours. */
    static String leftAlone(final JsonNode report) {
        final StringBuilder text = new StringBuilder();
        for (final JsonNode row : report.path("leftAlone")) {
            text.append(
                            text.isEmpty()
                                    ? "\nSTILL OPEN, not ours (protection.drift-add=ignore): "
                                    : ", ")
                    .append(row.path("symbol").asText())
                    .append(' ')
                    .append(row.path("side").asText())
                    .append(' ')
                    .append(row.path("qty").asText());
        }
        return text.toString();
    }

    @SuppressWarnings("SystemConsoleNull") // hasTerminal() knows what newer versions do
    private void confirm(final JsonNode report) {
        if (isSure) {
            return;
        }
        if (!LiveStatus.hasTerminal()) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION, "nobody can be asked here: give --yes to go on");
        }
        say(
                "This closes "
                        + RunningEngine.names(report, "positions")
                        + " at the market and stops entries until arm.");
        final String answer = System.console().readLine("Type %s to go on: ", WORD);
        if (answer == null || !WORD.equalsIgnoreCase(answer.strip())) {
            throw new CommandFailure(ExitCode.FAILED, "not confirmed, nothing was done");
        }
    }
}
