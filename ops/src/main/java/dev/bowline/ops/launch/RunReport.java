package dev.bowline.ops.launch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.gateway.binance.ApiFigures;
import dev.bowline.gateway.sim.ProtectionReport;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.report.Json;
import dev.bowline.ops.report.RunFigures;
import dev.bowline.ops.report.RunSummary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run shows of itself: build card, status once a second, summary at the end. */
public final class RunReport {
    private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);

    /** Below it the time left is a guess from nothing. */
    private static final int LEAST_FOR_ETA_PPM = 5_000;

    private final TradeRun run;
    private final ConfigTree tree;
    private final BuildInfo build;
    private final long startNs = System.nanoTime();
    private long lastEvents;
    private long toldReasons;
    private long lastNs = startNs;

    /** A report about a run. */
    public RunReport(final TradeRun run, final ConfigTree tree, final BuildInfo build) {
        this.run = run;
        this.tree = tree;
        this.build = build;
    }

    /** CFG-7. */
    public ObjectNode buildCard() {
        final ObjectNode card = Json.object();
        card.put("version", build.version());
        card.put("commit", build.commit());
        card.put("mode", tree.text("venue.mode"));
        final String url = tree.text("venue.rest-url");
        card.put("venue", url.isEmpty() ? "embedded exchange" : url);
        card.put("tier", "none");
        card.put("quoteCoin", tree.text("venue.quote-coin"));
        card.put("symbols", String.join(" ", tree.list("universe.symbols")));
        card.put(
                "limits",
                "at most "
                        + tree.setting("risk.max-open-positions").text()
                        + " positions, each "
                        + percent("sizing.risk-share")
                        + " of equity at risk and "
                        + tree.setting("sizing.max-margin").text()
                        + " "
                        + tree.text("venue.settle-coin")
                        + " margin, leverage "
                        + tree.setting("sizing.leverage").text()
                        + "; the day stops at a loss of "
                        + percent("risk.day-loss-share")
                        + " or "
                        + tree.setting("risk.max-stop-loss-streak").text()
                        + " stop-losses in a row");
        card.put("configHash", tree.sha256());
        card.put("jvm", "Java " + Runtime.version());
        card.put("layout", run.layout().name().toLowerCase(java.util.Locale.ROOT));
        card.put("cpus", tree.setting("engine.cpus").text());
        return card;
    }

    private String percent(final String key) {
        return BigDecimal.valueOf(tree.number(key), 6).stripTrailingZeros().toPlainString() + " %";
    }

    /** The status a moment ago, with rates since the call before. */
    public ObjectNode status(final String state) {
        final RunFigures figures = run.statistics().latest();
        run.statistics().requestSnapshot();
        if (figures.stateReasons != toldReasons) {
            toldReasons = figures.stateReasons;
            LOG.warn("TRADING_STATE {}", figures.riskText());
        }
        final long nowNs = System.nanoTime();
        final ObjectNode status = Json.object();
        status.put("state", state);
        status.put("pid", ProcessHandle.current().pid());
        status.put("mode", tree.text("venue.mode"));
        status.put("run", run.lastRun() == null ? 0 : run.lastRun().nextRunId());
        status.put("venueTime", venueTime());
        status.put("events", figures.events);
        status.put(
                "eventsPerSecond",
                (figures.events - lastEvents)
                        * 1_000
                        / Math.max(1, TimeUnit.NANOSECONDS.toMillis(nowNs - lastNs)));
        lastEvents = figures.events;
        lastNs = nowNs;
        final ObjectNode summary = RunSummary.of(figures);
        for (final String name :
                new String[] {"balance", "realizedPnl", "fees", "fills", "trades", "wins"}) {
            status.set(name, summary.get(name));
        }
        status.put("risk", figures.riskText());
        status.set("positions", RunSummary.positions(figures));
        status.set("latency", run.latency().toJson());
        addProgress(status, nowNs);
        return status;
    }

    private void addProgress(final ObjectNode status, final long nowNs) {
        final int ppm = run.simOrNull() == null ? -1 : run.simOrNull().progressPpm();
        if (ppm < 0) {
            return;
        }
        status.put("progressPercent", ppm / 10_000 + "." + ppm / 1_000 % 10);
        if (ppm >= LEAST_FOR_ETA_PPM) {
            final long leftNs = (nowNs - startNs) / ppm * (1_000_000 - ppm);
            status.put("etaSeconds", TimeUnit.NANOSECONDS.toSeconds(leftNs));
        }
    }

    private String venueTime() {
        return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(run.venueNowNs())).toString();
    }

    /** RPT-3; only when the run has ended. */
    public ObjectNode summary() {
        final RunFigures figures = run.statistics().ended();
        final ObjectNode summary = Json.object();
        summary.put("ended", String.valueOf(run.stopReasonOrNull()));
        summary.put("venueTime", venueTime());
        final long wallMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        summary.put("wallMs", wallMs);
        summary.put("eventsPerSecond", figures.events * 1_000 / Math.max(1, wallMs));
        if (run.streamsOrNull() != null) {
            summary.set("streams", run.streamsOrNull().toJson());
            summary.put("streamsText", run.streamsOrNull().toText());
        }
        final ApiFigures api = run.orderApiOrNull();
        if (api != null && "websocket".equals(tree.text("venue.order-entry"))) {
            summary.putObject("orderApi")
                    .put("requests", api.requests())
                    .put("unknownReplies", api.unknownReplies())
                    .put("unreadableReplies", api.unreadableReplies());
        }
        summary.setAll(RunSummary.of(figures));
        summary.put("coin", tree.text("venue.settle-coin"));
        summary.put("risk", figures.riskText());
        summary.set("positions", RunSummary.positions(figures));
        final ProtectionReport venue = run.protectionOrNull();
        if (venue != null) {
            summary.putObject("venueAuditor")
                    .put("positions", venue.positions())
                    .put("neverCovered", venue.neverCovered())
                    .put("maxUncoveredMs", venue.maxUncoveredMs())
                    .put("limitMs", tree.number("protection.stop-confirm-ms"))
                    .put("violations", venue.violations())
                    .put("orphanOrders", venue.orphans().size());
        }
        if (run.simOrNull() != null) {
            summary.set("faults", run.simOrNull().faultCounts());
        }
        summary.set("latency", run.latency().toJson());
        summary.put("journalRun", run.lastRun() == null ? 0 : run.lastRun().nextRunId());
        summary.put("journalHead", run.journalHead());
        run.problems().forEach(summary.withArray("/problems")::add);
        return summary;
    }
}
