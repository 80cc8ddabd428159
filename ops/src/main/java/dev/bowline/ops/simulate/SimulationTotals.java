package dev.bowline.ops.simulate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What many seeds came to. One thread. */
public final class SimulationTotals {
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
    private final List<SeedReport> failures = new ArrayList<>();
    private final Map<Long, Long> unprotectedMs = new TreeMap<>();
    private long unprotectedTimes;
    private long seeds;
    private long simulatedMs;
    private UnprotectedCase worstUnprotected = UnprotectedCase.NONE;
    private long worstUnprotectedSeed;
    private long worstRawUnprotectedMs;

    /** Adds one seed. */
    public void add(final SeedReport report) {
        seeds++;
        simulatedMs += report.simulatedMs();
        report.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
        report.faults().forEach((kind, count) -> faults.merge(kind, count, Long::sum));
        report.unprotectedMs().forEach(ms -> unprotectedMs.merge(ms, 1L, Long::sum));
        unprotectedTimes += report.unprotectedMs().size();
        if (report.worstUnprotected().ms() > worstUnprotected.ms()) {
            worstUnprotected = report.worstUnprotected();
            worstUnprotectedSeed = report.seed();
        }
        worstRawUnprotectedMs = Math.max(worstRawUnprotectedMs, report.worstRawUnprotectedMs());
        if (!report.isClean()) {
            failures.add(report);
        }
    }

    public long seeds() {
        return seeds;
    }

    /** Virtual time of all seeds together. */
    public long simulatedMs() {
        return simulatedMs;
    }

    /** Figures by name. */
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /** Names of the figures, in the order they are shown. */
    public List<String> countNames() {
        return List.copyOf(counts.keySet());
    }

    /** Faults that happened, by kind. */
    public Map<FaultKind, Long> faults() {
        return new EnumMap<>(faults);
    }

    /** Seeds in which an invariant did not hold, in their order. */
    public List<SeedReport> failures() {
        return List.copyOf(failures);
    }

    /** Longest time of any position without a full stop while the bot could act. */
    public UnprotectedCase worstUnprotected() {
        return worstUnprotected;
    }

    /** The seed it was in. */
    public long worstUnprotectedSeed() {
        return worstUnprotectedSeed;
    }

    /**
     * Time without a full stop that so many of a hundred positions did not exceed, milliseconds.
     *
     * @param percent from 1 to 100
     */
    public long unprotectedMs(final int percent) {
        long seen = 0;
        for (final Map.Entry<Long, Long> bucket : unprotectedMs.entrySet()) {
            seen += bucket.getValue();
            if (seen * 100 >= unprotectedTimes * percent) {
                return bucket.getKey();
            }
        }
        return 0;
    }

    /** Longest such time, whether or not the bot could act. */
    public long worstRawUnprotectedMs() {
        return worstRawUnprotectedMs;
    }
}
