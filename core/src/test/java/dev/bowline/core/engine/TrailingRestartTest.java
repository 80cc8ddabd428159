package dev.bowline.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.Side;
import dev.bowline.core.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * TS-8, REC-4: a run that is cut anywhere and goes on from its state ends where the uncut run ends,
 * to the last bit of the durable state. Bars are read again after the cut, as at every start.
 */
final class TrailingRestartTest {
    private static final int BARS = 20;

    private static EngineConfig config() {
        return TestSetup.trailingConfig(1, TestSetup.trailing());
    }

    /** A trade with break-even, momentum, moves and exit; intents ride on their book events. */
    private static Scenario play() {
        final Scenario scenario = Scenario.ready(config());
        for (int i = 0; i < BARS; i++) {
            final int bar = i;
            scenario.send(EventType.BAR, event -> fillBar(event, bar));
        }
        scenario.targetPermille = 100;
        scenario.signal(Side.BUY, EntryStyle.MARKET).run(200);
        scenario.walk(300, "100.2", "100.4", "100.7", "101.2").run(60_000);
        scenario.walk(300, "101.4", "102.6", "102.5");
        return scenario.priceTo("102").run(500);
    }

    private static void fillBar(final EngineEvent event, final int bar) {
        event.instrumentId = 0;
        event.bar().intervalMs = 900_000;
        event.bar().openTimeMs = (TestSetup.NOON_NS / 1_000_000L) - (BARS - bar) * 900_000L;
        event.bar().closeTimeMs = event.bar().openTimeMs + 899_999;
        event.bar().openE8 = TestSetup.e8("100");
        event.bar().highE8 = TestSetup.e8("100.5");
        event.bar().lowE8 = TestSetup.e8("99.5");
        event.bar().closeE8 = TestSetup.e8("100");
        event.bar().volumeE8 = TestSetup.e8("1000");
        event.bar().closed = true;
        event.bar().historical = true;
    }

    @Test
    void shouldEndAlikeWhenCutAnywhere() {
        final Scenario whole = play();
        assertTrue(whole.count(DecisionAction.TRAIL_UPDATE) >= 3, whole.records.toString());
        assertEquals(0, whole.venue.positionE8);
        final long expected = whole.engine.stateHash();
        final int first = firstEntry(whole);
        int cuts = 0;
        for (int cut = first; cut < whole.inputs.size(); cut += cutStep(whole, cut)) {
            assertEquals(expected, cutAt(whole, cut), "cut before input " + cut);
            cuts++;
        }
        assertTrue(cuts > 300, "cuts=" + cuts);
    }

    private static int firstEntry(final Scenario whole) {
        int at = 0;
        while (whole.inputs.get(at).type() != EventType.EXECUTION_REPORT) {
            at++;
        }
        return at;
    }

    /** Every input around messages of the venue, every 97th where only the market speaks. */
    private static int cutStep(final Scenario whole, final int at) {
        final int from = Math.max(0, at - 3);
        final int to = Math.min(whole.inputs.size(), at + 100);
        for (int i = from; i < to; i++) {
            final EventType type = whole.inputs.get(i).type();
            if (type == EventType.EXECUTION_REPORT || type == EventType.REQUEST_OUTCOME) {
                return 1;
            }
        }
        return 97;
    }

    private static long cutAt(final Scenario whole, final int cut) {
        final DecisionHandler before = new DecisionHandler(config(), whole::repeatIntents);
        whole.repeat();
        feed(whole.inputs.subList(0, cut), new InlineRunner(before));
        final StateBuffer state = new StateBuffer();
        before.writeState(state);
        final DecisionHandler after = new DecisionHandler(config(), whole::repeatIntents);
        final InlineRunner runner = new InlineRunner(after);
        final long atNs = whole.inputs.get(cut).atNs();
        Scenario.send(
                runner, EventType.STATE_RESTORED, atNs, event -> event.state = state.toBytes());
        final List<Scenario.Input> again = new ArrayList<>();
        for (final Scenario.Input input : whole.inputs.subList(0, cut)) {
            if (input.type() == EventType.INSTRUMENT || input.type() == EventType.BAR) {
                again.add(new Scenario.Input(input.type(), atNs, input.filler()));
            }
        }
        feed(again, runner);
        feed(whole.inputs.subList(cut, whole.inputs.size()), runner);
        return after.stateHash();
    }

    private static void feed(final List<Scenario.Input> inputs, final InlineRunner runner) {
        for (final Scenario.Input input : inputs) {
            Scenario.send(runner, input.type(), input.atNs(), input.filler());
        }
    }
}
