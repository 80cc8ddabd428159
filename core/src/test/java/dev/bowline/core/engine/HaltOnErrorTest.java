package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.EventType;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.risk.TradingState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A link that throws: the slot is marked, trading halts, the chain goes on. */
final class HaltOnErrorTest {
    @Test
    void shouldMarkSlotAndGoOnWhenLinkThrows() {
        final HaltSwitch haltSwitch = new HaltSwitch();
        final List<String> seen = new ArrayList<>();
        final InlineRunner runner =
                new InlineRunner(
                        new HaltOnError(
                                (event, nowNs) -> {
                                    if (event.sequence == 1) {
                                        throw new IllegalStateException("broken");
                                    }
                                },
                                haltSwitch),
                        (event, nowNs) -> seen.add(event.sequence + " " + event.failed));
        for (int i = 0; i < 3; i++) {
            assertEquals(i == 2, haltSwitch.isTripped());
            Scenario.send(runner, EventType.CLOCK_TICK, i, event -> {});
        }
        assertEquals(List.of("0 false", "1 true", "2 false"), seen);
        assertEquals(1, haltSwitch.causeOrNull().sequence());
        assertEquals("broken", haltSwitch.causeOrNull().error().getMessage());
    }

    @Test
    void shouldForgetWhatWasThrownBeforeAnOperatorArmed() {
        final HaltSwitch haltSwitch = new HaltSwitch();
        haltSwitch.trip(10, new IllegalStateException("first"));
        haltSwitch.arm(20);
        assertFalse(haltSwitch.isTripped());
        haltSwitch.trip(30, new IllegalStateException("next"));
        assertEquals(30, haltSwitch.causeOrNull().sequence(), "halts again");
    }

    /** The decision link may be ahead of the exit, which is the one that arms. */
    @Test
    void shouldStayTrippedWhenALinkThrewAfterTheOperatorArmed() {
        final HaltSwitch haltSwitch = new HaltSwitch();
        haltSwitch.trip(10, new IllegalStateException("first"));
        haltSwitch.trip(25, new IllegalStateException("ahead"));
        haltSwitch.arm(20);
        assertTrue(haltSwitch.isTripped());
        haltSwitch.arm(25);
        assertTrue(haltSwitch.isTripped(), "the command itself failed");
        haltSwitch.arm(26);
        assertFalse(haltSwitch.isTripped());
    }

    @Test
    void shouldRefuseEntriesAndStillProtectWhenHalted() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        assertEquals(e8("3.75"), scenario.positionE8());
        final HaltSwitch haltSwitch = new HaltSwitch();
        final InlineRunner runner = new InlineRunner(new HaltOnError(scenario.engine, haltSwitch));
        // A payload that is missing: no producer may do this, so the handler throws.
        Scenario.send(runner, EventType.INSTRUMENT, TestSetup.NOON_NS, event -> {});
        assertTrue(haltSwitch.isTripped());
        assertEquals(TradingState.HALTED, scenario.engine.view().tradingState());
        assertEquals(RejectReason.HALTED, scenario.engine.view().entryRefusal());
        scenario.priceTo("99.2").run(200);
        assertEquals(0, scenario.positionE8());
        assertFalse(scenario.venue.openAlgos() > 0, "siblings are still cancelled");
    }
}
