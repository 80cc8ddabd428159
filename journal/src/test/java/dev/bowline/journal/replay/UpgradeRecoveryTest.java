package dev.bowline.journal.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.EngineConfig;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.sizing.SizingLimits;
import dev.bowline.core.state.SnapshotSink;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal of the build before, with another layout and other answers (JRN-3, REC-4, OPS-1). */
@Timeout(120)
final class UpgradeRecoveryTest {
    private static final int STEPS = 2_000;
    private static final long INTERVAL_NS = 3_000_000_000L;

    @TempDir Path temporary;

    private Path journal() {
        return temporary.resolve("journal");
    }

    /** Sizes positions otherwise than the header says. */
    private static EngineConfig otherBuild(final EngineConfig config) {
        final SizingLimits sizing = config.sizing();
        return new EngineConfig(
                config.mode(),
                config.runId(),
                config.marginAsset(),
                config.risk(),
                new SizingLimits(
                        sizing.riskShareE8() / 2,
                        sizing.leverage(),
                        20 * FixedPoint.ONE_E8,
                        sizing.maxTotalMarginShareE8(),
                        sizing.maxVolumeShareE8(),
                        sizing.minNotionalE8()),
                config.protection(),
                config.scalping(),
                config.bookMomentum(),
                config.trailing(),
                config.guards(),
                config.orders());
    }

    private RecordedRun trade(final long layoutChange) {
        return RecordedRun.trade(
                journal(),
                STEPS,
                INTERVAL_NS,
                sink -> withLayout(sink, layoutChange),
                null,
                UpgradeRecoveryTest::otherBuild);
    }

    @Test
    void shouldTakeDurableStateOfTheNewestSnapshotWhenAnotherBuildTraded() {
        final RecordedRun run = trade(-1);
        final int at = run.lastSnapshot(run.records.size());
        final StateRecovery recovery = StateRecovery.recover(journal());
        assertArrayEquals(run.stateBehind(at), recovery.stateOrNull(), "as it was then");
        assertTrue(recovery.isFromSnapshot());
        assertEquals(0, recovery.replayOrNull().slots(), "nothing is decided again");
        assertEquals(run.records.size(), recovery.lastRun().records(), "the chain goes on");
        assertTrue(
                recovery.notes().stream().anyMatch(note -> note.contains("of another build")),
                () -> "" + recovery.notes());
    }

    @Test
    void shouldGoOnFromAnUpgradeWhenTheNextProcessIsKilledToo() {
        final RecordedRun old = trade(-1);
        final RecordedRun next =
                RecordedRun.trade(journal(), 500, INTERVAL_NS, UnaryOperator.identity(), null);
        final StateRecovery recovery = StateRecovery.recover(journal());
        assertArrayEquals(next.stateBehind(next.records.size()), recovery.stateOrNull());
        assertTrue(recovery.notes().isEmpty(), () -> "" + recovery.notes());
        assertEquals(2, recovery.lastRun().runId());
        assertNotNull(old);
    }

    @Test
    void shouldSayWhatIsMissingWhenNoSnapshotIsReadable() {
        final RecordedRun run = trade(1_000);
        final StateRecovery recovery = StateRecovery.recover(journal());
        assertFalse(recovery.isFromSnapshot());
        assertNotNull(recovery.stateOrNull(), "a replay is the next best");
        assertTrue(
                recovery.notes().stream().anyMatch(note -> note.contains("decided otherwise")),
                () -> "" + recovery.notes());
        assertTrue(run.records.size() > STEPS);
    }

    /** Snapshots carry another version in front. */
    private static SnapshotSink withLayout(final SnapshotSink sink, final long change) {
        return new SnapshotSink() {
            private boolean isFirst;

            @Override
            public boolean tryBegin() {
                isFirst = true;
                return sink.tryBegin();
            }

            @Override
            public void putLong(final long value) {
                sink.putLong(isFirst ? value + change : value);
                isFirst = false;
            }

            @Override
            public void end(final long sequence, final long nowNs) {
                sink.end(sequence, nowNs);
            }
        };
    }
}
