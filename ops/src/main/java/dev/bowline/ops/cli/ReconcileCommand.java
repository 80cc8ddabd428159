package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** Reads positions and orders of the venue and repairs what differs. */
@Command(
        name = "reconcile",
        description = "Read positions and orders of the venue now and repair what differs.")
final class ReconcileCommand extends EngineCommand {
    @Override
    String run(final RunningEngine engine) {
        final long startNs = System.nanoTime();
        final JsonNode reply = engine.order("reconcile");
        if (reply.path("commands").asInt() == 0) {
            throw new CommandFailure(
                    ExitCode.FAILED, "not asked: requests are short, try again later");
        }
        final JsonNode before = reply.at("/report/snapshots");
        final JsonNode after =
                engine.await(
                                report ->
                                        report.at("/snapshots/ended").asLong()
                                                > before.path("begun").asLong(),
                                timeoutMs(),
                                report -> "the venue's snapshot did not end")
                        .get("snapshots");
        final long found = after.path("differences").asLong() - before.path("differences").asLong();
        if (!after.path("complete").asBoolean()) {
            throw new CommandFailure(ExitCode.FAILED, "the venue's snapshot was not complete");
        }
        return "reconciled, differences found: " + found + ", after " + elapsedMs(startNs) + " ms";
    }
}
