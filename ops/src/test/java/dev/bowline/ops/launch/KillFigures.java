package dev.bowline.ops.launch;

import dev.bowline.gateway.sim.PositionProtection;
import dev.bowline.gateway.sim.ProtectionReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was measured over many kills. Times in milliseconds. */
final class KillFigures {
    private final Map<KillMoment, Integer> wanted = new EnumMap<>(KillMoment.class);
    private final Map<KillMoment, Integer> found = new EnumMap<>(KillMoment.class);
    private final List<Long> startMs = new ArrayList<>();
    private final List<Long> gapMs = new ArrayList<>();
    private final List<long[]> gaps = new ArrayList<>();
    private final List<long[]> thin = new ArrayList<>();
    private final List<String> tears = new ArrayList<>();
    private int filledWhileDead;
    private int fromSnapshot;
    private long uncoveredWhenReadyMs;

    void onKill(final KillMoment moment, final Set<KillMoment> underWay) {
        wanted.merge(moment, 1, Integer::sum);
        underWay.forEach(each -> found.merge(each, 1, Integer::sum));
    }

    void onTear(final String how) {
        tears.add(how);
    }

    void onRecovered(final boolean isFromSnapshot) {
        fromSnapshot += isFromSnapshot ? 1 : 0;
    }

    void onDeadFills(final int fills) {
        filledWhileDead += fills;
    }

    /**
     * A process is ready again.
     *
     * @param tookMs from its start
     * @param killedMs venue time of the first kill since the last ready process
     * @param readyMs venue time now
     * @param uncoveredMs how long from now on a position that it found had no stop
     */
    void onReady(
            final long tookMs, final long killedMs, final long readyMs, final long uncoveredMs) {
        startMs.add(tookMs);
        gapMs.add(readyMs - killedMs);
        gaps.add(new long[] {killedMs, readyMs});
        uncoveredWhenReadyMs = Math.max(uncoveredWhenReadyMs, uncoveredMs);
    }

    /** The market gave a few lots per order in this time, so that closing took as long. */
    void onThin(final long fromMs, final long toMs) {
        thin.add(new long[] {fromMs, toMs});
    }

    /** How long the market was too thin to close this position in one go; venue time. */
    long thinMs(final PositionProtection position) {
        final long endMs = position.closedMs() < 0 ? Long.MAX_VALUE : position.closedMs();
        return thin.stream()
                .mapToLong(
                        each ->
                                Math.max(
                                        0,
                                        Math.min(each[1], endMs)
                                                - Math.max(each[0], position.openedMs())))
                .sum();
    }

    long longestGapMs() {
        return gapMs.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Longest time that a position was without a stop after a restart was done. */
    long uncoveredWhenReadyMs() {
        return uncoveredWhenReadyMs;
    }

    /** How often something was under way when a process was killed. */
    int found(final KillMoment moment) {
        return found.getOrDefault(moment, 0);
    }

    /** Positions that no kill fell into: a restart has nothing to do with their time. */
    List<PositionProtection> undisturbed(final ProtectionReport report) {
        return report.each().stream().filter(each -> !isDisturbed(each)).toList();
    }

    private boolean isDisturbed(final PositionProtection position) {
        return gaps.stream()
                .anyMatch(
                        gap ->
                                position.openedMs() <= gap[1]
                                        && (position.closedMs() < 0
                                                || position.closedMs() >= gap[0]));
    }

    private static String spread(final List<Long> values) {
        final List<Long> sorted = values.stream().sorted().toList();
        return sorted.isEmpty()
                ? "none"
                : "p50="
                        + sorted.get(sorted.size() / 2)
                        + " p99="
                        + sorted.get(sorted.size() * 99 / 100)
                        + " max="
                        + sorted.get(sorted.size() - 1)
                        + " of "
                        + sorted.size();
    }

    private static List<Long> uncovered(final List<PositionProtection> positions) {
        return positions.stream().map(PositionProtection::uncoveredMs).toList();
    }

    String text(final ProtectionReport report) {
        final List<PositionProtection> undisturbed = undisturbed(report);
        final List<PositionProtection> disturbed = new ArrayList<>(report.each());
        disturbed.removeAll(undisturbed);
        return "killed at "
                + wanted
                + "\nunder way by the journal "
                + found
                + "\nstart to ready ms "
                + spread(startMs)
                + "\nkill to ready ms "
                + spread(gapMs)
                + "\nms without a stop, positions over a restart "
                + spread(uncovered(disturbed))
                + "\nms without a stop, other positions "
                + spread(uncovered(undisturbed))
                + "\nms without a stop after a restart, longest "
                + uncoveredWhenReadyMs
                + "\nfilled while dead "
                + filledWhileDead
                + "\nrecovered from snapshots "
                + fromSnapshot
                + "\ntorn "
                + tears.size();
    }
}
