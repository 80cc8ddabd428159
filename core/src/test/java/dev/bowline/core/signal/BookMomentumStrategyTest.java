package dev.bowline.core.signal;

import static dev.bowline.core.market.MarketFeed.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.IntentBatch;
import dev.bowline.core.event.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIG-6, SIG-8. */
class BookMomentumStrategyTest {
    private final SignalScene scene = scene();

    @Test
    void shouldBuyOnceWhenBidsAndBuyersPressOn() {
        calm(20);
        pressUp(20);
        assertEquals(List.of("SIGNAL"), scene.records, "one crossing, one record");
        assertEquals(1, scene.intents);
    }

    @Test
    void shouldSetPricesWhenItBuys() {
        calm(20);
        for (int i = 0; i < 50 && scene.intents == 0; i++) {
            scene.feed.after(100).buy("100.2", "1").book("100.0", "9", "100.2", "1");
        }
        assertEquals(1, scene.intents);
        assertEquals(Side.BUY, scene.lastIntent.side);
        assertEquals(2, scene.lastIntent.strategyId);
        assertEquals(EntryStyle.IOC, scene.lastIntent.style);
        assertEquals(e8("100.2"), scene.lastIntent.refPriceE8);
        assertEquals(e8("100.2501"), scene.lastIntent.limitPriceE8);
        assertEquals(e8("99.7992"), scene.lastIntent.stopPriceE8);
        assertEquals(e8("100.8012"), scene.lastIntent.targetPriceE8);
        assertEquals(3, scene.lastRecord.conditionCount());
        for (int i = 0; i < 3; i++) {
            assertTrue(scene.lastRecord.isConditionMet(i));
            assertTrue(
                    scene.lastRecord.conditionValueE8(i) >= scene.lastRecord.conditionLimitE8(i));
            assertNotNull(ConditionCode.nameOrNull(scene.lastRecord.conditionCode(i)));
        }
        assertEquals(e8("100.2"), scene.lastRecord.priceE8);
    }

    @Test
    void shouldSellWhenAsksAndSellersPressOn() {
        calm(20);
        for (int i = 0; i < 50 && scene.intents == 0; i++) {
            scene.feed.after(100).sell("100.0", "1").book("100.0", "1", "100.2", "9");
        }
        assertEquals(1, scene.intents);
        assertEquals(Side.SELL, scene.lastIntent.side);
        assertEquals(e8("100"), scene.lastIntent.refPriceE8);
        assertEquals(e8("99.95"), scene.lastIntent.limitPriceE8);
        assertEquals(e8("100.4"), scene.lastIntent.stopPriceE8);
        assertEquals(e8("99.4"), scene.lastIntent.targetPriceE8);
    }

    @Test
    void shouldStayQuietWhenOnlyOneSideOfTheStoryHolds() {
        calm(20);
        for (int i = 0; i < 50; i++) {
            scene.feed.after(100).book("100.0", "9", "100.2", "1").sell("100.0", "1");
        }
        for (int i = 0; i < 50; i++) {
            scene.feed.after(100).book("100.0", "1", "100.2", "1").buy("100.2", "1");
        }
        assertEquals(List.of(), scene.records);
    }

    /** One flash of the book must not be enough, however long it was quiet before. */
    @Test
    void shouldStayQuietWhenImbalanceOnlyFlashes() {
        calm(20);
        for (int i = 0; i < 10; i++) {
            scene.feed.buy("100.2", "5");
        }
        scene.feed.after(10_000).book("100.0", "99", "100.2", "1").buy("100.2", "1");
        scene.feed.book("100.0", "1", "100.2", "1").after(1).buy("100.2", "1");
        assertEquals(List.of(), scene.records);
    }

    @Test
    void shouldStayQuietWhenFlowIsOld() {
        calm(20);
        for (int i = 0; i < 100; i++) {
            scene.feed.buy("100.2", "5");
        }
        scene.feed.after(60_000);
        for (int i = 0; i < 50; i++) {
            scene.feed.after(100).book("100.0", "9", "100.2", "1");
        }
        assertEquals(List.of(), scene.records);
    }

