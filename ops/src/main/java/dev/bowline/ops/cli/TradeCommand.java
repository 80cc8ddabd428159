package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.config.ConfigWarnings;
import dev.bowline.ops.launch.BuildInfo;
import dev.bowline.ops.launch.LogFile;
import dev.bowline.ops.launch.RunDirectory;
import dev.bowline.ops.launch.RunReport;
import dev.bowline.ops.launch.StartException;
import dev.bowline.ops.launch.StatusText;
import dev.bowline.ops.launch.TradeRun;
import dev.bowline.ops.report.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trades until it is stopped, its time is over, or its market has ended. */
@Command(
        name = "trade",
        description = {
            "Trade. Without a configuration: on the embedded exchange with a generated market.",
            "Ends in order on SIGTERM or SIGINT; a second signal forces."
        })
final class TradeCommand implements Callable<Integer> {
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long STATUS_NS = TimeUnit.SECONDS.toNanos(1);

    @Mixin private ConfigOptions config;

    @Option(
            names = "--data",
            arity = "1..*",
            paramLabel = "FILE",
            description = "recorded market to trade on (CSV, also gz); several are merged by time")
    private List<String> dataFiles = new ArrayList<>();

    @Option(
            names = "--exchange-info",
            paramLabel = "FILE",
            description = "recorded exchangeInfo with the filters of the contracts (also gz)")
    private String exchangeInfo;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            description = "venue seconds per second on the embedded exchange")
    private String speed;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "stop after this much venue time, for example 90m, 8h, 2d")
    private String duration;

    @Option(names = "--journal", paramLabel = "DIR", description = "directory of the journal")
    private String journal;

    @Option(names = "--json", description = "print the summary as JSON")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException, IOException {
        final ConfigTree tree = load();
        if ("paper".equals(tree.text("venue.mode"))) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "venue.mode=paper: this version trades on sim, testnet and prod");
        }
        final BuildInfo build = BuildInfo.read();
        final PrintWriter err = spec.commandLine().getErr();
        final Path path = Path.of(tree.text("run.dir"));
        try (RunDirectory directory = openDirectory(path);
                LogFile log = new LogFile(path)) {
            final TradeRun run = new TradeRun(tree, build);
            final RunReport report = new RunReport(run, tree, build);
            err.println(StatusText.of(report.buildCard()));
            log.note("BUILD_CARD " + report.buildCard());
            for (final String warning : ConfigWarnings.of(tree)) {
                err.println("WARNING: " + warning);
                log.note("CONFIG_WARNING " + warning);
            }
            err.flush();
            try (StopSignals signals = new StopSignals(run::requestStop)) {
                start(run);
                try {
                    signals.arm();
                    watch(
                            run,
                            report,
                            new StatusFile(directory),
                            new LiveStatus(err, tree.text("venue.settle-coin")));
                } finally {
                    run.stop(); // Whatever ended the watch, the run ends in order (REC-5).
                }
            }
            return end(run, report.summary());
        }
    }

    private ConfigTree load() throws ConfigException {
        final ConfigLoader loader = config.loader();
        if (!dataFiles.isEmpty()) {
            loader.option("--data", "sim.data-files", String.join(",", dataFiles));
        }
        option(loader, "--exchange-info", "sim.exchange-info-file", exchangeInfo);
        option(loader, "--speed", "sim.speed", speed);
        option(loader, "--for", "run.duration-ms", duration);
        option(loader, "--journal", "journal.dir", journal);
        return loader.load();
    }

    private static void option(
            final ConfigLoader loader, final String name, final String key, final String text) {
        if (text != null) {
            loader.option(name, key, text);
        }
    }

    /** Takes the run directory, or says who has it. */
    static RunDirectory openDirectory(final Path path) {
        try {
            return RunDirectory.open(path);
        } catch (final IOException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
    }

    private static void start(final TradeRun run) {
        try {
            run.start();
        } catch (final StartException e) {
            throw new CommandFailure(ExitCode.FAILED, "not started, " + e.getMessage(), e);
        }
    }

    private static void watch(
            final TradeRun run,
            final RunReport report,
            final StatusFile file,
            final LiveStatus live) {
        long nextNs = System.nanoTime();
        while (run.stopReasonOrNull() == null) {
            if (System.nanoTime() - nextNs >= 0) {
                final ObjectNode status = report.status("RUNNING");
                file.write(Json.text(status));
                live.show(status);
                nextNs += STATUS_NS;
            }
            LockSupport.parkNanos(POLL_NS);
        }
        live.end();
        file.write(Json.text(report.status("STOPPING")));
    }

    private int end(final TradeRun run, final ObjectNode summary) {
        final PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.text(summary) : SummaryText.of(summary));
        out.flush();
        final boolean failed =
                !run.problems().isEmpty()
                        || (run.simOrNull() != null && run.simOrNull().hasFailed());
        return failed ? ExitCode.FAILED : ExitCode.DONE;
    }
}
