package dev.bowline.ops.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.report.Json;
import dev.bowline.ops.simulate.SeedReport;
import dev.bowline.ops.simulate.SeedRunner;
import dev.bowline.ops.simulate.SimulationSettings;
import dev.bowline.ops.simulate.SimulationTotals;
import dev.bowline.ops.simulate.UnprotectedCase;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Simulates the whole system from seeds (SIM-4). */
@Command(
        name = "simulate",
        description = {
            "Run the whole system in virtual time from seeds: engine, gateway, journal and exchange"
                    + " on one thread, with faults, kills and restarts. After every step the"
                    + " invariants are checked: no position without a stop beyond the limit, no"
                    + " order twice, the journal explains every order, money equal to the"
                    + " exchange's.",
            "A seed in which one does not hold is printed with its last events, and the exit code"
                    + " is 1; --seed repeats it exactly. Told to stop, it ends with the seeds it"
                    + " has done."
        })
final class SimulateCommand implements Callable<Integer> {
    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "10",
            description = "how many seeds (${DEFAULT-VALUE})")
    private int seeds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "this seed; with --seeds the first of them")
    private Long seed;

    @Option(
            names = "--hours",
            paramLabel = "H",
            defaultValue = "24",
            description = "virtual hours of each seed (${DEFAULT-VALUE})")
    private int hours;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "1",
            description = "seeds at the same time, each on a core (${DEFAULT-VALUE})")
    private int parallel;

    @Option(
            names = "--show-worst",
            description = "prints the events before the end of the longest time without a stop")
    private boolean showWorst;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "sets one key of the configuration; may be repeated")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException {
        requireInRange("--seeds", seeds, 1_000_000);
        requireInRange("--hours", hours, 24 * 30);
        requireInRange("--parallel", parallel, 64);
        final boolean isOne =
                seed != null && !spec.commandLine().getParseResult().hasMatchedOption("--seeds");
        final int count = isOne ? 1 : seeds;
        final long first = seed == null ? 1 : seed;
        final SimulationSettings settings = SimulationSettings.of(hours, assignments);
        // What the gateway would warn about happens on purpose here.
        ((Logger) LoggerFactory.getLogger("dev.bowline.gateway")).setLevel(Level.OFF);
        final SimulationTotals totals = new SimulationTotals();
        final SeedProgress progress = new SeedProgress(spec.commandLine().getErr(), count);
        final SeedRunner runner = new SeedRunner(settings, parallel);
        try (StopSignals signals = new StopSignals(signal -> runner.stop())) {
            signals.arm();
            runner.run(
                    first,
                    count,
                    report -> {
                        totals.add(report);
                        progress.onSeed(totals, report);
                    });
        }
        progress.end();
        final PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.text(tree(totals)) : text(totals));
        out.flush();
        return totals.failures().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void requireInRange(final String option, final int value, final int max) {
        if (value < 1 || value > max) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION, option + "=" + value + ", must be in [1, " + max + "]");
        }
    }

    private String text(final SimulationTotals totals) {
        final StringBuilder text = new StringBuilder();
        for (final SeedReport failure : totals.failures()) {
            text.append("VIOLATION seed=")
                    .append(failure.seed())
                    .append(" after ")
                    .append(TimeUnit.MILLISECONDS.toMinutes(failure.simulatedMs()))
                    .append(" min: ")
                    .append(failure.violationOrNull())
                    .append('\n');
            failure.trail().forEach(line -> text.append("  ").append(line).append('\n'));
            text.append("  repeat: bowline simulate --seed ")
                    .append(failure.seed())
                    .append(" --hours ")
                    .append(hours)
                    .append('\n');
        }
        text.append("SIMULATED seeds=")
                .append(totals.seeds())
                .append(" days=")
                .append(days(totals));
        for (final String name : totals.countNames()) {
            text.append(' ').append(name).append('=').append(totals.counts().get(name));
        }
        text.append("\nfaults:");
        totals.faults().forEach((kind, count) -> text.append(' ').append(kind + "=" + count));
        return text.append("\nworst unprotected: ")
                .append(totals.worstUnprotected().ms())
                .append(" ms while the bot could act, ")
                .append(totals.worstRawUnprotectedMs())
                .append(" ms with the time it was dead or cut off; of all times p50 ")
                .append(totals.unprotectedMs(50))
                .append(" ms, p99 ")
                .append(totals.unprotectedMs(99))
                .append(" ms")
                .append(worst(totals))
                .append("\nviolations: ")
                .append(totals.failures().size())
                .toString();
    }

    private String worst(final SimulationTotals totals) {
        final UnprotectedCase worst = totals.worstUnprotected();
        if (worst.ms() == 0) {
            return "";
        }
        final StringBuilder text = new StringBuilder("\nthe worst: seed ");
        text.append(totals.worstUnprotectedSeed()).append(", ").append(worst.toText());
        if (showWorst) {
            worst.trail().forEach(line -> text.append("\n  ").append(line));
        }
        return text.toString();
    }

    private static String days(final SimulationTotals totals) {
        final long hundredths = TimeUnit.MILLISECONDS.toMinutes(totals.simulatedMs() * 100) / 1_440;
        return String.format(Locale.ROOT, "%d.%02d", hundredths / 100, hundredths % 100);
    }

    private static ObjectNode tree(final SimulationTotals totals) {
        final ObjectNode tree = Json.object();
        tree.put("seeds", totals.seeds());
        tree.put("simulatedMs", totals.simulatedMs());
        final ObjectNode counts = tree.putObject("counts");
        totals.countNames().forEach(name -> counts.put(name, totals.counts().get(name)));
        final ObjectNode faults = tree.putObject("faults");
        totals.faults().forEach((kind, count) -> faults.put(kind.name(), count));
        tree.put("worstUnprotectedMs", totals.worstUnprotected().ms());
        tree.put("worstUnprotectedSeed", totals.worstUnprotectedSeed());
        tree.put("worstUnprotected", totals.worstUnprotected().toText());
        tree.put("unprotectedP50Ms", totals.unprotectedMs(50));
        tree.put("unprotectedP99Ms", totals.unprotectedMs(99));
        tree.put("worstRawUnprotectedMs", totals.worstRawUnprotectedMs());
        final ArrayNode failures = tree.putArray("violations");
        for (final SeedReport failure : totals.failures()) {
            final ObjectNode row = failures.addObject();
            row.put("seed", failure.seed());
            row.put("violation", failure.violationOrNull());
            row.put("trailHash", Long.toHexString(failure.trailHash()));
            final ArrayNode trail = row.putArray("trail");
            failure.trail().forEach(trail::add);
        }
        return tree;
    }
}
