package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.config.ConfigWarnings;
import dev.bowline.ops.launch.BuildInfo;
import dev.bowline.ops.launch.QuickCheck;
import dev.bowline.ops.launch.StartException;
import dev.bowline.ops.launch.StatusText;
import dev.bowline.ops.report.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at everything a start needs, without trading (BT-4). */
@Command(
        name = "quick-check",
        description =
                "Check configuration, clock, permissions, filters, balance, and the size of a"
                        + " position in each symbol at the current price. Sends no order.")
final class QuickCheckCommand implements Callable<Integer> {
    @Mixin private ConfigOptions config;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException, IOException {
        final ConfigTree tree = config.load();
        final ObjectNode result;
        try {
            result = QuickCheck.run(tree, BuildInfo.read());
        } catch (final StartException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
        final PrintWriter out = spec.commandLine().getOut();
        ConfigWarnings.of(tree).forEach(result.withArray("/warnings")::add);
        out.println(json ? Json.text(result) : StatusText.of(result));
        out.flush();
        return ExitCode.DONE;
    }
}
