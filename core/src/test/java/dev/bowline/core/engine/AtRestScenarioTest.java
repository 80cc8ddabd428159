package dev.bowline.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What a stop in order waits for (REC-5, PROT-1). */
final class AtRestScenarioTest {
    @Test
    void shouldBeAtRestAgainWhenAllOfThePositionIsUnderAConfirmedStop() {
        final Scenario scenario = Scenario.ready();
        final EngineView view = scenario.engine.view();
        assertTrue(view.isAtRest(0), "flat");
        scenario.wantBuy();
        boolean wasNaked = false;
        for (int i = 0; i < 300; i++) {
            scenario.run(1);
            final boolean isNaked = scenario.positionE8() > view.coveredQtyE8(0);
            wasNaked |= isNaked;
            assertFalse(view.isAtRest(0) && (view.hasEntry(0) || isNaked), "after " + i + " ms");
        }
        assertTrue(wasNaked, "filled before its stop stood");
        assertTrue(scenario.positionE8() > 0);
        assertEquals(scenario.positionE8(), view.coveredQtyE8(0));
        assertFalse(view.hasEntry(0));
        assertTrue(view.isAtRest(0), "covered");
    }

    @Test
    void shouldNotBeFlatAsReadWhenAPositionStands() {
        final Scenario scenario = Scenario.ready().buySignal().run(300);
        assertFalse(scenario.engine.view().isFlatAsRead());
    }
}
