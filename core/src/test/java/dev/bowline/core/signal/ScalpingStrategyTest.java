package dev.bowline.core.signal;

import static dev.bowline.core.market.MarketFeed.START_MS;
import static dev.bowline.core.market.MarketFeed.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.IntentAction;
import dev.bowline.core.event.Side;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** SIG-2, SIG-5, SIG-8. */
class ScalpingStrategyTest {
    private static final long MINUTE_MS = 60_000;

    /** Falls ever faster, so RSI is on the floor and the histogram sinks, then jumps up. */
    private static final double[] BOUNCE = {
        1000, 999, 997, 994, 990, 985, 979, 972, 964, 955, 945, 960
    };

    private SignalScene scene = new SignalScene(scalping(MINUTE_MS, false), momentum(false));
    private long nextOpenMs = START_MS;

    @Test
    void shouldEnterLongWhenAllConditionsAreMet() {
        scene.feed.at(START_MS).book("961.0", "1", "961.5", "1");
        play(true, BOUNCE.length - 1, 1, BOUNCE);
        assertEquals(List.of(), scene.records, "history gives no records");
        live(BOUNCE[11], 15);
        assertEquals(List.of("SIGNAL"), scene.records);
        assertEquals(DecisionAction.SIGNAL, scene.lastRecord.action);
        assertEquals(Side.BUY, scene.lastRecord.side);
        assertEquals(1, scene.lastRecord.strategyId);
        assertEquals(e8("6"), scene.lastRecord.valueE8);
        assertEquals(e8("5"), scene.lastRecord.limitE8);
        assertConditions(
                ConditionCode.RSI_LEAVES_OVERSOLD,
                ConditionCode.RSI_LOW_AND_RISING,
                ConditionCode.MACD_TURNS_UP,
                ConditionCode.ATR_NOT_TOO_LOW,
                ConditionCode.ATR_NOT_TOO_HIGH,
                ConditionCode.VOLUME_RATIO);
        assertTrue(scene.lastRecord.isConditionMet(0), "RSI was 0 and left it");
        assertEquals(e8("30"), scene.lastRecord.conditionLimitE8(0));
        assertEquals(e8("15"), scene.lastRecord.conditionValueE8(5));
        assertEquals(e8("1.2"), scene.lastRecord.conditionLimitE8(5));

        assertEquals(IntentAction.ENTER, scene.lastIntent.action);
        assertEquals(Side.BUY, scene.lastIntent.side);
        assertEquals(EntryStyle.MARKET, scene.lastIntent.style);
        assertEquals(0, scene.lastIntent.instrumentId);
        assertEquals(1, scene.lastIntent.strategyId);
        assertEquals(e8("961.5"), scene.lastIntent.refPriceE8);
        assertEquals(e8("953.808"), scene.lastIntent.stopPriceE8);
        assertEquals(e8("973.038"), scene.lastIntent.targetPriceE8);
        assertEquals(0, scene.lastIntent.limitPriceE8);
        assertEquals(0, scene.lastIntent.qtyE8);
    }

    @Test
    void shouldEnterShortWhenMirrored() {
        scene.feed.at(START_MS).book("1039.0", "1", "1039.5", "1");
        final double[] mirrored = new double[BOUNCE.length];
        for (int i = 0; i < mirrored.length; i++) {
            mirrored[i] = 2000 - BOUNCE[i];
        }
        play(true, mirrored.length - 1, 1, mirrored);
        live(mirrored[11], 15);
        assertEquals(Side.SELL, scene.lastIntent.side);
        assertEquals(e8("1039"), scene.lastIntent.refPriceE8);
        assertEquals(e8("1047.312"), scene.lastIntent.stopPriceE8);
        assertEquals(e8("1026.532"), scene.lastIntent.targetPriceE8);
        assertConditions(
                ConditionCode.RSI_LEAVES_OVERBOUGHT,
                ConditionCode.RSI_HIGH_AND_FALLING,
                ConditionCode.MACD_TURNS_DOWN,
                ConditionCode.ATR_NOT_TOO_LOW,
                ConditionCode.ATR_NOT_TOO_HIGH,
                ConditionCode.VOLUME_RATIO);
    }

    @Test
    void shouldUseTheCloseWhenThereIsNoBook() {
        play(true, BOUNCE.length - 1, 1, BOUNCE);
        live(BOUNCE[11], 15);
        assertEquals(e8("960"), scene.lastIntent.refPriceE8);
    }

