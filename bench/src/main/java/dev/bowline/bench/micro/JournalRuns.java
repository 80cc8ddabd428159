package dev.bowline.bench.micro;

import dev.bowline.core.engine.EngineConfig;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.ProtectionLimits;
import dev.bowline.core.risk.RiskLimits;
import dev.bowline.core.signal.BookMomentumParameters;
import dev.bowline.core.signal.ScalpingParameters;
import dev.bowline.core.sizing.SizingLimits;
import dev.bowline.core.trailing.CallbackRegime;
import dev.bowline.core.trailing.TrailingParameters;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.store.LastRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Runs to be journaled by benchmarks. */
public final class JournalRuns {
    private static final long ONE_E8 = FixedPoint.ONE_E8;

    private JournalRuns() {}

    /** Header of the run that follows the last one in the journal. */
    public static RunHeader nextHeader(final Path journal) {
        final LastRun last = LastRun.find(journal);
        return new RunHeader(
                last.nextRunId(),
                last.runId(),
                last.records(),
                last.head(),
                System.currentTimeMillis(),
                "bench",
                "none",
                System.getProperty("java.vm.version"),
                "sim",
                "none",
                "",
                config(last.nextRunId()));
    }

    /** A market event without answer: a record of 140 bytes. */
    public static void fillBook(final EngineEvent event, final long sequence) {
        event.clear(EventType.TOP_OF_BOOK);
        event.sequence = sequence;
        event.instrumentId = 1;
        event.ingestTimeNs = sequence;
        event.topOfBook().updateId = sequence;
        event.topOfBook().bidPriceE8 = 60_000 * ONE_E8;
        event.topOfBook().askPriceE8 = 60_001 * ONE_E8;
    }

    /** A trade answered by an intent that was refused: a record of 256 bytes. */
    public static void fillTrade(final EngineEvent event, final long sequence) {
        event.clear(EventType.AGG_TRADE);
        event.sequence = sequence;
        event.instrumentId = 1;
        event.ingestTimeNs = sequence;
        event.trade().priceE8 = 60_000 * ONE_E8;
        event.trade().qtyE8 = ONE_E8 / 100;
        final TradeIntent intent = event.intents().addOrNull();
        intent.instrumentId = 1;
        intent.side = Side.BUY;
        intent.qtyE8 = ONE_E8 / 100;
    }

    /** An execution report answered by an order command: a record of 293 bytes. */
    public static void fillReport(final EngineEvent event, final long sequence) {
        event.clear(EventType.EXECUTION_REPORT);
        event.sequence = sequence;
        event.instrumentId = 1;
        event.ingestTimeNs = sequence;
        event.execution().orderKey = sequence;
        event.execution().side = Side.BUY;
        final OrderCommand command = event.commands().addOrNull();
        command.kind = CommandKind.PLACE_ALGO;
        command.orderType = OrderType.STOP_MARKET;
        command.orderKey = sequence;
    }

    /** Removes a journal with everything in it. */
    public static void delete(final Path journal) throws IOException {
        if (!Files.exists(journal)) {
            return;
        }
        try (Stream<Path> files = Files.walk(journal)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static EngineConfig config(final int runId) {
        return new EngineConfig(
                's',
                runId,
                "USDC",
                new RiskLimits(5, ONE_E8, 1, ONE_E8, 1000, 20, 2, 0, 1440, ONE_E8, 5, ONE_E8, 20),
                new SizingLimits(ONE_E8 / 100, 5, ONE_E8, ONE_E8, ONE_E8, ONE_E8),
                new ProtectionLimits(500, 2_000, 4_000, 200, 1_000, 10_000, WorkingType.MARK_PRICE),
                new ScalpingParameters(
                        false,
                        60_000,
                        14,
                        30,
                        70,
                        12,
                        26,
                        9,
                        14,
                        0,
                        ONE_E8,
                        20,
                        0,
                        1,
                        1,
                        1,
                        1,
                        1,
                        ONE_E8 / 100,
                        ONE_E8 / 100,
                        false,
                        ONE_E8,
                        ONE_E8,
                        EntryStyle.MARKET,
                        100_000),
                new BookMomentumParameters(
                        false,
                        0,
                        0,
                        1,
                        1000,
                        1000,
                        ONE_E8 / 100,
                        ONE_E8 / 100,
                        EntryStyle.MARKET,
                        0),
                trailing());
    }

    private static TrailingParameters trailing() {
        return new TrailingParameters(
                ONE_E8 * 6 / 1000,
                1_800_000,
                ONE_E8 * 4 / 1000,
                ONE_E8 * 8 / 1000,
                ONE_E8 * 4 / 1000,
                ONE_E8 * 3 / 1000,
                false,
                2 * ONE_E8,
                ONE_E8,
                ONE_E8,
                14,
                CallbackRegime.RANGING,
                ONE_E8 * 3 / 2,
                60_000,
                ONE_E8 * 7 / 10,
                60_000,
                ONE_E8 / 1000,
                ONE_E8 / 100,
                false,
                0);
    }
}
