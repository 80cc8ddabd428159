package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.Side;
import org.junit.jupiter.api.Test;

/** TS-1: a position without a trailing stop is counted, recorded, and given one. */
final class TrailKeeperTest {
    @Test
    void shouldGiveATrailingStopWhenOneIsMissing() {
        final Books books = new Books(TestSetup.trailingConfig(1, TestSetup.trailing()));
        final TrailKeeper keeper = new TrailKeeper(books);
        final EngineEvent event = new EngineEvent();
        event.clear(EventType.CLOCK_TICK);
        books.begin(event, TestSetup.NOON_NS);
        books.instruments.put(TestSetup.instrument(0, "ADA"));
        books.position(0).applyFill(Side.SELL, e8("2"), e8("100"));
        books.brackets[0].isOpen = true;
        books.brackets[0].side = Side.SELL;
        keeper.review(0, books.brackets[0]);
        assertEquals(1, event.decisions().count());
        assertEquals(DecisionAction.TRAIL_MISSING, event.decisions().get(0).action);
        assertEquals(1, books.trailCounters.missing);
        assertTrue(books.trails[0].isOpen());
        assertEquals(e8("99.4"), books.trails[0].activationPriceE8());
        keeper.review(0, books.brackets[0]);
        assertEquals(1, books.trailCounters.missing, "once");
    }
}
