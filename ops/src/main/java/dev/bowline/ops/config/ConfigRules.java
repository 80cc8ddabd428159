package dev.bowline.ops.config;

import dev.bowline.core.num.DecimalFormat;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.gateway.binance.GatewayConfig;
import dev.bowline.gateway.binance.rest.RequestSigner;
import dev.bowline.gateway.sim.server.FaultRule;
import java.util.List;
import java.util.Locale;

/**
 * Settings that are fine alone and contradict each other together. Every rule reports by itself.
 */
final class ConfigRules {
    private final ConfigTree tree;
    private final List<ConfigFault> faults;

    private ConfigRules(final ConfigTree tree, final List<ConfigFault> faults) {
        this.tree = tree;
        this.faults = faults;
    }

    /** Adds a fault for every contradiction. */
    static void check(final ConfigTree tree, final List<ConfigFault> faults) {
        final ConfigRules rules = new ConfigRules(tree, faults);
        rules.checkVenue();
        rules.checkLimits();
        rules.checkStrategies();
        rules.checkEngine();
        rules.checkFaults();
    }

    private void checkVenue() {
        final String mode = tree.text("venue.mode");
        require(
                !"prod".equals(mode) || tree.flag("venue.arm-prod"),
                "venue.mode",
                "trades real money and needs venue.arm-prod=true");
        final boolean needsKeys = "prod".equals(mode) || "testnet".equals(mode);
        for (final String name : List.of("credentials.api-key", "credentials.api-secret")) {
            require(
                    !needsKeys || !tree.secret(name).isEmpty(),
                    name,
                    "is not set, but venue.mode="
                            + mode
                            + " needs it ("
                            + ConfigKeys.require(name).env()
                            + " or "
                            + ConfigKeys.require(name).env()
                            + "_FILE)");
        }
        if (needsKeys || !tree.text("venue.rest-url").isEmpty()) {
            checkSecret(tree.secret("credentials.api-secret").reveal());
        }
        require(!tree.list("universe.symbols").isEmpty(), "universe.symbols", "names nothing");
        require(
                tree.list("universe.symbols").stream().distinct().count()
                        == tree.list("universe.symbols").size(),
                "universe.symbols",
                "names an instrument twice");
    }

    /** A key that cannot sign would only be found by the venue's refusal. */
    private void checkSecret(final String secret) {
        if (secret.isEmpty()) {
            return;
        }
        try {
            final String kind = RequestSigner.of(secret).kind().name().toLowerCase(Locale.ROOT);
            require(
                    kind.equals(tree.text("credentials.kind")),
                    "credentials.kind",
                    "does not fit credentials.api-secret, which is for " + kind);
        } catch (final IllegalArgumentException e) {
            require(false, "credentials.api-secret", e.getMessage());
        }
    }

    private void checkLimits() {
        atMost("protection.stop-confirm-ms", "protection.stop-lookup-ms");
        atMost("protection.lookup-interval-ms", "protection.stop-lookup-ms");
        atMost("protection.stop-lookup-ms", "protection.entry-lookup-ms");
        final long lastArrivalMs =
                GatewayConfig.LONGEST_HELD_MS + tree.number("venue.recv-window-ms");
        require(
                lastArrivalMs <= tree.number("protection.entry-lookup-ms"),
                "protection.entry-lookup-ms",
                "must be at least "
                        + lastArrivalMs
                        + " = "
                        + GatewayConfig.LONGEST_HELD_MS
                        + " ms that an order may be held + venue.recv-window-ms="
                        + tree.setting("venue.recv-window-ms").text()
                        + ", or an entry could still arrive after it was given up");
        atMost("trailing.min-improvement", "trailing.override-improvement");
        atMost("sizing.leverage", "risk.max-leverage");
        atMost("venue.reconnect-delay-ms", "venue.reconnect-max-ms");
        atMost("sizing.max-total-margin-share", "risk.max-margin-share");
        require(
                tree.number("risk.trading-from-minute-utc")
                        != tree.number("risk.trading-to-minute-utc"),
                "risk.trading-from-minute-utc",
                "must not be risk.trading-to-minute-utc="
                        + tree.setting("risk.trading-to-minute-utc").text()
                        + ", as nothing could ever be traded");
        final long greatestNotionalE8 =
                FixedPoint.mulFloorE8(
                        tree.number("sizing.max-margin"),
                        tree.number("sizing.leverage") * FixedPoint.ONE_E8);
        require(
                greatestNotionalE8 >= tree.number("sizing.min-notional"),
                "sizing.min-notional",
                "is more than sizing.max-margin × sizing.leverage = "
                        + DecimalFormat.toText(greatestNotionalE8)
                        + ", so that nothing could ever be traded");
        require(
                tree.number("run.stop-step-timeout-ms") <= tree.number("run.stop-timeout-ms"),
                "run.stop-step-timeout-ms",
                "must be at most run.stop-timeout-ms="
                        + tree.setting("run.stop-timeout-ms").text());
    }

    private void checkStrategies() {
        atMost("scalping.min-atr-share", "scalping.max-atr-share");
        require(
                tree.number("scalping.macd-fast") < tree.number("scalping.macd-slow"),
                "scalping.macd-fast",
                "must be less than scalping.macd-slow="
                        + tree.setting("scalping.macd-slow").text());
        final long points =
                tree.number("scalping.weight-rsi")
                        + tree.number("scalping.weight-macd")
                        + tree.number("scalping.weight-atr")
                        + tree.number("scalping.weight-volume");
        require(
                tree.number("scalping.min-score") <= points,
                "scalping.min-score",
                "is more than all weights together (" + points + "), so that it never enters");
        require(
                tree.number("scalping.timeframe-ms") % 60_000 == 0,
                "scalping.timeframe-ms",
                "must be whole minutes");
    }

    private void checkEngine() {
        require(
                tree.text("sim.speed").matches(".*[1-9].*|max"),
                "sim.speed",
                "must be more than 0");
        require(
                Long.bitCount(tree.number("engine.ring-slots")) == 1,
                "engine.ring-slots",
                "must be a power of two");
        require(
                tree.list("engine.cpus").stream().distinct().count()
                        == tree.list("engine.cpus").size(),
                "engine.cpus",
                "names a CPU twice");
    }

    /** The language of faults is the exchange's; every line of it that is wrong is told. */
    private void checkFaults() {
        final List<String> lines = tree.list("sim.faults");
        for (int i = 0; i < lines.size(); i++) {
            checkFault("sim.faults", "entry " + (i + 1) + " \"" + lines.get(i) + '"', lines.get(i));
        }
        for (final String rate : tree.list("sim.fault-rates")) {
            checkFault("sim.fault-rates", rate, SimFaults.lineOf(rate));
        }
    }

    private void checkFault(final String key, final String entry, final String line) {
        try {
            FaultRule.parse(line);
        } catch (final IllegalArgumentException e) {
            require(false, key, entry + ": " + e.getMessage());
        }
    }

    private void atMost(final String lower, final String upper) {
        require(
                tree.number(lower) <= tree.number(upper),
                lower,
                "must be at most " + upper + "=" + tree.setting(upper).text());
    }

    private void require(final boolean holds, final String key, final String problem) {
        if (!holds) {
            faults.add(tree.setting(key).fault(problem));
        }
    }
}
