package dev.bowline.core.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.market.MarketFeed;
import dev.bowline.core.market.MarketState;
import dev.bowline.core.num.FixedPoint;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Market, bars, indicators and both strategies allocate nothing per event, also where they find
 * signals, skip them, or see gaps, duplicates and absurd values.
 */
class SignalAllocationTest implements PositionView {
    private static final int INSTRUMENTS = 5;
    private static final int EVENTS = 200_000;
    private static final int ROUNDS = 5;
    private static final long BAR_MS = 60_000;
    private static final long TICK_MS = 7;

    private final EngineEvent event = new EngineEvent();
    private final InstrumentRegistry registry = new InstrumentRegistry();
    private final MarketState market = new MarketState(BAR_MS, 1_000);
    private final SignalHandler handler =
            new SignalHandler(
                    ScalpingStrategyTest.scalping(BAR_MS, true),
                    new BookMomentumParameters(
                            true,
                            MarketFeed.e8("0.2"),
                            MarketFeed.e8("0.2"),
                            3,
                            200,
                            500,
                            MarketFeed.e8("0.004"),
                            MarketFeed.e8("0.006"),
                            EntryStyle.IOC,
                            MarketFeed.e8("0.0005")),
                    registry,
                    market,
                    this);
    private final long[] midE8 = new long[INSTRUMENTS];
    private final long[] ids = new long[INSTRUMENTS];
    private final long[] barOpenMs = new long[INSTRUMENTS];
    private long random = 0x9E3779B97F4A7C15L;
    private long nowMs = MarketFeed.START_MS;
    private long intents;
    private long records;

    @Override
    public int positionSide(final int instrumentId) {
        return instrumentId == 3 ? 1 : 0;
    }

    @Override
    public boolean hasWorkingEntry(final int instrumentId) {
        return instrumentId == 4;
    }

    @Test
    void shouldAllocateNothingWhenEventsFlow() {
        for (int id = 0; id < INSTRUMENTS; id++) {
            registry.put(MarketFeed.btc(id));
            event.clear(EventType.INSTRUMENT);
            event.instrumentId = id;
            event.instrument = registry.byIdOrNull(id);
            handler.onEvent(event, nowMs * 1_000_000);
            midE8[id] = MarketFeed.e8("60000");
            barOpenMs[id] = nowMs;
        }
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().getId();
        final long[] bytes = new long[ROUNDS];
        measure(threads, thread);
        for (int round = 0; round < ROUNDS; round++) {
            bytes[round] = measure(threads, thread);
        }
        assertTrue(intents > 100, "intents=" + intents);
        assertTrue(records > intents, "records=" + records);
        assertTrue(market.counters().tradeGaps > 100, "gaps=" + market.counters().tradeGaps);
        assertTrue(market.counters().oldTrades > 100, "old=" + market.counters().oldTrades);
        assertTrue(market.counters().absurdValues > 100);
        final long[] sorted = bytes.clone();
        Arrays.sort(sorted);
        assertEquals(0, sorted[ROUNDS / 2], "bytes per round " + Arrays.toString(bytes));
    }

    private long measure(final ThreadMXBean threads, final long thread) {
        final long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < EVENTS; i++) {
            next(i % INSTRUMENTS);
        }
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    private void next(final int id) {
        nowMs += TICK_MS;
        if (nowMs >= barOpenMs[id] + BAR_MS) {
            bar(id);
            barOpenMs[id] += BAR_MS;
        } else {
            final long dice = roll(100);
            if (dice < 50) {
                book(id);
            } else if (dice < 95) {
                trade(id, dice);
            } else {
                claim(EventType.MARK_PRICE, id);
                event.mark().markPriceE8 = midE8[id];
            }
        }
        handler.onEvent(event, nowMs * 1_000_000);
        intents += event.intents().count();
        records += event.decisions().count();
    }

    private void book(final int id) {
        claim(EventType.TOP_OF_BOOK, id);
        // Pressure changes its direction every 2.1 s, price follows.
        final boolean up = nowMs / 2_100 % 2 == 0;
        midE8[id] += (up ? 1 : -1) * roll(5) * 10_000_000;
        event.topOfBook().updateId = nowMs;
        event.topOfBook().bidPriceE8 = midE8[id] - 10_000_000;
        event.topOfBook().askPriceE8 = midE8[id] + 10_000_000;
        event.topOfBook().bidQtyE8 = (up ? 5 : 1) * (1 + roll(9)) * FixedPoint.ONE_E8;
        event.topOfBook().askQtyE8 = (up ? 1 : 5) * (1 + roll(9)) * FixedPoint.ONE_E8;
    }

    private void trade(final int id, final long dice) {
        claim(EventType.AGG_TRADE, id);
        final long step = roll(500);
        ids[id] += step == 0 ? 3 : step == 1 ? 0 : 1;
        event.trade().aggTradeId = ids[id];
        event.trade().firstTradeId = ids[id];
        event.trade().lastTradeId = ids[id];
        event.trade().tradeTimeMs = nowMs;
        event.trade().priceE8 = step == 2 ? -1 : midE8[id];
        event.trade().qtyE8 = (1 + roll(100)) * 100_000;
        event.trade().buyerIsMaker = dice % 10 < 2 == (nowMs / 2_100 % 2 == 0);
    }

    private void bar(final int id) {
        claim(EventType.BAR, id);
        event.bar().intervalMs = BAR_MS;
        event.bar().openTimeMs = barOpenMs[id];
        event.bar().closeTimeMs = barOpenMs[id] + BAR_MS - 1;
        event.bar().openE8 = midE8[id];
        event.bar().highE8 = midE8[id] + (1 + roll(200)) * FixedPoint.ONE_E8;
        event.bar().lowE8 = midE8[id] - (1 + roll(200)) * FixedPoint.ONE_E8;
        event.bar().closeE8 = midE8[id];
        event.bar().volumeE8 = (1 + roll(50)) * FixedPoint.ONE_E8;
        event.bar().closed = true;
    }

    private void claim(final EventType type, final int id) {
        event.clear(type);
        event.instrumentId = id;
        event.eventTimeMs = nowMs;
        event.ingestTimeNs = nowMs * 1_000_000;
    }

    /** xorshift64: numbers without garbage. */
    private long roll(final long bound) {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return Long.remainderUnsigned(random, bound);
    }
}
