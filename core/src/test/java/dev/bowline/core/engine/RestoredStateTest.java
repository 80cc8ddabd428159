package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.position.FundingBook;
import dev.bowline.core.state.StateBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** State of one run in the next, whose instruments have other ids (REC-4). */
final class RestoredStateTest {
    private static byte[] stateWithPosition() {
        final Scenario scenario = Scenario.ready().buySignal().run(300);
        assertEquals(e8("3.75"), scenario.positionE8());
        final StateBuffer buffer = new StateBuffer();
        scenario.engine.writeState(buffer);
        return buffer.toBytes();
    }

    private static InlineRunner started(final DecisionHandler engine, final String... bases) {
        final InlineRunner runner = new InlineRunner(engine);
        Scenario.send(
                runner,
                EventType.STATE_RESTORED,
                TestSetup.NOON_NS,
                event -> event.state = stateWithPosition());
        for (int i = 0; i < bases.length; i++) {
            final int id = i;
            Scenario.send(
                    runner,
                    EventType.INSTRUMENT,
                    TestSetup.NOON_NS,
                    event -> event.instrument = TestSetup.instrument(id, bases[id]));
        }
        return runner;
    }

    @Test
    void shouldFollowSymbolWhenIdsAreGivenAnew() {
        final DecisionHandler engine = new DecisionHandler(TestSetup.config());
        final InlineRunner runner = started(engine, "XRP", "ADA");
        Scenario.send(runner, EventType.CLOCK_TICK, TestSetup.NOON_NS, event -> {});
        assertEquals(
                0, engine.view().positionQtyE8(1), "time may pass before instruments are read");
        enable(runner);
        assertEquals(0, engine.view().positionQtyE8(0));
        assertEquals(e8("3.75"), engine.view().positionQtyE8(1));
        assertEquals(e8("3.75"), engine.view().coveredQtyE8(1));
        assertEquals(e8("99.2"), engine.view().confirmedStopPriceE8(1));
        assertEquals(2, engine.view().liveOrders());
    }

    /** Where the venue's ids of the orders begin: how many, then five values each. */
    private static int venueIdsAt(final byte[] state) {
        final ByteBuffer values = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
        for (int orders = 1; ; orders++) {
            final int at = state.length - (1 + 5 * orders) * Long.BYTES;
            if (values.getLong(at) == orders) {
                return at;
            }
        }
    }

    /**
     * Layout 5 lacks what is known of funding: one value and its book, behind the eighth; and the
     * venue's ids of the orders, at the end.
     */
    @Test
    void shouldTakeOverTheRestWhenTheStateIsOfAnOlderLayout() {
        final int before = 8 * Long.BYTES;
        final StateBuffer funding = new StateBuffer();
        new FundingBook().writeState(funding);
        final byte[] now = stateWithPosition();
        final int behind = before + Long.BYTES + funding.toBytes().length;
        final ByteBuffer old = ByteBuffer.allocate(now.length).order(ByteOrder.LITTLE_ENDIAN);
        old.putLong(5).put(now, Long.BYTES, before - Long.BYTES);
        final int end = venueIdsAt(now);
        old.put(now, behind, end - behind).flip();
        final DecisionHandler engine = new DecisionHandler(TestSetup.config());
        Scenario.send(
                new InlineRunner(engine),
                EventType.INSTRUMENT,
                TestSetup.NOON_NS,
                event -> event.instrument = TestSetup.instrument(0, "ADA"));
        engine.readState(new StateBuffer(Arrays.copyOf(old.array(), old.limit())));
        assertEquals(e8("3.75"), engine.view().positionQtyE8(0));
        assertEquals(e8("99.2"), engine.view().confirmedStopPriceE8(0));
        final StateBuffer again = new StateBuffer();
        engine.writeState(again);
        final byte[] upgraded = again.toBytes();
        assertArrayEquals(
                Arrays.copyOfRange(now, behind, end),
                Arrays.copyOfRange(upgraded, behind, venueIdsAt(upgraded)));
        assertEquals(0, engine.view().fundingFromMs(), "from the next snapshot on");
    }

    @Test
    void shouldHashAlikeWhenStateIsWrittenAndReadAgain() {
        final DecisionHandler first = new DecisionHandler(TestSetup.config());
        enable(started(first, "ADA"));
        final StateBuffer buffer = new StateBuffer();
        first.writeState(buffer);
        final DecisionHandler second = new DecisionHandler(TestSetup.config());
        Scenario.send(
                new InlineRunner(second),
                EventType.INSTRUMENT,
                TestSetup.NOON_NS,
                event -> event.instrument = TestSetup.instrument(0, "ADA"));
        second.readState(new StateBuffer(buffer.toBytes()));
        assertEquals(first.stateHash(), second.stateHash());
    }

    @Test
    void shouldRefuseWhenPositionIsInAnUnknownInstrument() {
        final DecisionHandler engine = new DecisionHandler(TestSetup.config());
        final InlineRunner runner = started(engine, "XRP");
        final IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> enable(runner));
        assertTrue(refused.getMessage().contains("ADAUSDC"), refused.getMessage());
    }

    /** The first event that is neither preparation nor time: the state takes effect before it. */
    private static void enable(final InlineRunner runner) {
        Scenario.send(
                runner,
                EventType.OPERATOR_COMMAND,
                TestSetup.NOON_NS,
                event -> event.operator().kind = OperatorKind.ENABLE_ENTRIES);
    }
}
