package dev.bowline.ops.cli;

import dev.bowline.ops.simulate.SeedReport;
import dev.bowline.ops.simulate.SimulationTotals;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * Seeds done and time left, in one line that is redrawn on a terminal; elsewhere a line for every
 * hundred seeds and for every violation.
 */
final class SeedProgress {
    private static final int SEEDS_PER_LINE = 100;

    private final PrintWriter err;
    private final int count;
    private final boolean terminal;
    private final long startNs = System.nanoTime();

    SeedProgress(final PrintWriter err, final int count) {
        this.err = err;
        this.count = count;
        terminal = LiveStatus.hasTerminal();
    }

    void onSeed(final SimulationTotals totals, final SeedReport report) {
        if (!terminal && report.isClean() && totals.seeds() % SEEDS_PER_LINE != 0) {
            return;
        }
        if (!report.isClean()) {
            err.println("VIOLATION seed=" + report.seed() + ": " + report.violationOrNull());
        }
        final long elapsedNs = System.nanoTime() - startNs;
        final long leftNs = elapsedNs / totals.seeds() * (count - totals.seeds());
        err.print(
                (terminal ? "\r\u001b[Kseed " : "seed ")
                        + totals.seeds()
                        + " of "
                        + count
                        + ", violations "
                        + totals.failures().size()
                        + ", "
                        + TimeUnit.NANOSECONDS.toSeconds(elapsedNs)
                        + " s, about "
                        + TimeUnit.NANOSECONDS.toSeconds(leftNs)
                        + " s left"
                        + (terminal ? "" : "\n"));
        err.flush();
    }

    void end() {
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
