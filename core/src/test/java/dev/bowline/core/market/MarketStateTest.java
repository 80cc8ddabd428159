package dev.bowline.core.market;

import static dev.bowline.core.market.MarketFeed.START_MS;
import static dev.bowline.core.market.MarketFeed.btc;
import static dev.bowline.core.market.MarketFeed.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.EventType;
import dev.bowline.core.event.StreamRoute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MD-1, MD-2, MD-3, MD-8 at the level of market events. */
class MarketStateTest {
    private static final long MINUTE_MS = 60_000;

    private final MarketState state = new MarketState(MINUTE_MS, 1_000);
    private final MarketCounters counters = state.counters();
    private final MarketFeed feed = new MarketFeed(state::onEvent);
    private InstrumentMarket market;

    @BeforeEach
    void introduceInstrument() {
        feed.instrument(btc(0));
        market = state.byIdOrNull(0);
    }

    @Test
    void shouldShowWhatRiskNeedsWhenMarketMoves() {
        assertEquals(InstrumentMarket.NEVER_NS, market.bookAgeNs(feed.nowNs()));
        assertEquals(0, market.midPriceE8());
        feed.book("100.0", "3", "100.3", "1").mark("100.1").dayVolume("5000000").buy("100.3", "2");
        feed.after(7);
        assertEquals(e8("100.0"), market.bidPriceE8());
        assertEquals(e8("3"), market.bidQtyE8());
        assertEquals(e8("100.3"), market.askPriceE8());
        assertEquals(e8("1"), market.askQtyE8());
        assertEquals(e8("100.15"), market.midPriceE8());
        assertEquals(e8("100.1"), market.markPriceE8());
        assertEquals(-12_345, market.fundingRateE8());
        assertEquals(e8("100.3"), market.lastPriceE8());
        assertEquals(e8("5000000"), market.quoteVolume24hE8());
        assertEquals(7_000_000, market.bookAgeNs(feed.nowNs()));
        assertEquals(7_000_000, market.markAgeNs(feed.nowNs()));
        assertEquals(7_000_000, market.tradeAgeNs(feed.nowNs()));
        assertFalse(market.isStale());
    }

    @Test
    void shouldKeepTheMarketWhenInstrumentIsIntroducedAgain() {
        feed.book("100.0", "3", "100.3", "1").instrument(btc(0)).instrument(btc(1));
        assertEquals(market, state.byIdOrNull(0));
        assertTrue(market.hasBook());
        assertNotNull(state.byIdOrNull(1));
        assertNull(state.byIdOrNull(2));
        assertNull(state.byIdOrNull(-1));
    }

    @Test
    void shouldIgnoreAndCountWhenMessagesAreOldOrDoubled() {
        feed.trade(10, "100", "1", false).trade(10, "90", "1", false).trade(9, "80", "1", false);
        assertEquals(2, counters.oldTrades);
        assertEquals(e8("100"), market.lastPriceE8());
        feed.bookWithId(50, "100", "1", "101", "1");
        feed.bookWithId(50, "98", "1", "99", "1").bookWithId(49, "96", "1", "97", "1");
        assertEquals(2, counters.oldBooks);
        assertEquals(e8("100"), market.bidPriceE8());
        feed.after(1000).mark("100").after(-1).mark("50");
        assertEquals(1, counters.oldMarks);
        assertEquals(e8("100"), market.markPriceE8());
        assertFalse(market.isStale());
        assertEquals(0, counters.tradeGaps);
    }

    @Test
    void shouldNotCallItAGapWhenBookIdsSkip() {
        feed.bookWithId(50, "100", "1", "101", "1").bookWithId(5_000, "100", "2", "101", "1");
        assertFalse(market.isStale());
        assertEquals(e8("2"), market.bidQtyE8());
    }

    @Test
    void shouldBeStaleUntilHealedWhenTradesAreMissing() {
        feed.buy("100", "1").lose(3).buy("100", "1");
        assertTrue(market.isStale());
        assertEquals(1, counters.tradeGaps);
        assertEquals(3, counters.missedTrades);
        feed.after(999).buy("100", "1");
        assertTrue(market.isStale(), "too early");
        feed.after(1).book("99", "1", "100", "1").mark("100");
        assertTrue(market.isStale(), "books and marks prove nothing about trades");
        feed.buy("100", "1");
        assertFalse(market.isStale());
    }

    @Test
    void shouldWaitAnewWhenAnotherGapFollows() {
        feed.buy("100", "1").lose(1).buy("100", "1").after(1_500).lose(1).buy("100", "1");
        assertTrue(market.isStale());
        feed.after(900).buy("100", "1");
        assertTrue(market.isStale());
        feed.after(100).buy("100", "1");
        assertFalse(market.isStale());
        assertEquals(2, counters.tradeGaps);
    }

