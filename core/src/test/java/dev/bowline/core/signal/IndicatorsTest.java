package dev.bowline.core.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIG-1: indicators against hand-made spreadsheets, TA-Lib, and slow twins of our own. */
class IndicatorsTest {
    private static final double RELATIVE = 1e-9;

    /** The file prints twelve significant digits. */
    private static final double TALIB_RELATIVE = 1e-10;

    private static final String SPREADSHEET = "spreadsheet-502-daily.csv";

    private final Rsi rsi = new Rsi(14);
    private final Macd macd = new Macd(12, 26, 9);
    private final Atr atr = new Atr(14);
    private final Ema ema = new Ema(20);
    private final Sma sma = new Sma(20);

    /** First value on the same row, every value to 1e-9 relative. */
    @Test
    void shouldEqualSpreadsheetWhenFedItsBars() throws IOException {
        final RecordedIndicators table = RecordedIndicators.read(SPREADSHEET);
        assertEquals(502, table.rows());
        final double[] close = table.column("close");
        final double[] high = table.column("high");
        final double[] low = table.column("low");
        compare(table, "rsi14", i -> rsi.update(close[i]), rsi::isReady, rsi::value);
        compare(
                table,
                "atr14",
                i -> atr.update(high[i], low[i], close[i]),
                atr::isReady,
                atr::value);
        compare(table, "ema20", i -> ema.update(close[i]), ema::isReady, ema::value);
        compare(table, "sma20", i -> sma.update(close[i]), sma::isReady, sma::value);
        compare(table, "macd_signal_9", i -> macd.update(close[i]), macd::isReady, macd::signal);
        macd.reset();
        compare(table, "macd_hist", i -> macd.update(close[i]), macd::isReady, macd::histogram);
        macd.reset();
        compare(
                table,
                "macd_12_26",
                i -> macd.update(close[i]),
                () -> !Double.isNaN(macd.value()),
                macd::value);
    }

    /** The same convention but for MACD, so these agree from their first row on. */
    @ParameterizedTest
    @ValueSource(strings = {"talib-BTCUSDT-1h.csv.gz", "talib-FILUSDT-1m.csv.gz"})
    void shouldEqualTalibWhenConventionsAgree(final String file) throws IOException {
        final RecordedIndicators table = RecordedIndicators.read(file);
        final double[] close = table.column("close");
        final double[] high = table.column("high");
        final double[] low = table.column("low");
        final int rows = table.rows();
        final double[] ours = new double[rows];
        final Ema ema200 = new Ema(200);
        for (int i = 0; i < rows; i++) {
            rsi.update(close[i]);
            ours[i] = rsi.value();
        }
        near(table, "rsi14", ours, table.firstRow("rsi14"), TALIB_RELATIVE, 0);
        for (int i = 0; i < rows; i++) {
            atr.update(high[i], low[i], close[i]);
            ours[i] = atr.value();
        }
        near(table, "atr14", ours, table.firstRow("atr14"), TALIB_RELATIVE, 0);
        for (int i = 0; i < rows; i++) {
            sma.update(close[i]);
            ours[i] = sma.value();
        }
        near(table, "sma20", ours, table.firstRow("sma20"), TALIB_RELATIVE, 0);
        for (int i = 0; i < rows; i++) {
            ema200.update(close[i]);
            ours[i] = ema200.value();
        }
        near(table, "ema200", ours, table.firstRow("ema200"), TALIB_RELATIVE, 0);
    }

    /**
     * TA-Lib seeds the fast average of MACD later; the difference has decayed after 250 rows. The
     * line is a difference of two prices, so its error is measured against the price.
     */
    @ParameterizedTest
    @ValueSource(strings = {"talib-BTCUSDT-1h.csv.gz", "talib-FILUSDT-1m.csv.gz"})
    void shouldEqualTalibMacdWhenSeedHasDecayed(final String file) throws IOException {
        final RecordedIndicators table = RecordedIndicators.read(file);
        final double[] close = table.column("close");
        final int rows = table.rows();
        final double[] line = new double[rows];
        final double[] signal = new double[rows];
        final double[] histogram = new double[rows];
        for (int i = 0; i < rows; i++) {
            macd.update(close[i]);
            line[i] = macd.value();
            signal[i] = macd.signal();
            histogram[i] = macd.histogram();
        }
        final double ofPrice = close[0] * 1e-13;
        near(table, "macd_12_26", line, 250, RELATIVE, ofPrice);
        near(table, "macd_signal_9", signal, 250, RELATIVE, ofPrice);
        near(table, "macd_hist", histogram, 250, RELATIVE, ofPrice);
    }

