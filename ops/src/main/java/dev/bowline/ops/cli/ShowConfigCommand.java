package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.config.ConfigPrinter;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.config.Setting;
import dev.bowline.ops.report.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the effective configuration (CFG-6), or the reference file and table. */
@Command(
        name = "show-config",
        description = "Effective configuration, the source of each value, and its hash.")
final class ShowConfigCommand implements Callable<Integer> {
    @Mixin private ConfigOptions config;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Option(names = "--reference", description = "the reference file with every default instead")
    private boolean reference;

    @Option(names = "--markdown", description = "the table of keys as in the README instead")
    private boolean markdown;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException {
        final PrintWriter out = spec.commandLine().getOut();
        if (reference) {
            out.print(ConfigPrinter.reference());
        } else if (markdown) {
            out.print(ConfigPrinter.markdown());
        } else {
            final ConfigTree tree = config.load();
            out.print(json ? Json.text(asJson(tree)) + '\n' : ConfigPrinter.effective(tree));
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static ObjectNode asJson(final ConfigTree tree) {
        final ObjectNode root = Json.object();
        root.put("sha256", tree.sha256());
        final ObjectNode settings = root.putObject("settings");
        for (final Setting setting : tree.settings()) {
            settings.putObject(setting.key().name())
                    .put("value", setting.text())
                    .put("source", setting.origin());
        }
        return root;
    }
}
