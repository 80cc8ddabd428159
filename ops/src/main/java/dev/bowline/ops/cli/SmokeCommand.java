package dev.bowline.ops.cli;

import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.launch.BuildInfo;
import dev.bowline.ops.launch.RunDirectory;
import dev.bowline.ops.launch.SimHost;
import dev.bowline.ops.launch.TradeRun;
import dev.bowline.ops.report.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One smallest trade through the whole chain: open, protect, close, verify clean (BT-3). */
@Command(
        name = "smoke",
        description = {
            "Trade once with the smallest quantity: open, protect, close, verify clean. In sim mode on",
            "an embedded exchange and a journal of its own; on testnet and prod with the journal and",
            "account that are configured, and real orders. Strategies are off meanwhile. Closes what",
            "it opened and nothing else; an account that is not flat it leaves as it is."
        })
final class SmokeCommand implements Callable<Integer> {
    private static final List<String> SETTINGS =
            List.of(
                    "scalping.enabled=false",
                    "book-momentum.enabled=false",
                    "risk.trading-from-minute-utc=00:00",
                    "risk.trading-to-minute-utc=24:00",
                    "run.duration-ms=0",
                    "run.positions-at-stop=keep");

    @Mixin private ConfigOptions config;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException, IOException {
        final ConfigTree asked = config.load();
        final ConfigLoader loader = config.loader();
        SETTINGS.forEach(loader::set);
        Path scratch = null;
        if (SimHost.isEmbedded(asked)) {
            scratch = Files.createTempDirectory("bowline-smoke");
            loader.set("sim.speed=1")
                    .set("run.dir=" + scratch.resolve("run"))
                    .set("journal.dir=" + scratch.resolve("journal"));
        }
        final ConfigTree tree = loader.load();
        final PrintWriter out = spec.commandLine().getOut();
        try (RunDirectory directory = TradeCommand.openDirectory(Path.of(tree.text("run.dir")))) {
            directory.writeStatus(Json.text(Json.object().put("state", "SMOKE")));
            final TradeRun run = new TradeRun(tree, BuildInfo.read());
            try (StopSignals signals = new StopSignals(run::requestStop)) {
                signals.arm();
                new SmokeTest(run, new RunningEngine(tree), tree, out).run();
            }
        } catch (final SmokeTest.FailedStep e) {
            out.flush();
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "SMOKE FAILED at "
                            + e.getMessage()
                            + (scratch == null ? "" : "; journal and log are left in " + scratch),
                    e);
        }
        if (scratch != null) {
            Scratch.delete(scratch);
        }
        out.println("SMOKE OK");
        out.flush();
        return ExitCode.DONE;
    }
}
