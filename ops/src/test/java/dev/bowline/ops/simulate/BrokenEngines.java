package dev.bowline.ops.simulate;

import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.EngineView;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.OrderLeg;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** Engines with one mistake each, which the invariants must find. */
final class BrokenEngines {
    /** Entry price by extreme, from the life before. */
    private static final Map<Long, Long> EXTREMES = new HashMap<>();

    private BrokenEngines() {}

    /** Sends an entry once more when its outcome is unknown (forbidden by OMS-3). */
    static EngineHandler sendingAgain(final EngineHandler engine) {
        final Map<Long, Placed> entries = new HashMap<>();
        return (event, nowNs) -> {
            engine.onEvent(event, nowNs);
            for (int i = 0; i < event.commands().count(); i++) {
                final OrderCommand command = event.commands().get(i);
                if (command.kind == CommandKind.PLACE_ORDER && !command.reduceOnly) {
                    entries.put(command.orderKey, Placed.of(command));
                }
            }
            if (event.type == EventType.REQUEST_OUTCOME
                    && event.outcome().kind == OutcomeKind.IN_DOUBT) {
                final Placed entry = entries.remove(event.outcome().orderKey);
                final OrderCommand again = entry == null ? null : event.commands().addOrNull();
                if (again != null) {
                    entry.copyTo(again);
                }
            }
        };
    }

    /** What a placement says. */
    private record Placed(
            int instrumentId,
            int runId,
            long orderKey,
            Side side,
            OrderType orderType,
            TimeInForce timeInForce,
            long qtyE8,
            long priceE8,
            int causeCode) {
        static Placed of(final OrderCommand command) {
            return new Placed(
                    command.instrumentId,
                    command.runId,
                    command.orderKey,
                    command.side,
                    command.orderType,
                    command.timeInForce,
                    command.qtyE8,
                    command.priceE8,
                    command.causeCode);
        }

        void copyTo(final OrderCommand command) {
            command.kind = CommandKind.PLACE_ORDER;
            command.instrumentId = instrumentId;
            command.runId = runId;
            command.orderKey = orderKey;
            command.side = side;
            command.orderType = orderType;
            command.timeInForce = timeInForce;
            command.qtyE8 = qtyE8;
            command.priceE8 = priceE8;
            command.causeCode = causeCode;
        }
    }

    /** Cancels the stop when it sends the next one, not when that is confirmed. */
    static EngineHandler cancellingStop(final EngineHandler engine) {
        final Map<Integer, Long> stops = new HashMap<>();
        return (event, nowNs) -> {
            engine.onEvent(event, nowNs);
            final int count = event.commands().count();
            for (int i = 0; i < count; i++) {
                final OrderCommand command = event.commands().get(i);
                if (command.kind == CommandKind.PLACE_ALGO
                        && command.orderType == OrderType.STOP_MARKET) {
                    final Long old = stops.put(command.instrumentId, command.orderKey);
                    if (old != null && isSameIntent(old, command.orderKey)) {
                        cancel(event, command, old);
                    }
                }
            }
        };
    }

    private static boolean isSameIntent(final long a, final long b) {
        return ClientOrderId.intentSeq(a) == ClientOrderId.intentSeq(b);
    }

    private static void cancel(
            final EngineEvent event, final OrderCommand like, final long orderKey) {
        final OrderCommand cancel = event.commands().addOrNull();
        if (cancel != null) {
            cancel.kind = CommandKind.CANCEL_ALGO;
            cancel.instrumentId = like.instrumentId;
            cancel.runId = like.runId;
            cancel.orderKey = orderKey;
            cancel.side = like.side;
            cancel.orderType = like.orderType;
        }
    }

    /** Never hears of the first part of an order that fills in parts. */
    static EngineHandler losingFill(final EngineHandler engine) {
        return (event, nowNs) -> {
            if (event.type == EventType.EXECUTION_REPORT
                    && event.execution().status == VenueOrderStatus.PARTIALLY_FILLED
                    && event.execution().source == ReportSource.ORDER_TRADE_UPDATE) {
                event.instrumentId = -1;
            }
            engine.onEvent(event, nowNs);
        };
    }

