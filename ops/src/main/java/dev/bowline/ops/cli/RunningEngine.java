package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.control.ControlClient;
import dev.bowline.ops.report.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The engine that runs in a run directory, as commands see it. */
final class RunningEngine {
    private static final long ANSWER_MS = 8_000;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path directory;
    private final ControlClient client;

    RunningEngine(final ConfigTree tree) {
        directory = Path.of(tree.text("run.dir"));
        client = new ControlClient(directory);
    }

    /** State, positions, orders and readiness now. */
    JsonNode report() {
        return order("report");
    }

    JsonNode order(final String command) {
        return order(command, request -> {});
    }

    /**
     * Gives a command.
     *
     * @param arguments adds what it needs
     * @return the reply, which is a good one
     * @throws CommandFailure if nothing runs, it was refused, or no answer came
     */
    JsonNode order(final String command, final Consumer<ObjectNode> arguments) {
        final ObjectNode request = Json.object().put("command", command);
        arguments.accept(request);
        final JsonNode reply;
        try {
            reply = client.ask(request, ANSWER_MS);
        } catch (final ConnectException e) {
            throw new CommandFailure(
                    ExitCode.NOT_RUNNING,
                    "nothing trades in run.dir=" + directory + " (" + e.getMessage() + ")",
                    e);
        } catch (final TimeoutException e) {
            throw new CommandFailure(ExitCode.TIMED_OUT, e.getMessage(), e);
        } catch (final IOException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
        if (!reply.path("ok").asBoolean(false)) {
            throw new CommandFailure(
                    exitCodeOf(reply.path("code").asText()),
                    reply.path("error").asText("no reason given"));
        }
        return reply;
    }

    private static int exitCodeOf(final String code) {
        return switch (code) {
            case "NOT_FOUND" -> ExitCode.NOT_FOUND;
            case "TIMED_OUT" -> ExitCode.TIMED_OUT;
            case "BAD_REQUEST" -> ExitCode.CONFIGURATION;
            default -> ExitCode.FAILED;
        };
    }

    /**
     * Asks for reports until one is as wished.
     *
     * @param missing says of the last report what is not so yet
     * @throws CommandFailure timed out, with what is missing
     */
    JsonNode await(
            final Predicate<JsonNode> wish,
            final long timeoutMs,
            final Function<JsonNode, String> missing) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        JsonNode report = report().get("report");
        while (!wish.test(report)) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new CommandFailure(
                        ExitCode.TIMED_OUT,
                        "after " + timeoutMs / 1_000 + " s " + missing.apply(report));
            }
            LockSupport.parkNanos(PAUSE_NS);
            report = report().get("report");
        }
        return report;
    }

    /** Nothing open, nothing entering, no order of ours at the venue. */
    static boolean isFlat(final JsonNode report) {
        return report.path("positions").isEmpty()
                && report.path("entering").isEmpty()
                && report.path("orders").isEmpty();
    }

    /** As {@link #isFlat(JsonNode)}, for one symbol. */
    static boolean isFlat(final JsonNode report, final String symbol) {
        return !names(report, "positions").contains(symbol)
                && !isEntering(report, symbol)
                && !names(report, "orders").contains(symbol);
    }

    private static boolean isEntering(final JsonNode report, final String symbol) {
        for (final JsonNode entering : report.path("entering")) {
            if (symbol.equals(entering.asText())) {
                return true;
            }
        }
        return false;
    }

    /** What is still open, for people. */
    static String open(final JsonNode report) {
        return "still open: positions "
                + names(report, "positions")
                + ", orders "
                + names(report, "orders");
    }

    /** Symbols of the rows of a list. */
    static List<String> names(final JsonNode report, final String list) {
        final List<String> names = new ArrayList<>();
        report.path(list).forEach(row -> names.add(row.path("symbol").asText()));
        return names;
    }
}
