package dev.bowline.journal.export;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.RecordType;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.codec.SlotCodec;
import dev.bowline.journal.store.RunReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of every order that was to be placed, told by the journal alone (REC-4). A placement
 * is in the journal before the exit sees it, under the client order id that every attempt carries;
 * so behind any record each is one of {@link State}, whatever the process did next. Feed it slots
 * in order. One thread.
 */
public final class IntentLedger {
    private static final long NS_PER_MS = 1_000_000;

    // USDⓈ-M docs, Error Codes, read 2026-11-20.
    private static final int UNKNOWN_ORDER_SENT = -2011;
    private static final int NO_SUCH_ORDER = -2013;

    /** What is known of a placement. */
    public enum State {
        /** It did not leave, or the venue has no such order; it may go again. */
        NEVER_SENT,
        /** It may be at the venue: it is looked up, never sent again. */
        IN_DOUBT,
        /** The venue told of it, be it a refusal. */
        CONFIRMED
    }

    private record Key(int runId, long orderKey) {}

    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private final Map<Integer, String> symbols = new HashMap<>();
    private char mode = 's';
    private long lookupMs;

    /** One placement; grows as the journal goes on. */
    public static final class Entry {
        private final String clientOrderId;
        private final String symbol;
        private final String leg;
        private final long sequence;
        private int attempts;
        private int blindResends;
        private long sentNs;
        private State state = State.IN_DOUBT;
        private String word = "handed to the exit";

        private Entry(
                final String clientOrderId,
                final String symbol,
                final String leg,
                final long sequence) {
            this.clientOrderId = clientOrderId;
            this.symbol = symbol;
            this.leg = leg;
            this.sequence = sequence;
        }

        public String clientOrderId() {
            return clientOrderId;
        }

        /** Slot with the first attempt. */
        public long sequence() {
            return sequence;
        }

        /** Placements under this id. */
        public int attempts() {
            return attempts;
        }

        /** Placements while the one before might have arrived; must be 0. */
        public int blindResends() {
            return blindResends;
        }

        public State state() {
            return state;
        }

        /** One line, words or JSON. */
        public String toText(final boolean isJson) {
            final Map<String, Object> view = new LinkedHashMap<>();
            view.put("clientOrderId", clientOrderId);
            view.put("symbol", symbol);
            view.put("leg", leg);
            view.put("sequence", sequence);
            view.put("attempts", attempts);
            view.put("state", state.name());
            view.put("last", word);
            return isJson ? RecordText.json(view) : RecordText.words(view);
        }

        private void settle(final State newState, final String newWord) {
            if (state != State.CONFIRMED) {
                state = newState;
                word = newWord;
            }
        }
    }

    /** Reads runs of a journal in this order. */
    public static IntentLedger read(final Path journal, final List<Integer> runIds) {
        final IntentLedger ledger = new IntentLedger();
        final SlotCodec codec = new SlotCodec();
        final EngineEvent event = new EngineEvent();
        for (final int runId : runIds) {
            try (RunReader reader = new RunReader(journal, runId)) {
                for (JournalRecord record = reader.nextOrNull();
                        record != null;
                        record = reader.nextOrNull()) {
                    if (record.type() == RecordType.RUN_HEADER) {
                        ledger.onRun(RunHeader.read(record));
                    } else if (record.type() == RecordType.SLOT) {
                        codec.read(record, event);
                        ledger.onSlot(event);
                    }
                }
            }
        }
        return ledger;
    }

    /** A run begins. */
    public void onRun(final RunHeader header) {
        mode = header.engine().mode();
        lookupMs = header.engine().protection().stopLookupMs();
    }

