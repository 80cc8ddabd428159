package dev.bowline.ops.cli;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EventType;
import dev.bowline.core.order.OrderInput;
import dev.bowline.core.order.OrderStatus;
import dev.bowline.core.order.OrderTransitions;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.signal.SkipReason;
import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.export.IntentLedger;
import dev.bowline.journal.export.JournalPrinter;
import dev.bowline.journal.export.RecordFilter;
import dev.bowline.journal.store.JournalException;
import dev.bowline.ops.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the records of a journal, filtered (JRN-6). */
@Command(
        name = "journal",
        description = {
            "Print the records of a run, one line each.",
            "Types: event types (BAR, EXECUTION_REPORT, ...), decisions (SIGNAL_SKIP, FILL, ...),"
                    + " RUN_HEADER, RUN_END, COMMAND (any order), DECISION (any decision)."
        })
final class JournalCommand implements Callable<Integer> {
    @Mixin private ConfigOptions config;
    @Mixin private JournalOptions journal;

    @Option(names = "--type", paramLabel = "TYPE", description = "records of this type only")
    private String type;

    @Option(names = "--symbol", paramLabel = "SYMBOL", description = "about this symbol only")
    private String symbol;

    @Option(names = "--order", paramLabel = "ID", description = "client, order or algo id")
    private String orderId;

    @Option(names = "--from", paramLabel = "TIME", description = "for example 2026-01-05T08:00:00Z")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "first time that is too late")
    private String to;

    @Option(names = "--json", description = "JSON lines with prev_hash and hash")
    private boolean json;

    @Option(names = "--bytes", description = "JSON lines with the linked bytes, too")
    private boolean bytes;

    @Option(
            names = "--intents",
            description = "what became of each placement: never sent, in doubt or confirmed")
    private boolean intents;

    @Option(names = "--codes", description = "print the table of reason codes instead")
    private boolean codes;

    @Option(
            names = "--order-states",
            description = "print the table of the order state machine instead")
    private boolean orderStates;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException {
        final PrintWriter out = spec.commandLine().getOut();
        if (codes) {
            out.print(reasonTable());
            out.flush();
            return ExitCode.DONE;
        }
        if (orderStates) {
            out.print(orderStateTable());
            out.flush();
            return ExitCode.DONE;
        }
        final RecordFilter filter =
                new RecordFilter(
                        knownType(),
                        symbol,
                        nanos("--from", from, Long.MIN_VALUE),
                        nanos("--to", to, Long.MAX_VALUE),
                        orderId);
        final JournalPrinter.Style style =
                bytes
                        ? JournalPrinter.Style.JSON_LINES_WITH_BYTES
                        : json ? JournalPrinter.Style.JSON_LINES : JournalPrinter.Style.TEXT;
        final Path directory = journal.directory(config);
        if (intents) {
            return printIntents(directory, out);
        }
        for (final int runId : journal.runs(directory, false)) {
            try (JournalPrinter printer = new JournalPrinter(directory, runId, filter, style)) {
                printer.printAvailable(out::println);
            } catch (final JournalException | JournalFormatException e) {
                out.flush();
                throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
            }
        }
        out.flush();
        return ExitCode.DONE;
    }

    private int printIntents(final Path directory, final PrintWriter out) {
        try {
            for (final IntentLedger.Entry entry :
                    IntentLedger.read(directory, journal.runs(directory, false)).entries()) {
                out.println(entry.toText(json));
            }
        } catch (final JournalException | JournalFormatException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        } finally {
            out.flush();
        }
        return ExitCode.DONE;
    }

    private String knownType() {
        if (type == null) {
            return null;
        }
        final String wanted = type.toUpperCase(Locale.ROOT).replace('-', '_');
        final List<String> known = new ArrayList<>(JournalPrinter.otherTypes());
        for (final EventType each : EventType.values()) {
            known.add(each.name());
        }
        for (final DecisionAction each : DecisionAction.values()) {
            known.add(each.name());
        }
        if (!known.contains(wanted)) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "--type=" + type + ": unknown, must be one of " + String.join(", ", known));
        }
        return wanted;
    }

    private static long nanos(final String option, final String text, final long otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return Math.multiplyExact(Instant.parse(text).toEpochMilli(), 1_000_000L);
        } catch (final DateTimeParseException e) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    option + "=" + text + ": must be a time such as 2026-01-05T08:00:00Z",
                    e);
        }
    }

    /** The README's table of the order state machine (OMS-1), in Markdown. */
    static String orderStateTable() {
        final StringBuilder text = new StringBuilder("| state |");
        final StringBuilder rule = new StringBuilder("|---|");
        for (final OrderInput input : OrderInput.values()) {
            text.append(' ').append(input).append(" |");
            rule.append("---|");
        }
        text.append('\n').append(rule).append('\n');
        for (final OrderStatus from : OrderStatus.values()) {
            if (from == OrderStatus.INVALID) {
                continue;
            }
            text.append("| ").append(from).append(" |");
            for (final OrderInput input : OrderInput.values()) {
                final OrderStatus next = OrderTransitions.next(from, input);
                text.append(next == OrderStatus.INVALID ? " – |" : " " + next + " |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** The README's table of reason codes, in Markdown. */
    static String reasonTable() {
        final StringBuilder text = new StringBuilder("| code | name | record |\n|---|---|---|\n");
        for (int code = 1; code < 100; code++) {
            if (SkipReason.nameOrNull(code) != null) {
                row(text, code, SkipReason.nameOrNull(code), DecisionAction.SIGNAL_SKIP);
            }
        }
        for (int code = 100; code < 1_000; code++) {
            if (!"UNKNOWN".equals(RejectReason.name(code))) {
                row(text, code, RejectReason.name(code), DecisionAction.INTENT_REFUSED);
            }
        }
        return text.toString();
    }

    private static void row(
            final StringBuilder text,
            final int code,
            final String name,
            final DecisionAction action) {
        text.append("| ").append(code).append(" | `").append(name).append("` | ");
        text.append(action.name()).append(" |\n");
    }
}