    /** Places no stop, and does not close for want of one. */
    static EngineHandler placingNoStop(final EngineHandler engine) {
        return (event, nowNs) -> {
            engine.onEvent(event, nowNs);
            for (int i = 0; i < event.commands().count(); i++) {
                final OrderCommand command = event.commands().get(i);
                final OrderLeg leg = ClientOrderId.leg(command.orderKey);
                if (command.kind == CommandKind.PLACE_ALGO && leg == OrderLeg.STOP) {
                    command.kind = CommandKind.QUERY_ALGO;
                } else if (command.kind == CommandKind.PLACE_ORDER && leg == OrderLeg.CLOSE) {
                    command.kind = CommandKind.QUERY_ORDER;
                }
            }
        };
    }

    /** Cancels the stop where the next one is to be placed, and forgets the next one. */
    static EngineHandler cancellingWithoutNext(final EngineHandler engine) {
        final Map<Integer, Long> stops = new HashMap<>();
        return (event, nowNs) -> {
            engine.onEvent(event, nowNs);
            for (int i = 0; i < event.commands().count(); i++) {
                final OrderCommand command = event.commands().get(i);
                if (command.kind == CommandKind.PLACE_ALGO
                        && command.orderType == OrderType.STOP_MARKET) {
                    final Long old = stops.put(command.instrumentId, command.orderKey);
                    if (old != null && isSameIntent(old, command.orderKey)) {
                        command.kind = CommandKind.CANCEL_ALGO;
                        command.orderKey = old;
                    }
                }
            }
        };
    }

    /** Sends every entry twice, under two ids. */
    static EngineHandler enteringTwice(final EngineHandler engine) {
        return (event, nowNs) -> {
            engine.onEvent(event, nowNs);
            final int count = event.commands().count();
            for (int i = 0; i < count; i++) {
                final OrderCommand command = event.commands().get(i);
                if (command.kind == CommandKind.PLACE_ORDER && !command.reduceOnly) {
                    final OrderCommand again = event.commands().addOrNull();
                    if (again != null) {
                        Placed.of(command).copyTo(again);
                        again.orderKey++; // the next attempt of the same intent
                    }
                }
            }
        };
    }

    /** Leaves stop and targets at the venue when the position is gone. */
    static EngineHandler leavingSiblings(final EngineHandler engine) {
        return (event, nowNs) -> {
            engine.onEvent(event, nowNs);
            for (int i = 0; i < event.commands().count(); i++) {
                final OrderCommand command = event.commands().get(i);
                if (command.kind == CommandKind.CANCEL_ALGO
                        && command.causeCode == CommandCause.SIBLING_CANCEL) {
                    command.kind = CommandKind.QUERY_ALGO;
                }
            }
        };
    }

    /** Books no fee. */
    static EngineHandler droppingFees(final EngineHandler engine) {
        return (event, nowNs) -> {
            if (event.type == EventType.EXECUTION_REPORT) {
                event.execution().commissionE8 = 0;
            }
            engine.onEvent(event, nowNs);
        };
    }

    /** Begins trailing at the entry price after each restart. */
    static EngineHandler forgettingExtremes(final EngineHandler engine) {
        final EngineView view = ((DecisionHandler) engine).view();
        return (event, nowNs) -> {
            if (event.type == EventType.STATE_RESTORED) {
                event.state = withoutExtremes(event.state);
            }
            engine.onEvent(event, nowNs);
            for (int id = 0; id < view.instruments(); id++) {
                if (view.positionQtyE8(id) != 0) {
                    EXTREMES.put(view.extremePriceE8(id), view.entryPriceE8(id));
                }
            }
        };
    }

    private static byte[] withoutExtremes(final byte[] state) {
        final ByteBuffer changed = ByteBuffer.wrap(state.clone()).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + Long.BYTES <= state.length; at++) {
            final Long entryE8 = EXTREMES.get(changed.getLong(at));
            if (entryE8 != null && entryE8 != 0) {
                changed.putLong(at, entryE8);
            }
        }
        return changed.array();
    }
}
