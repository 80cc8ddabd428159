package dev.bowline.ops.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.core.risk.StateReason;
import dev.bowline.ops.report.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has to be green before entries pass (REC-3), one row each. Rows that only the launcher knows
 * come from {@link Host}.
 *
 * @param rows by name; each says whether it is green, and why not
 */
public record Readiness(Map<String, Row> rows) {
    private static final long NS_PER_MS = 1_000_000;

    /**
     * One row.
     *
     * @param isGreen whether it is as it should be
     * @param detail figures, or the reason
     */
    public record Row(boolean isGreen, String detail) {}

    /**
     * What the launcher knows.
     *
     * @param isClockMeasured whether the venue's clock was read
     * @param clockOffsetNs venue minus ours
     * @param maxClockOffsetMs what requests can bear
     * @param journalErrorOrNull why the journal could not write, {@code null} while it can
     * @param journalLag slots that are published and not yet through the chain
     */
    public record Host(
            boolean isClockMeasured,
            long clockOffsetNs,
            long maxClockOffsetMs,
            String journalErrorOrNull,
            long journalLag) {}

    /** Judges a report. */
    static Readiness of(final EngineReport report, final Host host, final long maxBookAgeMs) {
        final Map<String, Row> rows = new LinkedHashMap<>();
        rows.put(
                "instruments",
                new Row(!report.instruments().isEmpty(), report.instruments().size() + " known"));
        for (final EngineReport.Contract contract : report.instruments()) {
            rows.put(
                    contract.symbol() + " bars",
                    contract.isWarm()
                            ? new Row(true, "bars and indicators warm")
                            : new Row(false, "indicators need more bars"));
            rows.put(contract.symbol() + " book", book(contract, maxBookAgeMs));
        }
        final boolean isUserDown = (report.reasons() & StateReason.USER_STREAM_DOWN.bit()) != 0;
        rows.put("user stream", new Row(!isUserDown, isUserDown ? "down" : "up"));
        final boolean isOverdue = (report.reasons() & StateReason.SNAPSHOT_OVERDUE.bit()) != 0;
        rows.put(
                "reconciliation",
                new Row(
                        !isOverdue,
                        isOverdue ? "no complete snapshot for too long" : "up to date"));
        rows.put("clock", clock(host));
        rows.put(
                "journal",
                host.journalErrorOrNull() != null
                        ? new Row(false, "lost a slot (" + host.journalErrorOrNull() + "): restart")
                        : new Row(true, "slots behind: " + host.journalLag()));
        rows.put("entries", entries(report));
        return new Readiness(rows);
    }

    private static Row book(final EngineReport.Contract contract, final long maxBookAgeMs) {
        if (contract.bookAgeMs() < 0) {
            return new Row(false, "no book yet");
        }
        final String age = "age " + contract.bookAgeMs() + " ms";
        if (contract.isStale()) {
            return new Row(false, age + ", data missing");
        }
        return new Row(
                contract.bookAgeMs() <= maxBookAgeMs, age + ", at most " + maxBookAgeMs + " ms");
    }

    private static Row clock(final Host host) {
        final String offset = "offset " + host.clockOffsetNs() / NS_PER_MS + " ms";
        return new Row(
                host.isClockMeasured()
                        && Math.abs(host.clockOffsetNs()) / NS_PER_MS <= host.maxClockOffsetMs(),
                host.isClockMeasured() ? offset : "not measured");
    }

    private static Row entries(final EngineReport report) {
        if (!report.isReady()) {
            return new Row(false, "not enabled");
        }
        return new Row(report.refusalCode() == 0, report.state());
    }

    /** Whether every row is green. */
    public boolean isGreen() {
        return rows.values().stream().allMatch(Row::isGreen);
    }

    /** Rows as JSON: {@code "clock": {"green": true, "detail": "offset 0 ms"}}. */
    ObjectNode toJson() {
        final ObjectNode node = Json.object();
        rows.forEach(
                (name, row) ->
                        node.putObject(name)
                                .put("green", row.isGreen())
                                .put("detail", row.detail()));
        return node;
    }
}
