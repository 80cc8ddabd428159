package dev.bowline.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.Bar;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.gateway.history.RecordCount;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIM-2: the seeded market. */
class MarketGeneratorTest {
    private static final long START_MS = 1_790_000_100_000L;
    private static final long HOUR_MS = 3_600_000;

    private static List<InstrumentSpec> specs() {
        return InstrumentCatalog.builtIn(InstrumentCatalog.builtInSymbols()).stream()
                .map(SimInstrument::spec)
                .toList();
    }

    private static RecordCount run(final long seed) {
        final RecordCount count = new RecordCount(false);
        final MarketGenerator market = new MarketGenerator(specs(), seed, START_MS, 60, HOUR_MS);
        while (market.advance(count)) {
            assertTrue(count.lastMs < START_MS + HOUR_MS);
        }
        assertEquals(1_000_000, market.progressPpm());
        assertEquals(count.books + count.trades + count.marks + count.bars, market.records());
        return count;
    }

    @Test
    void shouldEmitTheSameWhenSeedIsTheSame() {
        final RecordCount first = run(42);
        assertEquals(first.hash, run(42).hash);
        assertNotEquals(first.hash, run(43).hash);
        assertEquals(9L * 3_599, first.marks, "one a second and contract");
        assertTrue(first.books > 9 * 3_600 * 3, "books " + first.books);
        assertTrue(first.trades > first.books / 2, "trades " + first.trades);
    }

    @Test
    void shouldEmitTheSameRecordsOnEveryMachine() {
        final RecordCount count = new RecordCount(false);
        final MarketGenerator market =
                new MarketGenerator(specs().subList(0, 2), 1, START_MS, 30, 600_000);
        while (market.advance(count)) {
            assertTrue(market.progressPpm() >= 0);
        }
        assertEquals(GOLDEN_HASH, count.hash, "a change here changes every recorded run");
    }

    private static final long GOLDEN_HASH = -2_173_914_678_016_461_178L;

    @Test
    void shouldHaveWarmBarsThatMeetTheLiveMarket() {
        final MarketGenerator market = new MarketGenerator(specs(), 5, START_MS, 100 * 15, HOUR_MS);
        for (final InstrumentSpec spec : specs()) {
            final List<Bar> minutes = market.generateHistory(spec.id(), 60_000, 500);
            final List<Bar> quarters = market.generateHistory(spec.id(), 900_000, 500);
            assertEquals(500, minutes.size());
            assertTrue(quarters.size() >= 98, "quarters " + quarters.size());
            gapless(minutes);
            gapless(quarters);
            final Bar lastMinute = minutes.get(minutes.size() - 1);
            assertTrue(lastMinute.closeTimeMs < START_MS);
            assertTrue(START_MS - lastMinute.closeTimeMs <= 60_000);
        }
    }

    private static void gapless(final List<Bar> bars) {
        for (int i = 0; i < bars.size(); i++) {
            final Bar bar = bars.get(i);
            assertTrue(bar.lowE8 <= Math.min(bar.openE8, bar.closeE8) && bar.lowE8 > 0);
            assertTrue(bar.highE8 >= Math.max(bar.openE8, bar.closeE8) && bar.volumeE8 > 0);
            if (i > 0) {
                assertEquals(bars.get(i - 1).closeTimeMs + 1, bar.openTimeMs);
            }
        }
    }

    @Test
    void shouldMoveEnoughToTradeAndStaySane() {
        final MarketGenerator market =
                new MarketGenerator(specs(), 11, START_MS, 5 * 24 * 60, HOUR_MS);
        for (final InstrumentSpec spec : specs()) {
            final List<Bar> minutes = market.generateHistory(spec.id(), 60_000, 10_000);
            long rangePpm = 0;
            long lowE8 = Long.MAX_VALUE;
            long highE8 = 0;
            for (final Bar bar : minutes) {
                rangePpm += (bar.highE8 - bar.lowE8) * 1_000_000 / bar.openE8;
                lowE8 = Math.min(lowE8, bar.lowE8);
                highE8 = Math.max(highE8, bar.highE8);
            }
            final long meanPpm = rangePpm / minutes.size();
            assertTrue(
                    meanPpm > 600 && meanPpm < 6_000, spec.symbol() + " mean range ppm " + meanPpm);
            assertTrue(highE8 < lowE8 * 4, spec.symbol() + " drifted " + lowE8 + ".." + highE8);
        }
    }
}