    @Test
    void shouldBeStaleUntilFreshDataWhenConnectionWasLost() {
        feed.book("100", "1", "101", "1").mark("100");
        feed.stream(StreamRoute.PUBLIC, false, 1);
        assertTrue(market.isStale());
        feed.book("100", "1", "101", "1");
        assertTrue(market.isStale(), "a late book of the dead connection");
        feed.stream(StreamRoute.PUBLIC, true, 0);
        assertTrue(market.isStale());
        feed.mark("100");
        assertTrue(market.isStale(), "the other connection proves nothing");
        feed.book("100", "1", "101", "1");
        assertFalse(market.isStale());
        feed.stream(StreamRoute.MARKET, false, 2).stream(StreamRoute.MARKET, true, 0);
        feed.book("100", "1", "101", "1");
        assertTrue(market.isStale());
        feed.mark("100");
        assertFalse(market.isStale());
        feed.stream(StreamRoute.PRIVATE, false, 1);
        assertFalse(market.isStale(), "user data are not the market's business");
    }

    @Test
    void shouldBeStaleUntilHealedWhenGatewayReportsALoss() {
        feed.buy("100", "1").stream(StreamRoute.MARKET, true, 4);
        assertTrue(market.isStale());
        feed.after(1_000).buy("100", "1");
        assertFalse(market.isStale());
    }

    @Test
    void shouldIgnoreAndCountWhenValuesAreAbsurd() {
        feed.book("100", "1", "101", "1").buy("100", "1").mark("100");
        feed.book("101", "1", "101", "1").book("102", "1", "101", "1");
        feed.book("-1", "1", "101", "1").book("100", "-1", "101", "1");
        feed.book("100", "1", "1000000001", "1");
        feed.buy("0", "1").buy("-5", "1").buy("100", "0").buy("1000000001", "1").mark("0");
        assertEquals(10, counters.absurdValues);
        assertEquals(e8("100"), market.bidPriceE8());
        assertEquals(e8("100"), market.lastPriceE8());
        assertEquals(e8("100"), market.markPriceE8());
        feed.buy("100", "1");
        assertTrue(market.isStale(), "ignored trades are missing trades");
        feed.claim(EventType.AGG_TRADE, 77);
        feed.send();
        assertEquals(1, counters.unknownInstruments);
    }

    @Test
    void shouldHaveNoBookWhenASideIsEmpty() {
        feed.book("100", "1", "101", "1").book("100", "1", "0", "0");
        assertFalse(market.hasBook());
        assertEquals(0, market.midPriceE8());
        assertEquals(InstrumentMarket.NEVER_NS, market.bookAgeNs(feed.nowNs()));
    }

    /** MD-8: one garbled id costs one message. */
    @Test
    void shouldGoOnWithTheNextTradeWhenOneIdIsGarbled() {
        feed.trade(1_000, "100", "1", false).trade(1_001, "100", "1", false);
        feed.trade(1L << 60, "55", "1", false);
        assertEquals(e8("100"), market.lastPriceE8());
        assertEquals(1, counters.farIds);
        feed.trade(1_002, "101", "1", false);
        assertEquals(e8("101"), market.lastPriceE8());
        assertFalse(market.isStale());
        assertEquals(0, counters.oldTrades);
    }

    @Test
    void shouldGoOnWithTheNextBookWhenOneIdIsGarbled() {
        feed.bookWithId(5_000, "100", "1", "101", "1");
        feed.bookWithId(Long.MAX_VALUE, "55", "1", "56", "1");
        assertEquals(e8("100"), market.bidPriceE8());
        feed.bookWithId(5_001, "99", "1", "100", "1");
        assertEquals(e8("99"), market.bidPriceE8());
    }

    /** Garbled ids that have nothing to do with each other prove nothing. */
    @Test
    void shouldNotFollowWhenFarIdsDoNotGoOn() {
        feed.trade(1_000, "100", "1", false);
        for (int i = 1; i <= 20; i++) {
            feed.trade((long) i << 40, "55", "1", false);
        }
        assertEquals(e8("100"), market.lastPriceE8());
        assertEquals(1_000, market.lastAggTradeId());
    }

    @Test
    void shouldFollowWithinThreeMessagesWhenIdsGoOnFarAhead() {
        feed.trade(1_000, "100", "1", false);
        final long far = 1_000 + 2 * GapDetector.MAX_JUMP;
        feed.trade(far, "110", "1", false).trade(far + 1, "111", "1", false);
        assertEquals(e8("100"), market.lastPriceE8());
        feed.trade(far + 2, "112", "1", false);
        assertEquals(e8("112"), market.lastPriceE8());
        assertTrue(market.isStale(), "there is a hole");
        assertEquals(1, counters.tradeGaps);
    }

