package dev.bowline.bench.path;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;

/**
 * One IOC order per n-th book, and one per book while warming up, so that the order path runs
 * compiled when the measurement starts; the order's id tells which book caused it.
 */
final class CauseOrders {
    private final long warmUpMessages;
    private final long messagesPerOrder;

    CauseOrders(final long warmUpMessages, final long messagesPerOrder) {
        this.warmUpMessages = warmUpMessages;
        this.messagesPerOrder = messagesPerOrder;
    }

    void addIfDue(final EngineEvent event) {
        final long cause = event.topOfBook().updateId;
        if (cause > warmUpMessages && cause % messagesPerOrder != 0) {
            return;
        }
        final OrderCommand command = event.commands().addOrNull();
        command.kind = CommandKind.PLACE_ORDER;
        command.instrumentId = event.instrumentId;
        command.runId = 1;
        command.orderKey = ClientOrderId.key(cause, 1, Side.BUY, OrderLeg.ENTRY, 0);
        command.side = Side.BUY;
        command.orderType = OrderType.LIMIT;
        command.timeInForce = TimeInForce.IOC;
        command.priceE8 = event.topOfBook().askPriceE8;
        command.qtyE8 = FixedPoint.ONE_E8 / 1_000;
    }
}
