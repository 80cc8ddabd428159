package dev.bowline.ops.launch;

import dev.bowline.gateway.sim.server.FaultKind;
import dev.bowline.gateway.sim.server.PositionPhase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the runs of the matrix showed (PROT-5, TS-7). One thread. */
final class FaultTable {
    private final List<String> failures = new ArrayList<>();
    private final Map<FaultKind, Long> fired = new EnumMap<>(FaultKind.class);
    private final List<Long> unprotectedMs = new ArrayList<>();
    private long replaceGapMs;
    private int maxStops;
    private int cases;
    private long wallMs;
    private long venueMs;

    void add(final FaultCase cell, final FaultRun.Figures figures) {
        cases++;
        addFigures(figures);
        System.out.println("FAULT_OK " + cell + " " + figures);
    }

    private void addFigures(final FaultRun.Figures figures) {
        figures.fired().forEach((kind, times) -> fired.merge(kind, times, Long::sum));
        unprotectedMs.addAll(figures.unprotectedMs());
        replaceGapMs = Math.max(replaceGapMs, figures.replaceGapMs());
        maxStops = Math.max(maxStops, figures.maxStops());
        wallMs += figures.wallMs();
        venueMs += figures.venueMs();
    }

    /**
     * A cell that failed counts with what it showed.
     *
     * @param figuresOrNull {@code null} if it did not come that far
     */
    void addFailure(
            final FaultCase cell, final Throwable cause, final FaultRun.Figures figuresOrNull) {
        cases++;
        if (figuresOrNull != null) {
            addFigures(figuresOrNull);
        }
        failures.add(cell + ": " + cause);
        System.out.println("FAULT_FAILED " + cell + " " + cause);
    }

    /** All of it, and what was left out. */
    String text() {
        Collections.sort(unprotectedMs);
        final StringBuilder text = new StringBuilder(1_024);
        text.append("FAULTS cells=").append(cases);
        text.append(" passed=").append(cases - failures.size());
        text.append(" failed=").append(failures.size());
        text.append(" positions=").append(unprotectedMs.size());
        text.append(" wallMs=").append(wallMs).append(" venueMs=").append(venueMs);
        text.append("\nUNPROTECTED_MS p50=").append(percentile(500));
        text.append(" p90=").append(percentile(900)).append(" p99=").append(percentile(990));
        text.append(" max=").append(percentile(1_000));
        text.append("\nREPLACE_GAP_MS max=").append(replaceGapMs);
        text.append("\nSTOPS_AT_ONCE max=").append(maxStops);
        text.append("\nFIRED");
        fired.forEach(
                (kind, times) -> text.append(' ').append(kind.word()).append('=').append(times));
        failures.forEach(each -> text.append("\nFAILED ").append(each));
        for (final FaultKind kind : FaultKind.values()) {
            for (final PositionPhase phase : PositionPhase.values()) {
                final String why = FaultScripts.whyImpossibleOrNull(kind, phase);
                if (why != null) {
                    text.append("\nIMPOSSIBLE ").append(kind.word()).append(" x ");
                    text.append(phase.word()).append(": ").append(why);
                }
            }
        }
        return text.toString();
    }

    private long percentile(final int perMille) {
        if (unprotectedMs.isEmpty()) {
            return 0;
        }
        final int rank = (unprotectedMs.size() * perMille + 999) / 1_000;
        return unprotectedMs.get(Math.max(0, rank - 1));
    }
}
