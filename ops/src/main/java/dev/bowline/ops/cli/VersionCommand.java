package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.ops.launch.BuildInfo;
import dev.bowline.ops.report.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints version, commit and JVM. */
@Command(name = "version", description = "Version, commit and JVM.")
final class VersionCommand implements Callable<Integer> {
    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        final BuildInfo build = BuildInfo.read();
        if (json) {
            final ObjectNode root = Json.object();
            root.put("version", build.version());
            root.put("commit", build.commit());
            root.put("jvm", Runtime.version().toString());
            out.println(Json.text(root));
        } else {
            out.println("bowline " + build + ", Java " + Runtime.version());
        }
        out.flush();
        return ExitCode.DONE;
    }
}
