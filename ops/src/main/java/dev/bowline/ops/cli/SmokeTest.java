package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.gateway.sim.ProtectionReport;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.launch.TradeRun;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The steps of {@code smoke}, over the control socket like any operator. */
final class SmokeTest {
    private static final long STEP_MS = 20_000;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final TradeRun run;
    private final RunningEngine engine;
    private final ConfigTree tree;
    private final PrintWriter out;
    private String symbol; // ours to close; null until an entry may be out

    /** A step did not do what it has to; the message names it. */
    static final class FailedStep extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedStep(final String step, final Exception cause) {
            super(step + ": " + cause.getMessage(), cause);
        }
    }

    /** What a step does; it returns what happened. */
    @FunctionalInterface
    private interface Step {
        String run() throws Exception;
    }

    SmokeTest(
            final TradeRun run,
            final RunningEngine engine,
            final ConfigTree tree,
            final PrintWriter out) {
        this.run = run;
        this.engine = engine;
        this.tree = tree;
        this.out = out;
    }

    /**
     * Runs all steps; whatever happens, what was opened here is closed, and what was open before or
     * comes from others is left as it is, under its stops.
     *
     * @throws FailedStep naming the step
     */
    void run() {
        step(
                "start",
                () -> {
                    run.start();
                    return "run " + run.lastRun().nextRunId();
                });
        try {
            step("ready", this::awaitReady);
            step("open", this::open);
            step("protect", this::protect);
            step("close", this::close);
            step("verify", this::verify);
        } catch (final FailedStep e) {
            closeOwn(e);
            run.requestStop("smoke failed");
            run.stop();
            throw e;
        }
        step("stop", this::stop);
    }

    private void closeOwn(final FailedStep failure) {
        if (symbol == null) {
            return;
        }
        try {
            step("close", this::close);
        } catch (final FailedStep e) {
            failure.addSuppressed(e);
            out.printf("SMOKE what it opened in %s may still be open: look at the venue%n", symbol);
        }
    }

    private void step(final String name, final Step action) {
        final long startNs = System.nanoTime();
        try {
            final String result = action.run();
            out.printf("SMOKE %-8s %6d ms  %s%n", name, EngineCommand.elapsedMs(startNs), result);
            out.flush();
        } catch (final Exception e) {
            throw new FailedStep(name, e);
        }
    }

    /** Indicators are not needed: no strategy decides here. */
    private String awaitReady() {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STEP_MS);
        List<String> red = red();
        while (!red.isEmpty()) {
            if (System.nanoTime() - deadlineNs >= 0 || run.stopReasonOrNull() != null) {
                throw new CommandFailure(ExitCode.TIMED_OUT, "not green: " + red);
            }
            LockSupport.parkNanos(PAUSE_NS);
            red = red();
        }
        final JsonNode report = engine.report().get("report");
        if (!RunningEngine.isFlat(report)) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the account is not flat; nothing was opened or closed, "
                            + RunningEngine.open(report));
        }
        return "all green, flat";
    }

    private List<String> red() {
        final List<String> red = new ArrayList<>();
        final JsonNode rows = engine.report().get("readiness");
        rows.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!rows.get(name).path("green").asBoolean()) {
                                red.add(name + " " + rows.get(name).path("detail").asText());
                            }
                        });
        return red;
    }

    /** The first symbol that passes the gates. */
    private String open() {
        final List<String> refusals = new ArrayList<>();
        for (final String coin : tree.list("universe.symbols")) {
            symbol = coin;
            try {
                symbol = EntryOrder.send(engine, coin, "long", true);
                return symbol + " long, smallest quantity";
            } catch (final EntryOrder.Refused e) {
                symbol = null;
                refusals.add(coin + " " + e.getMessage());
            }
        }
        throw new CommandFailure(ExitCode.FAILED, "no symbol passes: " + refusals);
    }

    private String protect() {
        final JsonNode position = EntryOrder.awaitProtected(engine, symbol, STEP_MS);
        return position.path("qty").asText()
                + " at "
                + position.path("entry").asText()
                + ", stop "
                + position.path("stop").asText()
                + " covers "
                + position.path("covered").asText();
    }

    private String close() {
        final JsonNode reply = engine.order("close", request -> request.put("symbol", symbol));
        final String name = reply.at("/said/0/symbol").asText(symbol);
        engine.await(report -> RunningEngine.isFlat(report, name), STEP_MS, RunningEngine::open);
        return name + " flat, no order left";
    }

    /** By a snapshot of the venue begun afterwards. */
    private String verify() {
        final JsonNode before = engine.order("reconcile").at("/report/snapshots");
        final JsonNode after =
                engine.await(
                        report ->
                                report.at("/snapshots/ended").asLong()
                                        > before.path("begun").asLong(),
                        STEP_MS,
                        report -> "the venue's snapshot did not end");
        final long differences =
                after.at("/snapshots/differences").asLong() - before.path("differences").asLong();
        if (!after.at("/snapshots/complete").asBoolean()
                || differences != 0
                || !RunningEngine.isFlat(after)) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "differences="
                            + differences
                            + ", snapshot "
                            + after.path("snapshots")
                            + ", "
                            + RunningEngine.open(after));
        }
        return "the venue says the same: no position, no order";
    }

    private String stop() {
        run.requestStop("smoke is done");
        run.stop();
        if (!run.problems().isEmpty()) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(run.problems()));
        }
        final ProtectionReport venue = run.protectionOrNull();
        if (venue == null) {
            return "journal closed";
        }
        if (venue.violations() != 0 || venue.neverCovered() != 0 || !venue.orphans().isEmpty()) {
            throw new CommandFailure(ExitCode.FAILED, "the exchange's auditor says " + venue);
        }
        return "journal closed, the exchange's auditor found no violation in "
                + venue.positions()
                + " position";
    }
}
