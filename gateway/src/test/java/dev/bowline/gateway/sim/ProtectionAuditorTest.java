package dev.bowline.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PROT-1, OMS-7, checked on the venue's side. */
class ProtectionAuditorTest {
    private final VenueScenario xrp = new VenueScenario().open();

    @Test
    void shouldMeasureTheTimeFromFirstFillToStop() {
        xrp.market(Side.BUY, "100", "a");
        xrp.later(240);
        xrp.algo(OrderType.STOP_MARKET, Side.SELL, "100", "1.9", "s");
        xrp.later(60_000);
        final ProtectionReport report = xrp.venue.protection();
        assertEquals(1, report.positions());
        assertEquals(240, report.maxUncoveredMs());
        assertEquals(240, report.each().get(0).firstStopMs() - report.each().get(0).openedMs());
        assertEquals(0, report.violations());
        assertEquals(0, report.neverCovered());
    }

    @Test
    void shouldCountViolationWhenStopIsLateOrMissing() {
        xrp.market(Side.BUY, "100", "a");
        xrp.later(1_501);
        assertEquals(1, xrp.venue.protection().violations());
        xrp.algo(OrderType.STOP_MARKET, Side.SELL, "100", "1.9", "s");
        xrp.later(10_000);
        assertEquals(1, xrp.venue.protection().violations(), "a stretch is counted once");
        xrp.venue.cancelAlgo(0, "s", xrp.nowMs);
        xrp.later(2_000);
        assertEquals(2, xrp.venue.protection().violations());
        assertEquals(2_000, xrp.venue.protection().maxUncoveredMs());
        xrp.close(Side.SELL, "100", "c");
        xrp.later(50_000);
        final PositionProtection closed = xrp.venue.protection().each().get(0);
        assertEquals(2, closed.violations());
        assertEquals(3_501, closed.uncoveredMs());
    }

    /** TS-7: a gap because a stop was cancelled is no gap because the position grew. */
    @Test
    void shouldTellAGapOfAReplacedStopFromOthers() {
        xrp.market(Side.BUY, "100", "a");
        xrp.later(100);
        xrp.algo(OrderType.STOP_MARKET, Side.SELL, "100", "1.9", "s1");
        xrp.market(Side.BUY, "20", "b");
        xrp.later(200);
        xrp.algo(OrderType.STOP_MARKET, Side.SELL, "120", "1.9", "s2");
        xrp.venue.cancelAlgo(0, "s1", xrp.nowMs);
        assertEquals(0, xrp.venue.protection().each().get(0).replaceGapMs());
        xrp.venue.cancelAlgo(0, "s2", xrp.nowMs);
        xrp.later(50);
        xrp.algo(OrderType.STOP_MARKET, Side.SELL, "120", "1.91", "s3");
        assertEquals(50, xrp.venue.protection().each().get(0).replaceGapMs());
        assertEquals(2, xrp.venue.protection().each().get(0).maxStops());
    }

    @Test
    void shouldNotCountAStopThatCoversTooLittleOrTheWrongWay() {
        xrp.market(Side.BUY, "100", "a");
        xrp.algo(OrderType.STOP_MARKET, Side.SELL, "60", "1.9", "part");
        xrp.algo(OrderType.STOP_MARKET, Side.BUY, "100", "2.1", "wrong");
        xrp.algo(OrderType.TAKE_PROFIT_MARKET, Side.SELL, "100", "2.2", "target");
        xrp.later(1_000);
        assertEquals(1_000, xrp.venue.protection().maxUncoveredMs());
        xrp.algo(OrderType.STOP_MARKET, Side.SELL, "40", "1.9", "rest");
        xrp.later(9_000);
        assertEquals(1_000, xrp.venue.protection().maxUncoveredMs(), "together they hold 100");
        xrp.market(Side.BUY, "10", "more");
        xrp.later(700);
        assertEquals(1_700, xrp.venue.protection().each().get(0).uncoveredMs());
    }

    @Test
    void shouldBeCoveredByClosePositionStopWhateverTheQuantity() {
        xrp.market(Side.BUY, "100", "a");
        xrp.closeAll(OrderType.STOP_MARKET, Side.SELL, "1.9", "s");
        xrp.market(Side.BUY, "100", "b");
        xrp.later(9_000);
        assertEquals(0, xrp.venue.protection().maxUncoveredMs());
    }

    @Test
    void shouldListOrphansWhenPositionIsGone() {
        xrp.market(Side.BUY, "100", "a");
        xrp.algo(OrderType.STOP_MARKET, Side.SELL, "100", "1.9", "s");
        xrp.limit(Side.SELL, TimeInForce.GTC, "100", "2.05", true, "t");
        xrp.close(Side.SELL, "100", "c");
        xrp.later(400);
        final ProtectionReport report = xrp.venue.protection();
        assertEquals(List.of("XRPUSDC STOP_MARKET s"), report.orphans());
        assertEquals(400, report.maxOrphanMs());
        xrp.venue.cancelAllAlgos(0, xrp.nowMs);
        xrp.later(5_000);
        assertEquals(List.of(), xrp.venue.protection().orphans());
        assertEquals(400, xrp.venue.protection().maxOrphanMs());
    }
}
