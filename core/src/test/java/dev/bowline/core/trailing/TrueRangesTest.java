package dev.bowline.core.trailing;

import static dev.bowline.core.trailing.Trails.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.event.Bar;
import dev.bowline.core.market.BarSeries;
import dev.bowline.core.market.MarketCounters;
import org.junit.jupiter.api.Test;

/** Mean true range of a window of closed bars (TS-4, TS-5). */
final class TrueRangesTest {
    private final BarSeries series = new BarSeries(Trails.MINUTE_MS, new MarketCounters());
    private final TrueRanges ranges = new TrueRanges(3);

    private void bar(final int minute, final String high, final String low, final String close) {
        final Bar bar = new Bar();
        bar.intervalMs = Trails.MINUTE_MS;
        bar.openTimeMs = minute * Trails.MINUTE_MS;
        bar.closeTimeMs = bar.openTimeMs + Trails.MINUTE_MS - 1;
        bar.openE8 = e8(close);
        bar.highE8 = e8(high);
        bar.lowE8 = e8(low);
        bar.closeE8 = e8(close);
        bar.volumeE8 = e8("1");
        bar.closed = true;
        series.onBar(bar);
        ranges.onBars(series);
        ranges.onBars(series);
    }

    @Test
    void shouldBeTheMeanOfTheNewestRangesWhenWindowIsFull() {
        bar(1, "101", "100", "100.5");
        bar(2, "101", "100", "101");
        assertEquals(0, ranges.meanE8(), "two of three");
        bar(3, "103", "102", "102");
        assertEquals(e8("1.33333333"), ranges.meanE8(), "1, 1, and 2 from the close before");
        bar(4, "102", "99", "99");
        assertEquals(e8("2"), ranges.meanE8(), "the oldest leaves");
    }

    @Test
    void shouldBeginAnewWhenSeriesHasAHole() {
        bar(1, "101", "100", "100");
        bar(2, "101", "100", "100");
        bar(3, "101", "100", "100");
        assertEquals(e8("1"), ranges.meanE8());
        bar(9, "120", "119", "119");
        assertEquals(0, ranges.meanE8(), "the distance across a hole is no range");
    }
}