    @Test
    void shouldSkipWithCooldownWhenItCrossesAgainTooSoon() {
        calm(20);
        pressUp(20);
        calm(30);
        pressUp(20);
        assertEquals(List.of("SIGNAL", "SIGNAL_SKIP COOLDOWN"), scene.records);
        calm(200);
        pressUp(20);
        assertEquals(List.of("SIGNAL", "SIGNAL_SKIP COOLDOWN", "SIGNAL"), scene.records);
        assertEquals(2, scene.intents);
    }

    @Test
    void shouldSkipWhenWindowHasNotPassed() {
        for (int i = 0; i < 9; i++) {
            scene.feed.book("100.0", "99", "100.2", "1").buy("100.2", "1").after(110);
        }
        assertEquals(List.of("SIGNAL_SKIP NOT_READY"), scene.records);
    }

    @Test
    void shouldSkipWithReasonWhenExposureIsTakenOrDataStale() {
        scene.positionSide = 1;
        calm(20);
        pressUp(20);
        calm(30);
        scene.positionSide = 0;
        scene.workingEntry = true;
        pressUp(20);
        calm(30);
        scene.workingEntry = false;
        scene.feed.lose(5);
        pressUp(9);
        assertEquals(
                List.of(
                        "SIGNAL_SKIP POSITION_OPEN",
                        "SIGNAL_SKIP ENTRY_WORKING",
                        "SIGNAL_SKIP STALE_DATA"),
                scene.records);
        assertEquals(0, scene.intents);
    }

    @Test
    void shouldSkipWhenSlotHasNoRoomForAnIntent() {
        calm(20);
        final SignalOutput output = new SignalOutput(scene);
        for (int i = 0; i < IntentBatch.MAX; i++) {
            scene.feed.event.intents().addOrNull();
        }
        output.begin(scene.feed.event, 2, scene.registry.byIdOrNull(0), scene.market.byIdOrNull(0));
        output.enter(
                output.signalOrNull(Side.BUY, 1, 1),
                EntryStyle.MARKET,
                e8("100"),
                e8("1"),
                e8("1"),
                0);
        assertEquals(SkipReason.NO_ROOM, scene.feed.event.decisions().get(0).reasonCode);
    }

    private void calm(final int ticks) {
        for (int i = 0; i < ticks; i++) {
            scene.feed.after(100).book("100.0", "1", "100.2", "1");
            if (i % 2 == 0) {
                scene.feed.buy("100.2", "1");
            } else {
                scene.feed.sell("100.0", "1");
            }
        }
    }

    private void pressUp(final int ticks) {
        for (int i = 0; i < ticks; i++) {
            scene.feed.after(100).book("100.0", "9", "100.2", "1").buy("100.2", "1");
        }
    }

    private static SignalScene scene() {
        final ScalpingParameters off = ScalpingStrategyTest.scalping(60_000, false);
        return new SignalScene(
                new ScalpingParameters(
                        false,
                        off.timeframeMs(),
                        off.rsiPeriod(),
                        off.rsiOversold(),
                        off.rsiOverbought(),
                        off.macdFast(),
                        off.macdSlow(),
                        off.macdSignal(),
                        off.atrPeriod(),
                        off.minAtrShareE8(),
                        off.maxAtrShareE8(),
                        off.volumePeriod(),
                        off.minVolumeRatioE8(),
                        off.weightRsi(),
                        off.weightMacd(),
                        off.weightAtr(),
                        off.weightVolume(),
                        off.minScore(),
                        off.stopShareE8(),
                        off.targetShareE8(),
                        off.atrMode(),
                        off.stopAtrE8(),
                        off.targetAtrE8(),
                        EntryStyle.MARKET,
                        100_000),
                ScalpingStrategyTest.momentum(true));
    }
}
