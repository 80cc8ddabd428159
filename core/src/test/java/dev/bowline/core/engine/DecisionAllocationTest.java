package dev.bowline.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.bowline.core.order.TargetMode;
import dev.bowline.core.order.TargetStyle;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Nothing is allocated on the decision thread after start (PERF-1). */
final class DecisionAllocationTest {
    private static final int ROUNDS = 5;
    private static final int WARM_ROUNDS = 10;
    private static final int MARKET_EVENTS = 1_000_000;
    private static final int TRADES = 10_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long rounds;

    @Test
    void shouldAllocateNothingWhenMarketLeadsToNothing() {
        final TradeCycle cycle = new TradeCycle(TestSetup.config());
        assertEquals(0, medianBytes(() -> cycle.market(MARKET_EVENTS)));
    }

    @Test
    void shouldAllocateNothingWhenStrategyLooksAtMarket() {
        final EngineConfig plain = TestSetup.config();
        final TradeCycle cycle =
                new TradeCycle(
                        new EngineConfig(
                                plain.mode(),
                                plain.runId(),
                                plain.marginAsset(),
                                plain.risk(),
                                plain.sizing(),
                                plain.protection(),
                                plain.scalping(),
                                TestSetup.bookMomentum(true),
                                plain.trailing()));
        assertEquals(0, medianBytes(() -> cycle.market(MARKET_EVENTS)));
    }

    @Test
    void shouldAllocateNothingWhenTradesAreMade() {
        final TradeCycle cycle = new TradeCycle(TestSetup.config());
        assertEquals(
                0,
                medianBytes(
                        () -> {
                            for (int i = 0; i < TRADES; i++) {
                                cycle.tradeOnce();
                            }
                        }));
        assertTrue(
                cycle.commands >= 4 * TRADES * rounds,
                "each trade sends entry, stop, target and a cancel: " + cycle.commands);
        assertEquals(TRADES * rounds, cycle.engine.view().settledTrades());
    }

    /** TS-2 with PERF-1: activation, moves, confirmations and the records of all of them. */
    @Test
    void shouldAllocateNothingWhenStopsFollowThePrice() {
        final TradeCycle cycle =
                new TradeCycle(
                        TestSetup.anySlippage(TestSetup.trailingConfig(1, TestSetup.trailing())));
        assertEquals(
                0,
                medianBytes(
                        () -> {
                            for (int i = 0; i < TRADES / 10; i++) {
                                cycle.trailOnce();
                            }
                        }));
        final long trades = TRADES / 10 * rounds;
        assertEquals(trades, cycle.engine.view().settledTrades());
        assertEquals(5 * trades, cycle.engine.view().trailingUpdates());
        assertEquals(trades, cycle.engine.view().trailingActivations());
    }

    @Test
    void shouldAllocateNothingWhenTradingIsHeldBackAndLetGo() {
        final TradeCycle cycle = new TradeCycle(TestSetup.config());
        assertEquals(
                0,
                medianBytes(
                        () -> {
                            for (int i = 0; i < TRADES; i++) {
                                cycle.holdAndRelease();
                                cycle.tradeOnce();
                            }
                        }));
        assertEquals(TRADES * rounds, cycle.engine.view().settledTrades());
    }

    @Test
    void shouldAllocateNothingWhenEntriesRestAndTargetsStandOnLevels() {
        final TradeCycle cycle =
                new TradeCycle(
                        TestSetup.with(
                                TestSetup.targets(TargetMode.FIXED, TargetStyle.LIMIT, true)));
        assertEquals(
                0,
                medianBytes(
                        () -> {
                            for (int i = 0; i < TRADES; i++) {
                                cycle.restOnce();
                            }
                        }));
        assertTrue(
                cycle.commands >= 10L * TRADES * rounds,
                "entry, stop, three targets and their cancels, entry and cancel: "
                        + cycle.commands);
    }

    /** Rounds warm up code and measuring until one is clean, at most ten; then five count. */
    private long medianBytes(final Runnable round) {
        final long[] bytes = new long[ROUNDS];
        long warmBytes = 1;
        for (int i = 0; i < WARM_ROUNDS && warmBytes != 0; i++) {
            warmBytes = bytesOf(round);
        }
        for (int i = 0; i < ROUNDS; i++) {
            bytes[i] = bytesOf(round);
        }
        Arrays.sort(bytes);
        return bytes[ROUNDS / 2];
    }

    private long bytesOf(final Runnable round) {
        rounds++;
        final long id = Thread.currentThread().getId();
        final long before = THREADS.getThreadAllocatedBytes(id);
        round.run();
        return THREADS.getThreadAllocatedBytes(id) - before;
    }
}
