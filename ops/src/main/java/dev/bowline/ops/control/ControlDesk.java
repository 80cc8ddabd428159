package dev.bowline.ops.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.ops.report.Json;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Turns requests into questions to the engine, and answers into replies (CTL-1, CTL-4). Never
 * touches trading state itself. Any thread but the decision thread.
 */
public final class ControlDesk implements ControlServer.Handler {
    /** Channel of the command line in journaled commands. */
    public static final int COMMAND_LINE = 1;

    private static final long ANSWER_MS = 3_000;
    private static final Map<String, OperatorKind> VERBS =
            Map.of(
                    "pause", OperatorKind.PAUSE,
                    "resume", OperatorKind.RESUME,
                    "close", OperatorKind.CLOSE,
                    "close-all", OperatorKind.CLOSE_ALL,
                    "kill", OperatorKind.KILL,
                    "arm", OperatorKind.ARM,
                    "reconcile", OperatorKind.RECONCILE,
                    "force-entry", OperatorKind.FORCE_ENTRY);

    private final Consumer<EngineQuestion> engine;
    private final Consumer<EngineQuestion> forget;
    private final Supplier<Readiness.Host> host;
    private final long maxBookAgeMs;

    /**
     * A desk before a running engine.
     *
     * @param engine publishes a question; may throw if the ring is full
     * @param forget a question nobody waits for any more
     * @param host what the launcher knows about readiness
     * @param maxBookAgeMs oldest book of an entry
     */
    public ControlDesk(
            final Consumer<EngineQuestion> engine,
            final Consumer<EngineQuestion> forget,
            final Supplier<Readiness.Host> host,
            final long maxBookAgeMs) {
        this.engine = engine;
        this.forget = forget;
        this.host = host;
        this.maxBookAgeMs = maxBookAgeMs;
    }

    @Override
    public ObjectNode reply(final JsonNode request, final String operator) {
        final String command = request.path("command").asText("");
        try {
            if ("report".equals(command)) {
                return replyTo(ask(EngineQuestion.report()));
            }
            final OperatorKind kind = VERBS.get(command);
            if (kind == null) {
                throw new IllegalArgumentException(
                        "command=\"" + command + "\", must be report or one of " + verbs());
            }
            return order(kind, request, operator);
        } catch (final TimeoutException | IllegalStateException e) {
            return ControlServer.error("TIMED_OUT", e.getMessage());
        }
    }

    private static String verbs() {
        return String.join(", ", VERBS.keySet().stream().sorted().toList());
    }

    private ObjectNode order(final OperatorKind kind, final JsonNode request, final String operator)
            throws TimeoutException {
        final String journalError = host.get().journalErrorOrNull();
        if (kind == OperatorKind.ARM && journalError != null) {
            return ControlServer.error("FAILED", notArmed(journalError));
        }
        int id = -1;
        long argument = 0;
        if (kind == OperatorKind.CLOSE || kind == OperatorKind.FORCE_ENTRY) {
            final String symbol = request.path("symbol").asText("");
            final EngineReport.Contract contract =
                    contractOrNull(ask(EngineQuestion.report()).report(), symbol);
            if (contract == null) {
                return ControlServer.error("NOT_FOUND", "symbol \"" + symbol + "\" is not traded");
            }
            id = contract.id();
        }
        if (kind == OperatorKind.FORCE_ENTRY) {
            argument = argumentOf(request);
        }
        return replyTo(
                ask(
                        EngineQuestion.command(
                                kind, id, argument, COMMAND_LINE, AssetCode.of(operator))));
    }

    /** Orders that no journal explains must not be followed by entries (JRN-1). */
    private static String notArmed(final String journalError) {
        return "not armed: the journal lost a record ("
                + journalError
                + "), so this run can no longer explain or recover every order. Make room, or mend"
                + " the disk, then restart: the next run reads what is missing from the venue."
                + " Positions keep their stops, exits and cancels go on";
    }

    private static long argumentOf(final JsonNode request) {
        final long sizing = request.path("smallest").asBoolean(false) ? 2 : 1;
        final String side = request.path("side").asText("").toLowerCase(Locale.ROOT);
        return switch (side) {
            case "long" -> sizing;
            case "short" -> -sizing;
            default ->
                    throw new IllegalArgumentException(
                            "side=\"" + side + "\", must be long or short");
        };
    }

    /** By the venue's text, the ecosystem's name, or the coin. */
    private static EngineReport.Contract contractOrNull(
            final EngineReport reportOrNull, final String name) throws TimeoutException {
        if (reportOrNull == null) {
            throw new TimeoutException("the engine could not report");
        }
        for (final EngineReport.Contract contract : reportOrNull.instruments()) {
            if (contract.symbol().equalsIgnoreCase(name)
                    || contract.unifiedName().equalsIgnoreCase(name)
                    || contract.base().equalsIgnoreCase(name)) {
                return contract;
            }
        }
        return null;
    }

    private EngineQuestion.Answer ask(final EngineQuestion question) throws TimeoutException {
        engine.accept(question);
        try {
            return question.await(ANSWER_MS);
        } finally {
            forget.accept(question);
        }
    }

    private ObjectNode replyTo(final EngineQuestion.Answer answer) {
        if (answer.report() == null || answer.isFailed()) {
            return ControlServer.error("FAILED", "the engine failed on it; see the log");
        }
        final ObjectNode reply = Json.object();
        reply.put("ok", true);
        reply.put("commands", answer.commands());
        final ArrayNode said = reply.putArray("said");
        for (final EngineQuestion.Said each : answer.said()) {
            said.addObject()
                    .put("action", each.action().name())
                    .put("symbol", symbolOf(answer.report(), each.instrumentId()))
                    .put(
                            "reason",
                            each.action() == DecisionAction.INTENT_REFUSED
                                    ? RejectReason.name(each.reasonCode())
                                    : Integer.toString(each.reasonCode()));
        }
        reply.set("report", ReportJson.of(answer.report()));
        final Readiness readiness = Readiness.of(answer.report(), host.get(), maxBookAgeMs);
        reply.put("ready", readiness.isGreen());
        reply.set("readiness", readiness.toJson());
        return reply;
    }

    private static String symbolOf(final EngineReport report, final int id) {
        return id >= 0 && id < report.instruments().size()
                ? report.instruments().get(id).symbol()
                : "";
    }
}