    @Test
    void shouldSkipWithScoreWhenVolumeIsMissing() {
        play(true, BOUNCE.length - 1, 1, BOUNCE);
        live(BOUNCE[11], 1.1);
        assertNotNull(scene.lastIntent, "5 of 6 points are enough");
        scene = new SignalScene(scalping(MINUTE_MS, false), momentum(false));
        nextOpenMs = START_MS;
        play(true, BOUNCE.length - 1, 1, BOUNCE);
        live(BOUNCE[10] - 11, 1.1);
        assertNull(scene.lastIntent);
        assertEquals(List.of("SIGNAL_SKIP SCORE_TOO_LOW"), scene.records);
        assertEquals(SkipReason.SCORE_TOO_LOW, scene.lastRecord.reasonCode);
        assertEquals(e8("5"), scene.lastRecord.limitE8);
        assertTrue(scene.lastRecord.valueE8 < e8("5"));
        assertEquals(6, scene.lastRecord.conditionCount());
    }

    @Test
    void shouldSayNotReadyOncePerBarWhenCold() {
        scene.feed.book("961.0", "1", "961.5", "1").buy("961.5", "1").mark("961");
        play(false, 6, 1, BOUNCE);
        assertEquals(6, scene.records.size());
        assertTrue(scene.records.stream().allMatch("SIGNAL_SKIP NOT_READY"::equals));
        assertEquals(e8("6"), scene.lastRecord.valueE8);
        assertEquals(e8("7"), scene.lastRecord.limitE8);
        live(972, 1);
        assertEquals("SIGNAL_SKIP SCORE_TOO_LOW", scene.records.get(6));
    }

    @Test
    void shouldBeColdAgainWhenABarIsMissing() {
        play(true, BOUNCE.length - 1, 1, BOUNCE);
        nextOpenMs += MINUTE_MS;
        live(BOUNCE[11], 15);
        assertEquals(List.of("SIGNAL_SKIP NOT_READY"), scene.records);
    }

    @Test
    void shouldSkipWithReasonWhenExposureIsTakenOrDataStale() {
        scene.positionSide = -1;
        play(true, BOUNCE.length - 1, 1, BOUNCE);
        live(BOUNCE[11], 15);
        assertEquals(List.of("SIGNAL_SKIP POSITION_OPEN"), scene.records);
        assertEquals(e8("-1"), scene.lastRecord.valueE8);
        assertEquals(6, scene.lastRecord.conditionCount());

        scene = new SignalScene(scalping(MINUTE_MS, false), momentum(false));
        nextOpenMs = START_MS;
        scene.workingEntry = true;
        play(true, BOUNCE.length - 1, 1, BOUNCE);
        live(BOUNCE[11], 15);
        assertEquals(List.of("SIGNAL_SKIP ENTRY_WORKING"), scene.records);

        scene = new SignalScene(scalping(MINUTE_MS, false), momentum(false));
        nextOpenMs = START_MS;
        scene.feed.buy("960", "1").lose(1).buy("960", "1");
        play(true, BOUNCE.length - 1, 1, BOUNCE);
        live(BOUNCE[11], 15);
        assertEquals(List.of("SIGNAL_SKIP STALE_DATA"), scene.records);
        assertEquals(0, scene.intents);
    }

    @Test
    void shouldSkipWhenBarComesAWholeIntervalLate() {
        play(true, BOUNCE.length - 1, 1, BOUNCE);
        scene.feed.at(nextOpenMs + 2 * MINUTE_MS);
        bar(false, BOUNCE[11], 15);
        assertEquals(List.of("SIGNAL_SKIP BAR_LATE"), scene.records);
        assertEquals(e8("60001"), scene.lastRecord.valueE8);
    }

    @Test
    void shouldTakeMultiplesOfAtrWhenInAtrMode() {
        scene = new SignalScene(scalping(MINUTE_MS, true), momentum(false));
        play(true, BOUNCE.length - 1, 1, BOUNCE);
        live(BOUNCE[11], 15);
        // True ranges: bars reach 2 above and below the close; period 3, seeded by a mean.
        double atr = 0;
        for (int i = 1; i < BOUNCE.length; i++) {
            final double range =
                    Math.max(BOUNCE[i] + 2, BOUNCE[i - 1]) - Math.min(BOUNCE[i] - 2, BOUNCE[i - 1]);
            atr = i <= 3 ? atr + range / 3 : (2 * atr + range) / 3;
        }
        final long stopDistanceE8 = scene.lastIntent.refPriceE8 - scene.lastIntent.stopPriceE8;
        final long targetDistanceE8 = scene.lastIntent.targetPriceE8 - scene.lastIntent.refPriceE8;
        assertEquals(1.5 * atr, stopDistanceE8 / 1e8, 1e-7);
        assertEquals(2.5 * atr, targetDistanceE8 / 1e8, 1e-7);
    }

