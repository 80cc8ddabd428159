package dev.bowline.journal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.Side;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.journal.RandomEvents;
import dev.bowline.journal.TestRuns;
import dev.bowline.journal.export.JournalPrinter.Style;
import dev.bowline.journal.store.JournalDirectory;
import dev.bowline.journal.store.JournalWriter;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JRN-6, JRN-7: records as lines, filtered, and verifiable with a SHA-256 program alone. */
final class JournalPrinterTest {
    private static final long KEY = ClientOrderId.key(7, 2, Side.BUY, OrderLeg.ENTRY, 0);
    private static final int RANDOM_SLOTS = 400;

    @TempDir Path journal;

    @BeforeEach
    void writeRun() {
        final EngineEvent event = new EngineEvent();
        final RandomEvents events = new RandomEvents(3);
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(
                                directory, TestRuns.settings(), TestRuns.nextHeader(journal))) {
            event.clear(EventType.INSTRUMENT);
            event.instrument = instrument();
            append(writer, event, 0);
            event.clear(EventType.TOP_OF_BOOK);
            event.instrumentId = 60;
            event.ingestTimeNs = 1_000;
            event.topOfBook().bidPriceE8 = 6_000_010_000_000L;
            final OrderCommand command = event.commands().addOrNull();
            command.kind = CommandKind.PLACE_ORDER;
            command.instrumentId = 60;
            command.runId = 1;
            command.orderKey = KEY;
            command.qtyE8 = 150_000;
            append(writer, event, 1);
            event.clear(EventType.CLOCK_TICK);
            event.ingestTimeNs = 2_000;
            final Decision decision = event.decisions().addOrNull();
            decision.action = DecisionAction.INTENT_REFUSED;
            decision.instrumentId = 60;
            decision.reasonCode = RejectReason.DAY_LOSS;
            append(writer, event, 2);
            final EventType[] types = EventType.values();
            for (int i = 0; i < RANDOM_SLOTS; i++) {
                events.fill(event, types[i % types.length], true);
                append(writer, event, 3 + i);
            }
            writer.end("a \"test\"", 0, null);
        }
    }

    @Test
    void shouldShowSymbolOrderIdAndDecimalsWhenPrinted() {
        final List<String> lines = lines(new RecordFilter(null, "BTCUSDC", 0, 1_500, null));
        assertTrue(lines.get(0).contains("event=TOP_OF_BOOK symbol=BTCUSDC"), lines.get(0));
        assertTrue(lines.get(0).contains("bidPrice=60000.1"), lines.get(0));
        assertTrue(lines.get(0).contains("qty=0.0015"), lines.get(0));
        assertTrue(lines.get(0).contains("clientOrderId=bwsB2-1-7-E0"), lines.get(0));
        assertEquals(1, lines.size());
    }

    @Test
    void shouldShowOnlyWhatTheFilterAsksFor() {
        assertEquals(
                1, lines(new RecordFilter("INTENT_REFUSED", "BTCUSDC", 0, 9_000, null)).size());
        assertTrue(
                lines(new RecordFilter(null, "BTCUSDC", 1_500, 9_000, null))
                        .get(0)
                        .contains("reasonCode=DAY_LOSS"));
        final RecordFilter order =
                new RecordFilter(null, null, Long.MIN_VALUE, Long.MAX_VALUE, "bwsB2-1-7-E0");
        assertEquals(1, lines(order).size());
        final RecordFilter type =
                new RecordFilter("RUN_END", null, Long.MIN_VALUE, Long.MAX_VALUE, null);
        assertEquals(1, lines(type).size());
        assertEquals(RANDOM_SLOTS + 5, lines(RecordFilter.all()).size());
    }

    @Test
    void shouldVerifyWithSha256AloneWhenExportedWithBytes() throws Exception {
        final Pattern link =
                Pattern.compile(
                        "\"prev_hash\":\"([0-9a-f]{64})\",\"hash\":\"([0-9a-f]{64})\","
                                + "\"bytes\":\"([0-9a-f]+)\"}$");
        final List<String> lines = new ArrayList<>();
        try (JournalPrinter printer =
                new JournalPrinter(journal, 1, RecordFilter.all(), Style.JSON_LINES_WITH_BYTES)) {
            assertEquals(RANDOM_SLOTS + 5, printer.printAvailable(lines::add));
            assertEquals(0, printer.printAvailable(lines::add));
            assertFalse(printer.isTorn());
        }
        String previous = "00".repeat(32);
        for (final String line : lines) {
            final Matcher matcher = link.matcher(line);
            assertTrue(matcher.find(), line);
            assertEquals(previous, matcher.group(1));
            final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(HexFormat.of().parseHex(matcher.group(1)));
            sha256.update(HexFormat.of().parseHex(matcher.group(3)));
            previous = HexFormat.of().formatHex(sha256.digest());
            assertEquals(matcher.group(2), previous);
        }
        assertTrue(lines.get(lines.size() - 1).contains("\"reason\":\"a \\\"test\\\"\""));
    }

    private List<String> lines(final RecordFilter filter) {
        final List<String> lines = new ArrayList<>();
        try (JournalPrinter printer = new JournalPrinter(journal, 1, filter, Style.TEXT)) {
            printer.printAvailable(lines::add);
        }
        return lines;
    }

    private static void append(
            final JournalWriter writer, final EngineEvent event, final long sequence) {
        event.sequence = sequence;
        assertTrue(writer.tryAppend(event));
    }

    // Id 60 is one that random slots never have.
    private static InstrumentSpec instrument() {
        return new InstrumentSpec(
                60, "BTCUSDC", "BTC", "USDC", "USDC", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                1, 1, 1);
    }
}