    /** Textbook formulas over the whole window, no running state, on generated prices. */
    @Test
    void shouldEqualSlowTwinsWhenPricesAreRandom() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final int rows = 3_000;
        final double[] close = new double[rows];
        double last = 0.0123;
        for (int i = 0; i < rows; i++) {
            last *= 1 + (random.nextDouble() - 0.5) / 100;
            close[i] = last;
        }
        for (int i = 0; i < rows; i++) {
            sma.update(close[i]);
            ema.update(close[i]);
            rsi.update(close[i]);
            if (i % 97 == 0 && i >= 40) {
                final String where = "seed=" + seed + " row=" + i;
                assertClose(slowSma(close, i, 20), sma.value(), where);
                assertClose(slowEma(close, i, 20), ema.value(), where);
                assertClose(slowRsi(close, i, 14), rsi.value(), where);
            }
        }
    }

    @Test
    void shouldBeNeutralOrExtremeWhenPricesDoNotFall() {
        for (int i = 0; i < 20; i++) {
            rsi.update(5);
        }
        assertEquals(50, rsi.value());
        rsi.reset();
        for (int i = 0; i < 20; i++) {
            rsi.update(5 + i);
        }
        assertEquals(100, rsi.value());
        rsi.reset();
        for (int i = 0; i < 20; i++) {
            rsi.update(50 - i);
        }
        assertEquals(0, rsi.value());
    }

    @Test
    void shouldStartAnewWhenReset() {
        for (int i = 0; i < 100; i++) {
            feedAll(i * 7 % 13 + 1);
        }
        assertTrue(rsi.isReady() && macd.isReady() && atr.isReady());
        rsi.reset();
        macd.reset();
        atr.reset();
        sma.reset();
        ema.reset();
        assertFalse(rsi.isReady() || macd.isReady() || atr.isReady());
        assertFalse(sma.isReady() || ema.isReady());
        for (int i = 0; i < 60; i++) {
            feedAll(i * 5 % 11 + 1);
        }
        final IndicatorsTest fresh = new IndicatorsTest();
        for (int i = 0; i < 60; i++) {
            fresh.feedAll(i * 5 % 11 + 1);
        }
        assertEquals(fresh.rsi.value(), rsi.value());
        assertEquals(fresh.macd.histogram(), macd.histogram());
        assertEquals(fresh.atr.value(), atr.value());
        assertEquals(fresh.sma.value(), sma.value());
        assertEquals(fresh.ema.value(), ema.value());
    }

    @Test
    void shouldLeaveTheNewestOutWhenVolumeIsCompared() {
        final VolumeAverage volume = new VolumeAverage(4);
        for (int i = 1; i <= 4; i++) {
            volume.update(10 * i);
            assertFalse(volume.isReady());
        }
        volume.update(100);
        assertTrue(volume.isReady());
        assertEquals(25, volume.value());
        assertEquals(4, volume.ratio());
        volume.update(1);
        assertEquals((20 + 30 + 40 + 100) / 4.0, volume.value());
        volume.reset();
        for (int i = 0; i < 5; i++) {
            volume.update(0);
        }
        assertEquals(0, volume.ratio());
    }

    private void feedAll(final double close) {
        rsi.update(close);
        macd.update(close);
        atr.update(close + 1, close - 0.5, close);
        sma.update(close);
        ema.update(close);
    }

    private static void compare(
            final RecordedIndicators table,
            final String column,
            final IntConsumer update,
            final BooleanSupplier ready,
            final DoubleSupplier value) {
        final double[] expected = table.column(column);
        int compared = 0;
        for (int i = 0; i < expected.length; i++) {
            update.accept(i);
            final String where = column + " row=" + i;
            assertEquals(!Double.isNaN(expected[i]), ready.getAsBoolean(), where);
            if (ready.getAsBoolean()) {
                // A value that is all but zero (a histogram crossing) is held against its parts.
                final double error = Math.max(Math.abs(expected[i]) * RELATIVE, 1e-11);
                assertEquals(expected[i], value.getAsDouble(), error, where);
                compared++;
            }
        }
        assertTrue(compared > 400, column + " compared " + compared);
    }

    private static void near(
            final RecordedIndicators table,
            final String column,
            final double[] ours,
            final int fromRow,
            final double relative,
            final double absolute) {
        final double[] expected = table.column(column);
        for (int i = fromRow; i < expected.length; i++) {
            final double error = Math.abs(expected[i]) * relative + absolute;
            assertEquals(expected[i], ours[i], error, column + " row=" + i);
        }
    }

    private static void assertClose(
            final double expected, final double actual, final String where) {
        assertEquals(expected, actual, Math.abs(expected) * RELATIVE, where);
    }

    private static double slowSma(final double[] close, final int row, final int period) {
        double sum = 0;
        for (int i = row - period + 1; i <= row; i++) {
            sum += close[i];
        }
        return sum / period;
    }

    private static double slowEma(final double[] close, final int row, final int period) {
        double average = slowSma(close, period - 1, period);
        for (int i = period; i <= row; i++) {
            average = (close[i] * 2 + average * (period - 1)) / (period + 1);
        }
        return average;
    }

    private static double slowRsi(final double[] close, final int row, final int period) {
        double gain = 0;
        double loss = 0;
        for (int i = 1; i <= row; i++) {
            final double up = Math.max(close[i] - close[i - 1], 0);
            final double down = Math.max(close[i - 1] - close[i], 0);
            final boolean seeding = i <= period;
            gain = seeding ? gain + up / period : gain + (up - gain) / period;
            loss = seeding ? loss + down / period : loss + (down - loss) / period;
        }
        return 100 * gain / (gain + loss);
    }
}