    @Test
    void shouldDoTheSameWhenOnlyMinuteBarsCome() {
        scene = new SignalScene(scalping(5 * MINUTE_MS, false), momentum(false));
        for (int i = 0; i < BOUNCE.length; i++) {
            final boolean historical = i < BOUNCE.length - 1;
            for (int part = 0; part < 5; part++) {
                scene.feed.at(nextOpenMs + MINUTE_MS);
                bar(historical, BOUNCE[i], historical ? 1 : 15);
            }
        }
        assertEquals(List.of("SIGNAL"), scene.records);
        assertEquals(e8("75"), scene.market.byIdOrNull(0).bars().last().volumeE8);
        assertEquals(1, scene.intents);
    }

    @Test
    void shouldGiveNoDistanceWhenIndicatorIsNoMoney() {
        assertEquals(123, ExactDouble.distanceFloorE8(0.00000123999));
        assertEquals(0, ExactDouble.distanceFloorE8(Double.NaN));
        assertEquals(0, ExactDouble.distanceFloorE8(-1));
        assertEquals(0, ExactDouble.distanceFloorE8(Double.POSITIVE_INFINITY));
        assertEquals(0, ExactDouble.distanceFloorE8(1e9));
    }

    /** A stop nearer than a tick would be sized without bound. */
    @Test
    void shouldSkipWhenStopIsNearerThanATick() {
        final ScalpingParameters tiny =
                new ScalpingParameters(
                        true,
                        MINUTE_MS,
                        3,
                        30,
                        70,
                        2,
                        4,
                        2,
                        3,
                        0,
                        e8("0.5"),
                        3,
                        0,
                        2,
                        2,
                        1,
                        1,
                        5,
                        e8("0.0001"),
                        e8("0.012"),
                        false,
                        e8("1.5"),
                        e8("2.5"),
                        EntryStyle.MARKET,
                        100_000);
        scene = new SignalScene(tiny, momentum(false));
        play(true, BOUNCE.length - 1, 1, BOUNCE);
        live(BOUNCE[11], 15);
        assertEquals(List.of("SIGNAL_SKIP STOP_TOO_CLOSE"), scene.records);
        assertEquals(e8("0.096"), scene.lastRecord.valueE8);
        assertEquals(e8("0.1"), scene.lastRecord.limitE8);
        assertEquals(0, scene.intents);
    }

    private void assertConditions(final int... codes) {
        assertEquals(codes.length, scene.lastRecord.conditionCount());
        for (int i = 0; i < codes.length; i++) {
            assertEquals(codes[i], scene.lastRecord.conditionCode(i));
            assertNotNull(ConditionCode.nameOrNull(codes[i]));
        }
    }

    private void play(
            final boolean historical, final int count, final double volume, final double[] closes) {
        for (int i = 0; i < count; i++) {
            scene.feed.at(nextOpenMs + MINUTE_MS);
            bar(historical, closes[i], volume);
        }
    }

    private void live(final double close, final double volume) {
        scene.feed.at(nextOpenMs + MINUTE_MS);
        bar(false, close, volume);
    }

    private void bar(final boolean historical, final double close, final double volume) {
        scene.feed.bar(
                MINUTE_MS,
                nextOpenMs,
                historical,
                text(close),
                text(close + 2),
                text(close - 2),
                text(close),
                text(volume));
        nextOpenMs += MINUTE_MS;
    }

    private static String text(final double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static ScalpingParameters scalping(final long timeframeMs, final boolean atrMode) {
        return new ScalpingParameters(
                true,
                timeframeMs,
                3,
                30,
                70,
                2,
                4,
                2,
                3,
                e8("0.001"),
                e8("0.05"),
                3,
                e8("1.2"),
                2,
                2,
                1,
                1,
                5,
                e8("0.008"),
                e8("0.012"),
                atrMode,
                e8("1.5"),
                e8("2.5"),
                EntryStyle.MARKET,
                100_000);
    }

    static BookMomentumParameters momentum(final boolean enabled) {
        return new BookMomentumParameters(
                enabled,
                e8("0.4"),
                e8("0.5"),
                5,
                1_000,
                10_000,
                e8("0.004"),
                e8("0.006"),
                EntryStyle.IOC,
                e8("0.0005"));
    }
}
