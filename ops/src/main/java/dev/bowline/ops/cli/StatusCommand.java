package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.launch.RunDirectory;
import dev.bowline.ops.report.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the running instance does; exit code 3 if none runs. */
@Command(name = "status", description = "What the running instance does; exit code 3 if none runs.")
final class StatusCommand implements Callable<Integer> {
    @Mixin private ConfigOptions config;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException, IOException {
        final ConfigTree tree = config.load();
        final Path directory = Path.of(tree.text("run.dir"));
        final long pid = RunDirectory.runningPid(directory);
        if (pid < 0) {
            throw new CommandFailure(
                    ExitCode.NOT_RUNNING, "nothing is running in run.dir=" + directory);
        }
        final String text = RunDirectory.statusOrNull(directory);
        final PrintWriter out = spec.commandLine().getOut();
        if (text == null) {
            out.println(
                    json
                            ? "{\"pid\": " + pid + ", \"state\": \"STARTING\"}"
                            : "STARTING, pid " + pid);
        } else {
            final ObjectNode status = (ObjectNode) Json.parse(text);
            final JsonNode reply = liveOrNull(tree);
            if (reply != null) {
                addLive(status, reply);
            }
            out.println(
                    json
                            ? Json.text(status)
                            : StatusScreen.of(status, reply, tree.text("venue.settle-coin")));
        }
        out.flush();
        return ExitCode.DONE;
    }

    /** What the engine itself says this moment (REC-3); {@code null} while it starts or stops. */
    private static JsonNode liveOrNull(final ConfigTree tree) {
        try {
            return new RunningEngine(tree).report();
        } catch (final CommandFailure ignored) {
            return null; // It starts, or stops: the status file says which.
        }
    }

    private static void addLive(final ObjectNode status, final JsonNode reply) {
        status.set("trading", reply.at("/report/trading"));
        status.set("entries", reply.at("/report/entries"));
        status.set("orders", reply.at("/report/orders"));
        status.set("limits", reply.at("/report/limits"));
        status.set("ready", reply.path("ready"));
        status.set("readiness", reply.path("readiness"));
    }
}
