package dev.bowline.ops.cli;

import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.launch.RunDirectory;
import dev.bowline.ops.launch.StatusText;
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
        final Path directory = Path.of(config.load().text("run.dir"));
        final long pid = RunDirectory.runningPid(directory);
        if (pid < 0) {
            throw new CommandFailure(
                    ExitCode.NOT_RUNNING, "nothing is running in run.dir=" + directory);
        }
        final String status = RunDirectory.statusOrNull(directory);
        final PrintWriter out = spec.commandLine().getOut();
        if (status == null) {
            out.println(
                    json
                            ? "{\"pid\": " + pid + ", \"state\": \"STARTING\"}"
                            : "STARTING, pid " + pid);
        } else {
            out.println(json ? status : StatusText.of(Json.parse(status)));
        }
        out.flush();
        return ExitCode.DONE;
    }
}
