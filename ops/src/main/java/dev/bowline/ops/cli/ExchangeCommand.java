package dev.bowline.ops.cli;

import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.launch.ExchangeRun;
import dev.bowline.ops.launch.StartException;
import dev.bowline.ops.report.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the embedded exchange as a process of its own, so that it outlives its clients. */
@Command(
        name = "exchange",
        description = {
            "Serve the embedded exchange on loopback, as a process of its own.",
            "Clients use venue.rest-url=http://127.0.0.1:PORT, venue.stream-url=ws://127.0.0.1:PORT"
                    + " and the same BINANCE_API_KEY and BINANCE_API_SECRET."
        })
final class ExchangeCommand implements Callable<Integer> {
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);

    @Mixin private ConfigOptions config;

    @Option(names = "--port", paramLabel = "N", description = "loopback port; 0: any free one")
    private String port;

    @Option(names = "--speed", paramLabel = "N", description = "venue seconds per second")
    private String speed;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "stop after this much venue time, for example 90m, 8h, 2d")
    private String duration;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException {
        final ConfigTree tree = load();
        final PrintWriter out = spec.commandLine().getOut();
        try (ExchangeRun exchange = new ExchangeRun(tree);
                StopSignals signals = new StopSignals(exchange::requestStop)) {
            exchange.start();
            signals.arm();
            out.println("EXCHANGE port=" + exchange.port());
            out.flush();
            while (exchange.stopReasonOrNull() == null) {
                LockSupport.parkNanos(POLL_NS);
            }
            out.println(Json.text(exchange.summary()));
            out.flush();
        } catch (final StartException e) {
            throw new CommandFailure(ExitCode.FAILED, "not started, " + e.getMessage(), e);
        }
        return ExitCode.DONE;
    }

    private ConfigTree load() throws ConfigException {
        final ConfigLoader loader = config.loader();
        if (port != null) {
            loader.option("--port", "sim.port", port);
        }
        if (speed != null) {
            loader.option("--speed", "sim.speed", speed);
        }
        if (duration != null) {
            loader.option("--for", "run.duration-ms", duration);
        }
        return loader.load();
    }
}
