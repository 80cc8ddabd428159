package dev.bowline.ops.simulate;

import static dev.bowline.core.num.FixedPoint.ONE_E8;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.SnapshotMark;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.OrderLeg;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Further engines, and exits, with one mistake each. */
final class MoreBrokenEngines {
    private static final int INSTRUMENTS = 5;
    private static final long STRANGE_INTENTS = 1_000_000;

    private MoreBrokenEngines() {}

    /** Looks at each command once the engine has decided. */
    @FunctionalInterface
    private interface Change {
        void apply(EngineEvent event, OrderCommand command);
    }

    private static EngineHandler changing(final EngineHandler engine, final Change change) {
        return (event, nowNs) -> {
            engine.onEvent(event, nowNs);
            final int count = event.commands().count();
            for (int i = 0; i < count; i++) {
                change.apply(event, event.commands().get(i));
            }
        };
    }

    private static boolean isEntry(final OrderCommand command) {
        return command.kind == CommandKind.PLACE_ORDER && !command.reduceOnly;
    }

    /** Places no stop for a position that it finds, and does not close it for want of one. */
    static EngineHandler adoptingWithoutStop(final EngineHandler engine) {
        final Set<Long> adopted = new HashSet<>();
        return changing(
                engine,
                (event, command) -> {
                    final OrderLeg leg = ClientOrderId.leg(command.orderKey);
                    final long intent = ClientOrderId.intentSeq(command.orderKey);
                    if (command.causeCode == CommandCause.ADOPTED) {
                        adopted.add(intent);
                    }
                    if (!adopted.contains(intent)) {
                        return;
                    }
                    if (command.kind == CommandKind.PLACE_ALGO && leg == OrderLeg.STOP) {
                        command.kind = CommandKind.QUERY_ALGO;
                    } else if (command.kind == CommandKind.PLACE_ORDER && leg == OrderLeg.CLOSE) {
                        command.kind = CommandKind.QUERY_ORDER;
                    }
                });
    }

    /** Enters with twice the quantity that sizing allowed. */
    static EngineHandler enteringDouble(final EngineHandler engine) {
        return changing(
                engine,
                (event, command) -> {
                    if (isEntry(command)) {
                        command.qtyE8 *= 2;
                    }
                });
    }

    /** Enters a second contract with each entry, past the limit of positions. */
    static EngineHandler enteringMore(final EngineHandler engine) {
        final Map<Integer, Long> prices = new HashMap<>();
        return changing(
                (event, nowNs) -> {
                    if (event.type == EventType.TOP_OF_BOOK) {
                        prices.put(event.instrumentId, event.topOfBook().askPriceE8);
                    }
                    engine.onEvent(event, nowNs);
                },
                (event, command) -> {
                    final int other = (command.instrumentId + 1) % INSTRUMENTS;
                    final OrderCommand more =
                            isEntry(command) && prices.containsKey(other)
                                    ? event.commands().addOrNull()
                                    : null;
                    if (more != null) {
                        more.kind = CommandKind.PLACE_ORDER;
                        more.instrumentId = other;
                        more.runId = command.runId;
                        more.orderKey =
                                ClientOrderId.key(
                                        STRANGE_INTENTS + ClientOrderId.intentSeq(command.orderKey),
                                        1,
                                        Side.BUY,
                                        OrderLeg.ENTRY,
                                        0);
                        more.side = Side.BUY;
                        more.orderType = OrderType.MARKET;
                        more.qtyE8 = smallQtyE8(prices.get(other));
                        more.causeCode = CommandCause.ENTRY;
                    }
                });
    }

    /** About 60 of quote currency on every grid. */
    private static long smallQtyE8(final long priceE8) {
        final long qtyE8 = FixedPoint.divFloorE8(60 * ONE_E8, priceE8);
        final long stepE8 =
                priceE8 > 10_000 * ONE_E8
                        ? ONE_E8 / 1_000
                        : priceE8 > 10 * ONE_E8 ? ONE_E8 / 100 : ONE_E8;
        return Math.max(stepE8, FixedPoint.floorToStepE8(qtyE8, stepE8));
    }

    /** Books each fill of an exit twice. */
    static EngineHandler bookingTwice(final EngineHandler engine) {
        return (event, nowNs) -> {
            if (event.type == EventType.EXECUTION_REPORT
                    && event.execution().lastQtyE8 > 0
                    && event.execution().realizedPnlE8 != 0) {
                event.execution().realizedPnlE8 *= 2;
            }
            engine.onEvent(event, nowNs);
        };
    }

    /** Knows nothing of the life before. */
    static EngineHandler forgettingState(final EngineHandler engine) {
        return (event, nowNs) -> {
            if (event.type == EventType.STATE_RESTORED) {
                event.type = EventType.EMPTY;
            }
            engine.onEvent(event, nowNs);
        };
    }

    /** Reads one snapshot after its start, and believes none of the others, nor their fills. */
    static EngineHandler ignoringSnapshots(final EngineHandler engine) {
        final boolean[] isStarted = new boolean[1];
        return (event, nowNs) -> {
            final boolean isEnd =
                    event.type == EventType.VENUE_SNAPSHOT
                            && event.snapshot().mark == SnapshotMark.END
                            && event.snapshot().complete;
            if (isStarted[0] && isOfSnapshot(event)) {
                event.type = EventType.EMPTY;
            }
            isStarted[0] |= isEnd;
            engine.onEvent(event, nowNs);
        };
    }

    private static boolean isOfSnapshot(final EngineEvent event) {
        return event.type == EventType.VENUE_SNAPSHOT
                || (event.type == EventType.ACCOUNT_UPDATE
                        && event.account().reason == AccountReason.SNAPSHOT)
                || (event.type == EventType.EXECUTION_REPORT
                        && (event.execution().source == ReportSource.REST_TRADE
                                || event.execution().source == ReportSource.REST_SNAPSHOT));
    }

    /** Trails the wrong way: each next stop stands farther from the price. */
    static EngineHandler trailingBack(final EngineHandler engine) {
        final Map<Long, Long> firsts = new HashMap<>();
        return changing(
                engine,
                (event, command) -> {
                    if (command.kind != CommandKind.PLACE_ALGO
                            || ClientOrderId.leg(command.orderKey) != OrderLeg.STOP) {
                        return;
                    }
                    final long intent = ClientOrderId.intentSeq(command.orderKey);
                    final Long first = firsts.putIfAbsent(intent, command.triggerPriceE8);
                    if (first != null) {
                        command.triggerPriceE8 = 2 * first - command.triggerPriceE8;
                    }
                });
    }

    /** Targets that would take twice the position. */
    static EngineHandler targetingDouble(final EngineHandler engine) {
        return changing(
                engine,
                (event, command) -> {
                    if (command.kind == CommandKind.PLACE_ALGO
                            && ClientOrderId.leg(command.orderKey) == OrderLeg.TARGET) {
                        command.qtyE8 *= 2;
                    }
                });
    }

    /** An exit that sends targets under an id that the journal does not hold. */
    static EngineHandler sendingUnknownIds(final EngineHandler exit) {
        return (event, nowNs) -> {
            for (int i = 0; i < event.commands().count(); i++) {
                final OrderCommand command = event.commands().get(i);
                if (command.kind == CommandKind.PLACE_ALGO
                        && ClientOrderId.leg(command.orderKey) == OrderLeg.TARGET) {
                    command.orderKey++;
                }
            }
            exit.onEvent(event, nowNs);
        };
    }
}
