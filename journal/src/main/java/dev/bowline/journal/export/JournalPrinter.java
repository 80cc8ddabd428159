package dev.bowline.journal.export;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.RecordType;
import dev.bowline.journal.codec.RunEnd;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.codec.SlotCodec;
import dev.bowline.journal.codec.SnapshotCodec;
import dev.bowline.journal.store.RunReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Prints the records of a run, one line each, forward. Call {@link #printAvailable} again to follow
 * a run that is being written. One thread.
 */
public final class JournalPrinter implements AutoCloseable {
    /** How a line looks. */
    public enum Style {
        /** Words for people. */
        TEXT,
        /** One JSON object with {@code prev_hash} and {@code hash}. */
        JSON_LINES,
        /** As JSON_LINES, and the linked bytes: {@code hash = SHA-256(prev_hash ‖ record)}. */
        JSON_LINES_WITH_BYTES
    }

    private final RunReader reader;
    private final RecordFilter filter;
    private final Style style;
    private final SlotCodec codec = new SlotCodec();
    private final EngineEvent event = new EngineEvent();
    private final Map<Integer, String> symbols = new HashMap<>();
    private RecordView view;
    private String previousHash = "";

    /** Stands before the first record. */
    public JournalPrinter(
            final Path journal, final int runId, final RecordFilter filter, final Style style) {
        reader = new RunReader(journal, runId);
        this.filter = filter;
        this.style = style;
    }

    /**
     * Prints what is there and not printed yet.
     *
     * @return lines printed
     * @throws JournalFormatException at a record that this build cannot read
     */
    public long printAvailable(final Consumer<String> lines) {
        long printed = 0;
        for (JournalRecord record = reader.nextOrNull();
                record != null;
                record = reader.nextOrNull()) {
            final String hash = HexFormat.of().formatHex(record.hash());
            final Map<String, Object> line = lineOrNull(record, hash);
            if (line != null) {
                lines.accept(style == Style.TEXT ? RecordText.words(line) : RecordText.json(line));
                printed++;
            }
            previousHash = hash;
        }
        return printed;
    }

    /** Whether a torn record ends the run. */
    public boolean isTorn() {
        return reader.isTorn();
    }

    @Override
    public void close() {
        reader.close();
    }

    private Map<String, Object> lineOrNull(final JournalRecord record, final String hash) {
        final Map<String, Object> line = new LinkedHashMap<>();
        final long timeNs = record.ingestTimeNs();
        line.put("time", Instant.ofEpochSecond(0, timeNs).toString());
        line.put("run", record.runId());
        line.put("record", record.recordNumber());
        final boolean isShown;
        switch (record.type()) {
            case RUN_HEADER -> {
                final RunHeader header = RunHeader.read(record);
                view = new RecordView(header.engine().mode(), header.runId(), symbols);
                previousHash = header.previousHead();
                addHeader(header, line);
                isShown = isShownAlways(RecordType.RUN_HEADER);
            }
            case RUN_END -> {
                final RunEnd end = RunEnd.read(record);
                line.put("type", RecordType.RUN_END.name());
                line.put("slots", end.slots());
                line.put("lostSlots", end.lostSlots());
                line.put("reason", end.reason());
                isShown = isShownAlways(RecordType.RUN_END);
            }
            case SLOT -> {
                codec.read(record, event);
                if (event.type == EventType.INSTRUMENT && event.instrument != null) {
                    symbols.put(event.instrument.id(), event.instrument.symbol());
                }
                line.put("sequence", record.sequence());
                isShown = isSlotShown();
                if (isShown) {
                    requireView().addSlot(event, line);
                }
            }
            case SNAPSHOT -> {
                line.put("type", RecordType.SNAPSHOT.name());
                line.put("sequence", record.sequence());
                line.put("stateBytes", SnapshotCodec.state(record).length);
                isShown = isShownAlways(RecordType.SNAPSHOT);
            }
            default -> throw new IllegalStateException("record type " + record.type());
        }
        if (!isShown || timeNs < filter.fromNs() || timeNs >= filter.toNs()) {
            return null;
        }
        addLink(record, hash, line);
        return line;
    }

    private void addLink(
            final JournalRecord record, final String hash, final Map<String, Object> line) {
        if (style == Style.TEXT) {
            return;
        }
        line.put("time_ns", record.ingestTimeNs());
        line.put("prev_hash", previousHash);
        line.put("hash", hash);
        if (style == Style.JSON_LINES_WITH_BYTES) {
            line.put("bytes", HexFormat.of().formatHex(record.bytes(), 0, record.linkedLength()));
        }
    }

    private RecordView requireView() {
        if (view == null) {
            throw new JournalFormatException("run starts without a RUN_HEADER record");
        }
        return view;
    }

    private static void addHeader(final RunHeader header, final Map<String, Object> line) {
        line.put("type", RecordType.RUN_HEADER.name());
        line.put("mode", header.mode());
        line.put("venue", header.venue());
        line.put("build", header.buildVersion());
        line.put("commit", header.commit());
        line.put("jvm", header.jvm());
        line.put("previousRun", header.previousRunId());
        line.put("previousRecords", header.previousRecords());
        line.put("configHash", header.configHash());
        line.put("engine", header.engineValues());
    }

    private boolean isShownAlways(final RecordType type) {
        return filter.symbol() == null
                && filter.orderId() == null
                && (filter.type() == null || filter.type().equals(type.name()));
    }

    private boolean isSlotShown() {
        return (filter.type() == null || isOfType(filter.type()))
                && (filter.symbol() == null || concerns(filter.symbol()))
                && (filter.orderId() == null || isAbout(filter.orderId()));
    }

    private boolean isOfType(final String type) {
        if (type.equals(event.type.name()) || type.equals(RecordType.SLOT.name())) {
            return true;
        }
        if (type.equals("COMMAND")) {
            return event.commands().count() > 0;
        }
        for (int i = 0; i < event.decisions().count(); i++) {
            final var action = event.decisions().get(i).action;
            if (type.equals("DECISION") || (action != null && type.equals(action.name()))) {
                return true;
            }
        }
        return false;
    }

    private boolean concerns(final String symbol) {
        if (symbol.equals(symbols.get(event.instrumentId))) {
            return true;
        }
        for (int i = 0; i < event.commands().count(); i++) {
            if (symbol.equals(symbols.get(event.commands().get(i).instrumentId))) {
                return true;
            }
        }
        for (int i = 0; i < event.decisions().count(); i++) {
            if (symbol.equals(symbols.get(event.decisions().get(i).instrumentId))) {
                return true;
            }
        }
        return false;
    }

    private boolean isAbout(final String orderId) {
        return switch (event.type) {
                    case EXECUTION_REPORT ->
                            isOrder(orderId, event.execution().runId, event.execution().orderKey)
                                    || orderId.equals(Long.toString(event.execution().orderId))
                                    || orderId.equals(Long.toString(event.execution().algoId));
                    case REQUEST_OUTCOME ->
                            isOrder(orderId, event.outcome().runId, event.outcome().orderKey)
                                    || orderId.equals(Long.toString(event.outcome().orderId))
                                    || orderId.equals(Long.toString(event.outcome().algoId));
                    default -> false;
                }
                || isInAnswer(orderId);
    }

    private boolean isInAnswer(final String orderId) {
        for (int i = 0; i < event.commands().count(); i++) {
            final var command = event.commands().get(i);
            if (isOrder(orderId, command.runId, command.orderKey)) {
                return true;
            }
        }
        for (int i = 0; i < event.decisions().count(); i++) {
            if (isOrder(orderId, 0, event.decisions().get(i).orderKey)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOrder(final String orderId, final int runId, final long orderKey) {
        return orderKey != 0 && orderId.equals(requireView().orderId(runId, orderKey));
    }

    /** Names that {@link RecordFilter#type} understands beside event types and decision actions. */
    public static List<String> otherTypes() {
        return List.of(
                RecordType.RUN_HEADER.name(),
                RecordType.RUN_END.name(),
                RecordType.SLOT.name(),
                RecordType.SNAPSHOT.name(),
                "COMMAND",
                "DECISION");
    }
}
