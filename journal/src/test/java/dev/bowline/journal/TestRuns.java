package dev.bowline.journal;

import dev.bowline.core.engine.EngineConfig;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.order.ProtectionLimits;
import dev.bowline.core.risk.RiskLimits;
import dev.bowline.core.signal.BookMomentumParameters;
import dev.bowline.core.signal.ScalpingParameters;
import dev.bowline.core.sizing.SizingLimits;
import dev.bowline.core.trailing.CallbackRegime;
import dev.bowline.core.trailing.TrailingParameters;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.store.JournalSettings;
import dev.bowline.journal.store.LastRun;
import java.nio.file.Path;
import net.openhft.chronicle.queue.RollCycles;

/** Runs as a launcher would start them. */
public final class TestRuns {
    private static final long ONE_E8 = 100_000_000L;
    private static final long MINUTE_MS = 60_000;

    private TestRuns() {}

    public static EngineConfig config(final int runId) {
        return new EngineConfig(
                's',
                runId,
                "USDC",
                new RiskLimits(
                        5,
                        ONE_E8 / 2,
                        100,
                        ONE_E8 / 100,
                        2000,
                        20,
                        2,
                        0,
                        1440,
                        ONE_E8 / 20,
                        5,
                        ONE_E8,
                        20),
                new SizingLimits(
                        ONE_E8 / 100, 5, 100 * ONE_E8, ONE_E8 / 2, ONE_E8 / 100, 5 * ONE_E8),
                new ProtectionLimits(500, 2_000, 4_000, 200, 1_000, 10_000, WorkingType.MARK_PRICE),
                new ScalpingParameters(
                        true,
                        MINUTE_MS,
                        14,
                        30,
                        70,
                        12,
                        26,
                        9,
                        14,
                        ONE_E8 / 10_000,
                        ONE_E8 / 10,
                        20,
                        ONE_E8,
                        30,
                        30,
                        20,
                        20,
                        60,
                        ONE_E8 / 200,
                        ONE_E8 / 100,
                        true,
                        ONE_E8,
                        2 * ONE_E8,
                        EntryStyle.MARKET,
                        100_000),
                bookMomentum(),
                trailing());
    }

    private static BookMomentumParameters bookMomentum() {
        return new BookMomentumParameters(
                true,
                ONE_E8 / 2,
                ONE_E8 / 2,
                10,
                1000,
                5000,
                ONE_E8 / 500,
                ONE_E8 / 400,
                EntryStyle.MARKET,
                ONE_E8 / 1000);
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

    /** The header of the run that follows the last one of the journal. */
    public static RunHeader nextHeader(final Path journal) {
        final LastRun last = LastRun.find(journal);
        return new RunHeader(
                last.nextRunId(),
                last.runId(),
                last.records(),
                last.head(),
                1_700_000_000_000L,
                "0.1.0-test",
                "0123abcd",
                "test JVM",
                "sim",
                "binance-sim",
                "risk:\n  max-open-positions: 5\n",
                config(last.nextRunId()));
    }

    /** Small mappings, a clock that stands still. */
    public static JournalSettings settings() {
        return new JournalSettings(
                RollCycles.FAST_DAILY, 1L << 20, 1 << 20, () -> 1_700_000_000_000L);
    }
}
