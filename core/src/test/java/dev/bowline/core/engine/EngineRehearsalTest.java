package dev.bowline.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.Side;
import dev.bowline.core.position.ExitReason;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is rehearsed before the first order, and that the engine does not feel it (PERF-1). */
final class EngineRehearsalTest {
    private static final int ROUNDS = 400;

    /** Sums up everything the rehearsed engine says. */
    private static final class Witness implements EngineHandler {
        private final Set<DecisionAction> actions = EnumSet.noneOf(DecisionAction.class);
        private final Set<CommandKind> kinds = EnumSet.noneOf(CommandKind.class);
        private final Set<Side> sides = EnumSet.noneOf(Side.class);
        private final long[] exits = new long[16];
        private long hash;
        private long events;

        @Override
        public void onEvent(final EngineEvent event, final long nowNs) {
            events++;
            hash = 31 * hash + event.type.code();
            hash = 31 * hash + nowNs;
            hash = 31 * hash + event.stateHash;
            for (int i = 0; i < event.commands().count(); i++) {
                kinds.add(event.commands().get(i).kind);
                sides.add(event.commands().get(i).side);
                hash = 31 * hash + event.commands().get(i).orderKey;
            }
            for (int i = 0; i < event.decisions().count(); i++) {
                actions.add(event.decisions().get(i).action);
                if (event.decisions().get(i).action == DecisionAction.POSITION_CLOSED) {
                    exits[event.decisions().get(i).reasonCode]++;
                }
            }
        }
    }

    private static EngineRehearsal rehearse(final EngineHandler... links) {
        final EngineRehearsal rehearsal = new EngineRehearsal(TestSetup.config(), links);
        for (int i = 0; i < ROUNDS; i++) {
            rehearsal.round();
            assertNull(rehearsal.failureOrNull(), () -> "round " + rehearsal.rounds());
        }
        return rehearsal;
    }

    @Test
    void shouldGoThroughEveryStepOfATradeWhenRehearsed() {
        final Witness witness = new Witness();
        final EngineRehearsal rehearsal = rehearse(witness);
        assertTrue(rehearsal.trades() >= ROUNDS / 2, "trades " + rehearsal.trades());
        assertEquals(EnumSet.of(Side.BUY, Side.SELL), witness.sides);
        assertTrue(
                witness.kinds.containsAll(
                        EnumSet.of(
                                CommandKind.PLACE_ORDER,
                                CommandKind.PLACE_ALGO,
                                CommandKind.CANCEL_ALGO)),
                witness.kinds.toString());
        assertTrue(
                witness.actions.containsAll(
                        EnumSet.of(
                                DecisionAction.ENTRY_SENT,
                                DecisionAction.FILL,
                                DecisionAction.PROTECTION_PLACED,
                                DecisionAction.PROTECTION_CONFIRMED,
                                DecisionAction.EXIT_HIT,
                                DecisionAction.EXIT_SENT,
                                DecisionAction.POSITION_CLOSED,
                                DecisionAction.ORDER_REJECTED,
                                DecisionAction.DAY_ROLLED)),
                witness.actions.toString());
        for (final int reason : new int[] {ExitReason.STOP, ExitReason.TARGET, ExitReason.CLOSE}) {
            assertTrue(witness.exits[reason] > 0, Arrays.toString(witness.exits));
        }
        assertTrue(
                !witness.actions.contains(DecisionAction.ILLEGAL_TRANSITION)
                        && !witness.actions.contains(DecisionAction.INCIDENT)
                        && !witness.actions.contains(DecisionAction.PROTECTION_FAILED),
                witness.actions.toString());
    }

    @Test
    void shouldSayTheSameWhenRehearsedTwice() {
        final Witness first = new Witness();
        final Witness second = new Witness();
        rehearse(first);
        rehearse(second);
        assertNotEquals(0, first.hash);
        assertEquals(first.events, second.events);
        assertEquals(first.hash, second.hash);
    }

    /** Replay does not rehearse, so the engine must answer alike with and without. */
    @Test
    void shouldLeaveTheRealEngineAloneWhenRehearsedBesideIt() {
        final TradeCycle alone = new TradeCycle(TestSetup.config());
        final TradeCycle beside = new TradeCycle(TestSetup.config());
        final EngineRehearsal rehearsal = new EngineRehearsal(TestSetup.config());
        for (int i = 0; i < 50; i++) {
            alone.tradeOnce();
            rehearsal.round();
            beside.tradeOnce();
            assertEquals(alone.engine.stateHash(), beside.engine.stateHash());
        }
        assertEquals(alone.commands, beside.commands);
        assertEquals(50, beside.engine.view().settledTrades());
    }
}
