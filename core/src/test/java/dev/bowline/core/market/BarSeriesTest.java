package dev.bowline.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.Bar;
import org.junit.jupiter.api.Test;

/** MD-1, SIG-2: one closed bar after another, from whatever klines come. */
class BarSeriesTest {
    private static final long MINUTE_MS = 60_000;
    private static final long QUARTER_MS = 15 * MINUTE_MS;
    private static final long START_MS = MarketFeed.START_MS;

    private final MarketCounters counters = new MarketCounters();
    private final BarSeries series = new BarSeries(QUARTER_MS, counters);

    @Test
    void shouldSumUpWhenOnlyShorterBarsCome() {
        for (int i = 0; i < 14; i++) {
            assertFalse(series.onBar(bar(MINUTE_MS, START_MS + i * MINUTE_MS, 100 + i)));
        }
        assertTrue(series.onBar(bar(MINUTE_MS, START_MS + 14 * MINUTE_MS, 90)));
        final Bar last = series.last();
        assertEquals(QUARTER_MS, last.intervalMs);
        assertEquals(START_MS, last.openTimeMs);
        assertEquals(START_MS + QUARTER_MS - 1, last.closeTimeMs);
        assertEquals(99, last.openE8);
        assertEquals(115, last.highE8);
        assertEquals(88, last.lowE8);
        assertEquals(90, last.closeE8);
        assertEquals(15 * 7, last.volumeE8);
        assertEquals(15 * 3, last.tradeCount);
        assertEquals(1, series.length());
    }

    @Test
    void shouldGiveNoBarWhenAPartIsMissing() {
        for (int i = 0; i < 30; i++) {
            final boolean grew = i != 7 && series.onBar(bar(MINUTE_MS, minute(i), 100));
            assertEquals(i == 29, grew);
        }
        assertEquals(minute(15), series.last().openTimeMs);
    }

    @Test
    void shouldIgnoreWhenPartsComeTwiceOrTheWholeBarCameFirst() {
        for (int i = 0; i < 14; i++) {
            series.onBar(bar(MINUTE_MS, minute(i), 100));
            series.onBar(bar(MINUTE_MS, minute(i), 100));
        }
        assertTrue(series.onBar(bar(QUARTER_MS, START_MS, 100)));
        assertFalse(series.onBar(bar(MINUTE_MS, minute(14), 100)));
        assertFalse(series.onBar(bar(QUARTER_MS, START_MS, 100)));
        assertEquals(1, series.length());
    }

    @Test
    void shouldBeginAnewWhenABarIsMissing() {
        series.onBar(bar(QUARTER_MS, START_MS, 100));
        series.onBar(bar(QUARTER_MS, START_MS + QUARTER_MS, 100));
        assertEquals(2, series.length());
        series.onBar(bar(QUARTER_MS, START_MS + 3 * QUARTER_MS, 100));
        assertEquals(1, series.length());
        assertEquals(1, counters.barGaps);
    }

    @Test
    void shouldBeginAnewWhenHistoryReachesFurtherBack() {
        series.onBar(bar(QUARTER_MS, START_MS, 100));
        for (int i = -3; i <= 1; i++) {
            final Bar past = bar(QUARTER_MS, START_MS + i * QUARTER_MS, 100);
            past.historical = true;
            assertTrue(series.onBar(past), "bar " + i);
        }
        assertEquals(5, series.length());
        assertEquals(0, counters.barGaps);
        final Bar again = bar(QUARTER_MS, START_MS, 100);
        again.historical = true;
        assertFalse(series.onBar(again));
        assertEquals(5, series.length());
    }

    @Test
    void shouldIgnoreWhenBarIsOpenOrAbsurd() {
        final Bar open = bar(QUARTER_MS, START_MS, 100);
        open.closed = false;
        assertFalse(series.onBar(open));
        assertEquals(0, counters.absurdBars);
        assertFalse(series.onBar(bar(7 * MINUTE_MS, 7 * MINUTE_MS * 1000, 100)));
        assertFalse(series.onBar(bar(QUARTER_MS, START_MS + 1, 100)));
        assertFalse(series.onBar(bar(2 * QUARTER_MS, START_MS, 100)));
        assertFalse(series.onBar(bar(0, START_MS, 100)));
        final Bar crossed = bar(QUARTER_MS, START_MS, 100);
        crossed.highE8 = 50;
        assertFalse(series.onBar(crossed));
        final Bar free = bar(QUARTER_MS, START_MS, 2);
        assertEquals(0, free.lowE8);
        assertFalse(series.onBar(free));
        assertEquals(6, counters.absurdBars);
        assertEquals(0, series.length());
    }

    private static long minute(final int i) {
        return START_MS + i * MINUTE_MS;
    }

    private static Bar bar(final long intervalMs, final long openTimeMs, final long closeE8) {
        final Bar bar = new Bar();
        bar.intervalMs = intervalMs;
        bar.openTimeMs = openTimeMs;
        bar.closeTimeMs = openTimeMs + intervalMs - 1;
        bar.openE8 = closeE8 - 1;
        bar.highE8 = closeE8 + 2;
        bar.lowE8 = closeE8 - 2;
        bar.closeE8 = closeE8;
        bar.volumeE8 = 7;
        bar.tradeCount = 3;
        bar.closed = true;
        return bar;
    }
}