    /** Takes a slot, input before answer. */
    public void onSlot(final EngineEvent event) {
        if (event.type == EventType.INSTRUMENT && event.instrument != null) {
            symbols.put(event.instrument.id(), event.instrument.symbol());
        } else if (event.type == EventType.REQUEST_OUTCOME) {
            onOutcome(event.outcome(), event.ingestTimeNs);
        } else if (event.type == EventType.EXECUTION_REPORT) {
            onReport(event.execution());
        }
        for (int i = 0; i < event.commands().count(); i++) {
            final OrderCommand command = event.commands().get(i);
            if (command.kind == CommandKind.PLACE_ORDER || command.kind == CommandKind.PLACE_ALGO) {
                onPlacement(command, event);
            }
        }
    }

    private void onPlacement(final OrderCommand command, final EngineEvent event) {
        final Entry entry =
                entries.computeIfAbsent(
                        new Key(command.runId, command.orderKey),
                        key ->
                                new Entry(
                                        ClientOrderId.toText(mode, key.runId(), key.orderKey()),
                                        symbols.getOrDefault(
                                                command.instrumentId, "#" + command.instrumentId),
                                        String.valueOf(ClientOrderId.leg(key.orderKey())),
                                        event.sequence));
        if (entry.attempts > 0 && entry.state != State.NEVER_SENT) {
            entry.blindResends++;
        }
        entry.attempts++;
        entry.sentNs = event.ingestTimeNs;
        entry.settle(State.IN_DOUBT, "handed to the exit");
    }

    private void onReport(final ExecutionReport report) {
        final Entry entry = entries.get(new Key(report.runId, report.orderKey));
        if (entry != null && report.origin == OrderOrigin.OWN) {
            entry.settle(State.CONFIRMED, String.valueOf(report.status));
            entry.word = report.status == null ? entry.word : report.status.name();
        }
    }

    private void onOutcome(final RequestOutcome outcome, final long nowNs) {
        final Entry entry = entries.get(new Key(outcome.runId, outcome.orderKey));
        if (entry == null || outcome.kind == null || outcome.commandKind == null) {
            return;
        }
        switch (outcome.commandKind) {
            case PLACE_ORDER, PLACE_ALGO -> onPlaced(entry, outcome);
            case CANCEL_ORDER, CANCEL_ALGO -> {
                if (outcome.kind == OutcomeKind.ACCEPTED) {
                    entry.settle(State.CONFIRMED, "cancelled");
                } else if (outcome.kind == OutcomeKind.REFUSED
                        && (outcome.errorCode == UNKNOWN_ORDER_SENT
                                || outcome.errorCode == NO_SUCH_ORDER)) {
                    onNotThere(entry, nowNs);
                }
            }
            case QUERY_ORDER, QUERY_ALGO -> {
                if (outcome.kind == OutcomeKind.FOUND) {
                    entry.settle(State.CONFIRMED, "found");
                } else if (outcome.kind == OutcomeKind.NOT_FOUND) {
                    onNotThere(entry, nowNs);
                }
            }
            case RECONCILE, DEADMAN_ARM, DEADMAN_DISARM -> {
                // About no order.
            }
        }
    }

    private static void onPlaced(final Entry entry, final RequestOutcome outcome) {
        switch (outcome.kind) {
            case ACCEPTED -> entry.settle(State.CONFIRMED, "accepted");
            case REFUSED -> entry.settle(State.CONFIRMED, "refused " + outcome.errorCode);
            case IN_DOUBT -> entry.settle(State.IN_DOUBT, "no answer");
            case NOT_SENT -> entry.settle(State.NEVER_SENT, "not sent");
            case NOT_FOUND, FOUND -> {
                // No answers to a placement.
            }
        }
    }

    /** Lookups lag behind placements; the engine believes them after the same time. */
    private void onNotThere(final Entry entry, final long nowNs) {
        if (nowNs - entry.sentNs >= lookupMs * NS_PER_MS) {
            entry.settle(State.NEVER_SENT, "not at the venue");
        } else {
            entry.settle(State.IN_DOUBT, "not at the venue yet");
        }
    }

    /** All placements, in the order of their first attempts. */
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }
}