    /** The first id of all was the garbled one. */
    @Test
    void shouldFollowWithinThreeMessagesWhenIdsGoOnFarBelow() {
        feed.trade(1L << 60, "55", "1", false);
        feed.trade(1_000, "100", "1", false).trade(1_001, "100", "1", false);
        feed.trade(1_002, "101", "1", false);
        assertEquals(e8("101"), market.lastPriceE8());
    }

    /** A garbled id must not silence the stream for ever. */
    @Test
    void shouldFollowAgainWhenIdsRestartBelow() {
        feed.trade(900_000, "100", "1", false).trade(900_001, "100", "1", false);
        for (int i = 0; i < GapDetector.RESYNC_AFTER; i++) {
            feed.trade(1_000 + i, "90", "1", false);
        }
        assertEquals(e8("90"), market.lastPriceE8());
        assertTrue(market.isStale(), "the restart is a gap");
        feed.after(1_000).trade(1_000 + GapDetector.RESYNC_AFTER, "91", "1", false);
        assertEquals(e8("91"), market.lastPriceE8());
        assertFalse(market.isStale());
    }

    /** Local bars equal the klines of the same trades, whichever order the two arrive in. */
    @Test
    void shouldMatchTheKlineWhenBarIsWhole() {
        feed.at(START_MS - 500).buy("99", "1");
        feed.at(START_MS).buy("100", "1").after(20_000).sell("98", "2").after(20_000);
        feed.buy("103", "0.5").after(19_999);
        feed.bar(MINUTE_MS, START_MS, "100", "103", "98", "101", "4.5");
        assertEquals(0, counters.barMatches, "the last trade is still to come");
        feed.sell("101", "1").after(1).buy("101", "1");
        assertEquals(1, counters.barMatches);
        feed.after(MINUTE_MS).buy("102", "1");
        feed.bar(MINUTE_MS, START_MS + MINUTE_MS, "101", "101", "101", "101", "1");
        assertEquals(2, counters.barMatches);
        assertEquals(0, counters.barMismatches);
        assertEquals(0, counters.barsUnchecked);
        assertEquals(2, market.localBars().previous().tradeCount);
    }

    @Test
    void shouldCountAMismatchWhenKlineDiffers() {
        feed.at(START_MS - 500).buy("99", "1").at(START_MS).buy("100", "1").after(MINUTE_MS);
        feed.buy("100", "1").bar(MINUTE_MS, START_MS, "100", "100", "100", "100", "1.1");
        assertEquals(1, counters.barMismatches);
    }

    @Test
    void shouldNotCompareWhenBarIsNotWhole() {
        feed.at(START_MS + 100).buy("100", "1").after(MINUTE_MS).buy("100", "1");
        feed.bar(MINUTE_MS, START_MS, "90", "100", "90", "100", "5");
        assertEquals(1, counters.barsUnchecked, "joined in the middle of the bar");
        feed.lose(1).buy("100", "1").after(MINUTE_MS).buy("100", "1");
        feed.bar(MINUTE_MS, START_MS + MINUTE_MS, "100", "101", "100", "100", "3");
        assertEquals(2, counters.barsUnchecked, "a hole fell into it");
        feed.after(-MINUTE_MS).buy("100", "1");
        assertEquals(1, counters.lateTrades);
        assertEquals(0, counters.barMismatches + counters.barMatches);
    }

    /** Each message lost, doubled or swapped: the market never goes back, and no loss is unseen. */
    @Test
    void shouldNeverGoBackWhenMessagesAreLostDoubledOrSwapped() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final List<Long> ids = new ArrayList<>();
        int lost = 0;
        for (long id = 1; id <= 5_000; id++) {
            final int fate = id == 1 || id == 5_000 ? 9 : random.nextInt(10);
            lost += fate == 0 ? 1 : 0;
            for (int copies = fate == 0 ? 0 : fate == 1 ? 2 : 1; copies > 0; copies--) {
                ids.add(id);
            }
        }
        for (int i = 2; i < ids.size() - 1; i += 10) {
            if (random.nextBoolean()) {
                Collections.swap(ids, i - 1, i);
            }
        }
        long newest = 0;
        long applied = 0;
        for (final long id : ids) {
            feed.trade(id, Long.toString(id), "1", false);
            applied += id > newest ? 1 : 0;
            newest = Math.max(newest, id);
            assertEquals(newest, market.lastAggTradeId(), "seed=" + seed);
            assertEquals(newest * e8("1"), market.lastPriceE8(), "seed=" + seed);
        }
        assertEquals(ids.size() - applied, counters.oldTrades, "seed=" + seed);
        assertEquals(newest - ids.get(0) + 1 - applied, counters.missedTrades, "seed=" + seed);
        assertTrue(counters.missedTrades >= lost, "seed=" + seed);
    }
}
