package dev.bowline.core.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.VenueModel.Fault;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The main scenarios again with each message of the venue lost, doubled, and swapped with the next:
 * the position equals the venue's, is never naked beyond the limit, and leaves no orphan.
 */
final class AgitatedScenarioTest {
    @TestFactory
    List<DynamicTest> shouldReconcileWhenEntryAndStopAreAgitated() {
        return all("stop", (index, fault) -> play(index, fault, Side.BUY, 2, "99.2", false));
    }

    @TestFactory
    List<DynamicTest> shouldReconcileWhenEntryAndTargetAreAgitated() {
        return all("target", (index, fault) -> play(index, fault, Side.SELL, 1, "98.8", false));
    }

    @TestFactory
    List<DynamicTest> shouldReconcileWhenRefusedStopIsAgitated() {
        return all("refused", (index, fault) -> play(index, fault, Side.BUY, 1, "100.1", true));
    }

    private static List<DynamicTest> all(
            final String name, final BiFunction<Integer, Fault, Scenario> play) {
        final int messages = play.apply(-1, Fault.NONE).messages();
        assertTrue(messages > 8, "messages=" + messages);
        final List<DynamicTest> tests = new ArrayList<>();
        for (final Fault fault : Fault.values()) {
            for (int i = 0; fault != Fault.NONE && i < messages; i++) {
                final int index = i;
                final String title = name + " " + fault + " " + index;
                tests.add(
                        DynamicTest.dynamicTest(
                                title, () -> play.apply(index, fault).assertReconciled(title)));
            }
        }
        return tests;
    }

    private static Scenario play(
            final int index,
            final Fault fault,
            final Side side,
            final int parts,
            final String exit,
            final boolean isStopRefused) {
        final Scenario scenario = Scenario.ready().withFault(index, fault);
        scenario.venue.fillParts = parts;
        scenario.venue.stopRefusal = isStopRefused ? -2021 : 0;
        scenario.signal(side, EntryStyle.MARKET).run(8_000).priceTo(exit).run(8_000);
        final int messages = scenario.messages();
        scenario.venue.stopRefusal = 0;
        scenario.venue.snapshot();
        scenario.run(8_000);
        return scenario.countedAs(messages);
    }
}
