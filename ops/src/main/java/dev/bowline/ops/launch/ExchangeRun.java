package dev.bowline.ops.launch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.gateway.sim.ProtectionReport;
import dev.bowline.gateway.sim.server.SimKey;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.report.Json;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/** The embedded exchange on its own, for clients in other processes. */
public final class ExchangeRun implements AutoCloseable {
    private final ConfigTree tree;
    private final AtomicReference<String> stopReason = new AtomicReference<>();
    private SimHost sim;

    /** An exchange that has not been opened. */
    public ExchangeRun(final ConfigTree tree) {
        this.tree = tree;
    }

    /**
     * Opens the port and lets time pass.
     *
     * @throws StartException naming what is missing
     */
    public void start() throws StartException {
        final String key = tree.secret("credentials.api-key").reveal();
        final String secret = tree.secret("credentials.api-secret").reveal();
        if (key.isEmpty() || secret.isEmpty()) {
            throw new StartException(
                    "credentials: BINANCE_API_KEY and BINANCE_API_SECRET must be set, to any"
                            + " values of your own",
                    null);
        }
        if ("max".equals(tree.text("sim.speed"))) {
            throw new StartException(
                    "sim.speed=max: an exchange of its own cannot see when its client is done;"
                            + " give a number",
                    null);
        }
        try {
            sim =
                    new SimHost(
                            tree,
                            SimMarkets.of(tree),
                            SimKey.hmac(key, secret),
                            framesSent -> true,
                            task -> new Thread(task, "bowline-exchange"));
        } catch (final IOException | RuntimeException e) {
            throw new StartException("exchange: " + e.getMessage(), e);
        }
        sim.resume();
    }

    /** Port that was opened. */
    public int port() {
        return sim.server().port();
    }

    /** Asks it to end; the first reason counts. */
    public void requestStop(final String reason) {
        stopReason.compareAndSet(null, reason);
    }

    /** Why it has to end, or {@code null} while it goes on. */
    public String stopReasonOrNull() {
        if (sim.endingOrNull() != null) {
            requestStop(sim.endingOrNull());
        }
        return stopReason.get();
    }

    /** What the exchange saw of its client. */
    public ObjectNode summary() {
        final ProtectionReport report = sim.protection();
        final ObjectNode summary = Json.object();
        summary.put("ended", stopReason.get());
        summary.put("userTrades", sim.userTrades());
        summary.put("duplicateClientIds", sim.duplicateClientIds());
        summary.put("positions", report.positions());
        summary.put("neverCovered", report.neverCovered());
        summary.put("maxUncoveredMs", report.maxUncoveredMs());
        summary.put("violations", report.violations());
        summary.put("orphanOrders", report.orphans().size());
        summary.set("faults", sim.faultCounts());
        return summary;
    }

    @Override
    public void close() {
        if (sim != null) {
            sim.close();
        }
    }
}
