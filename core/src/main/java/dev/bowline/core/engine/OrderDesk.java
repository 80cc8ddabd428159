package dev.bowline.core.engine;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderInput;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.OrderStatus;
import dev.bowline.core.order.OrderTransitions;
import dev.bowline.core.order.ProtectionLimits;

/**
 * Orders one by one: makes them, writes their commands, moves them by what the venue says, looks up
 * what is in doubt. Knows nothing of positions.
 */
final class OrderDesk {
    // USDⓈ-M docs, Error Codes, read 2026-11-20.
    static final int UNKNOWN_ORDER_SENT = -2011;
    static final int NO_SUCH_ORDER = -2013;

    /** So often the venue must say that it does not know an order before it is looked up. */
    private static final int REFUSALS_TO_LOOK = 2;

    private static final int MAX_DOUBLINGS = 16;

    private final Books books;
    private final ProtectionLimits limits;

    /** Something cannot be as we have it: the venue is to be asked for all (OMS-1). */
    boolean isSnapshotWanted;

    OrderDesk(final Books books) {
        this.books = books;
        limits = books.config.protection();
    }

    /** A new order in CREATED, or {@code null} if store or slot has no room. */
    Order createOrNull(
            final int instrumentId,
            final long intentSeq,
            final int strategyId,
            final Side side,
            final OrderLeg leg,
            final int attempt) {
        if (books.orders.isFull() || !books.hasRoom(1)) {
            return null;
        }
        final long key = ClientOrderId.key(intentSeq, strategyId, side, leg, attempt);
        final Order order = books.orders.addOrNull(books.config.runId(), key);
        order.instrumentId = instrumentId;
        order.side = side;
        order.createdNs = books.nowNs;
        order.timeInForce = TimeInForce.GTC;
        return order;
    }

    /** Hands an order in CREATED to the exit; false if the slot is full. */
    boolean send(final Order order, final int causeCode) {
        final OrderCommand command = books.event.commands().addOrNull();
        if (command == null) {
            return false;
        }
        order.causeCode = causeCode;
        order.sentNs = books.nowNs;
        order.venueId = 0; // what is sent again gets a new one
        if (order.leg() == OrderLeg.CLOSE && order.refPriceE8 == 0) {
            order.refPriceE8 = books.touchE8(order.instrumentId, order.side);
        }
        fill(command, order, causeCode);
        command.kind = order.isAlgo() ? CommandKind.PLACE_ALGO : CommandKind.PLACE_ORDER;
        command.reduceOnly = order.leg() != OrderLeg.ENTRY;
        command.timeInForce = order.priceE8 > 0 ? order.timeInForce : null;
        command.workingType = order.isAlgo() ? limits.workingType() : null;
        command.qtyE8 = order.qtyE8;
        command.priceE8 = order.priceE8;
        command.triggerPriceE8 = order.triggerPriceE8;
        command.activatePriceE8 = order.activatePriceE8;
        command.callbackPercentE8 = order.callbackPercentE8;
        apply(order, OrderInput.SENT);
        return true;
    }

    /** Asks to cancel an order that may be at the venue; does nothing for others. */
    void cancel(final Order order, final int causeCode) {
        if (!order.mayBeAtVenue() || order.status == OrderStatus.CANCEL_PENDING) {
            return;
        }
        sendCancel(order, causeCode);
    }

    private void sendCancel(final Order order, final int causeCode) {
        final OrderCommand command = books.event.commands().addOrNull();
        if (command == null) {
            return;
        }
        fill(command, order, causeCode);
        command.kind =
                order.isAlgo() && !isResting(order)
                        ? CommandKind.CANCEL_ALGO
                        : CommandKind.CANCEL_ORDER;
        // The venue may have given the child a client id of its own.
        command.venueOrderId = command.kind == CommandKind.CANCEL_ORDER ? order.childId : 0;
        order.cancelSentNs = books.nowNs;
        order.cancels++;
        order.causeCode = causeCode;
        apply(order, OrderInput.CANCEL_SENT);
    }

    /** A triggered limit target is a plain order of the book from then on, under the same id. */
    private static boolean isResting(final Order order) {
        return order.isTriggered && order.orderType == OrderType.TAKE_PROFIT;
    }

    private void lookUp(final Order order) {
        final boolean isUrgent = order.leg() != OrderLeg.TARGET;
        if (isUrgent ? books.rate.isBanned(books.nowMs()) : books.rate.isCritical(books.nowMs())) {
            return;
        }
        final OrderCommand command = books.event.commands().addOrNull();
        if (command == null) {
            return;
        }
        fill(command, order, CommandCause.LOOKUP);
        command.kind = order.isAlgo() ? CommandKind.QUERY_ALGO : CommandKind.QUERY_ORDER;
        order.lookupSentNs = books.nowNs;
        order.isLookupPending = true;
    }

    private static void fill(final OrderCommand command, final Order order, final int causeCode) {
        command.instrumentId = order.instrumentId;
        command.runId = order.runId;
        command.orderKey = order.orderKey;
        command.side = order.side;
        command.orderType = order.orderType;
        command.causeCode = causeCode;
    }

    /** Moves an order; a pair that cannot be is an incident, and all is read from the venue. */
    void apply(final Order order, final OrderInput input) {
        final OrderStatus next = OrderTransitions.next(order.status, input);
        if (next == OrderStatus.INVALID) {
            final Decision decision =
                    books.decide(DecisionAction.ILLEGAL_TRANSITION, order, order.status.code());
            decision.valueE8 = order.status.code();
            if (!isSnapshotWanted) {
                isSnapshotWanted = true;
                books.decide(DecisionAction.INCIDENT, order, CommandCause.ILLEGAL_TRANSITION);
            }
            return;
        }
        if (next.isFinal() && !order.status.isFinal()) {
            order.finalNs = books.nowNs;
        }
        order.isConfirmed |= !order.status.isFinal() && isToldByVenue(input);
        order.status = next;
    }

    /** Also while a cancel is under way, when the state stays as it is. */
    private static boolean isToldByVenue(final OrderInput input) {
        return switch (input) {
            case ACKNOWLEDGED, PARTIAL_FILL, FULL_FILL -> true;
            case SENT, CANCEL_SENT, NOT_SENT, CANCELLED, REJECTED, EXPIRED, DOUBTED, NOT_FOUND ->
                    false;
        };
    }

    /** Moves the order a reply is about; {@code null} if it is none of ours. */
    Order onOutcome(final RequestOutcome outcome) {
        final Order order = books.orders.findOrNull(outcome.runId, outcome.orderKey);
        if (order == null || outcome.kind == null || outcome.commandKind == null) {
            return null;
        }
        switch (outcome.commandKind) {
            case PLACE_ORDER, PLACE_ALGO -> onPlaced(order, outcome);
            case CANCEL_ORDER, CANCEL_ALGO -> onCancelled(order, outcome);
            case QUERY_ORDER, QUERY_ALGO -> onLookedUp(order, outcome);
            case RECONCILE, DEADMAN_ARM, DEADMAN_DISARM -> {
                // About no order.
            }
        }
        return order;
    }

    private void onPlaced(final Order order, final RequestOutcome outcome) {
        switch (outcome.kind) {
            case ACCEPTED -> {
                noteVenueTotal(order, outcome.cumQtyE8, 0);
                apply(order, OrderInput.ACKNOWLEDGED);
                if (outcome.status != null) {
                    applyEnd(order, outcome.status);
                }
            }
            case REFUSED -> {
                order.errorCode = outcome.errorCode;
                apply(order, OrderInput.REJECTED);
                books.decide(DecisionAction.ORDER_REJECTED, order, outcome.errorCode);
            }
            case IN_DOUBT -> doubt(order);
            case NOT_SENT -> {
                if (order.leg() == OrderLeg.ENTRY) {
                    apply(order, OrderInput.REJECTED);
                    books.decide(DecisionAction.ORDER_REJECTED, order, 0);
                } else {
                    apply(order, OrderInput.NOT_SENT);
                }
            }
            case NOT_FOUND, FOUND -> {
                // No answers to a placement.
            }
        }
    }

    private void onCancelled(final Order order, final RequestOutcome outcome) {
        if (outcome.kind == OutcomeKind.ACCEPTED) {
            noteVenueTotal(order, outcome.cumQtyE8, 0);
            apply(order, OrderInput.CANCELLED);
        } else if (outcome.kind == OutcomeKind.NOT_SENT && outcome.httpStatus == 0) {
            // It never left, for example during a ban: afterwards it goes at once.
            order.cancels = Math.max(0, order.cancels - 1);
        } else if (outcome.kind == OutcomeKind.REFUSED
                && (outcome.errorCode == UNKNOWN_ORDER_SENT
                        || outcome.errorCode == NO_SUCH_ORDER)) {
            onCancelRefused(order);
        } else {
            reportUnanswered(order, outcome);
        }
    }

    /** Once the pauses are as long as they get: the order may stand, and somebody should look. */
    private void reportUnanswered(final Order order, final RequestOutcome outcome) {
        final int unanswered = order.cancels - order.cancelRefusals;
        final long maxMs = limits.maxCancelWaitMs();
        if (!order.status.isFinal()
                && pauseMs(limits.requestTimeoutMs(), unanswered) >= maxMs
                && (unanswered == 1
                        || pauseMs(limits.requestTimeoutMs(), unanswered - 1) < maxMs)) {
            final Decision decision =
                    books.decide(DecisionAction.INCIDENT, order, CommandCause.CANCEL_UNANSWERED);
            decision.valueE8 = unanswered * FixedPoint.ONE_E8;
            decision.limitE8 = outcome.errorCode;
        }
    }

    /**
     * Not open, says the venue. A refusal proves no end: what became of the order is looked up, and
     * until that tells, the order lives and is cancelled on.
     */
    private void onCancelRefused(final Order order) {
        order.cancelRefusals++;
        if (isCancelDoubted(order)) {
            lookUp(order);
        }
    }

    private static boolean isCancelDoubted(final Order order) {
        return order.status == OrderStatus.CANCEL_PENDING
                && order.cancelRefusals >= REFUSALS_TO_LOOK;
    }

    /**
     * Each cancel in vain doubles the wait, because all of them count at the venue (RISK-7): those
     * that it said "no such order" to, and those that it did not answer or refused otherwise. They
     * never end, for an order that is to go may stand there.
     */
    private long cancelWaitMs(final Order order) {
        final int unanswered = order.cancels - order.cancelRefusals;
        if (order.cancelRefusals == 0) {
            return pauseMs(limits.requestTimeoutMs(), unanswered);
        }
        final long refusedMs = pauseMs(limits.lookupIntervalMs(), order.cancelRefusals);
        return unanswered <= 0
                ? refusedMs
                : Math.max(refusedMs, pauseMs(limits.requestTimeoutMs(), unanswered));
    }

    private long pauseMs(final long firstMs, final int tries) {
        final int doublings = Math.min(Math.max(0, tries - 1), MAX_DOUBLINGS);
        return Math.max(firstMs, Math.min(firstMs << doublings, limits.maxCancelWaitMs()));
    }

    /**
     * Whether the venue's not knowing an order proves that it is not there: asked so long after the
     * order left that lookups have caught up and, for an entry that nobody told of, that no request
     * of it can arrive any more (OMS-3). What such an entry would do twice a stop or close cannot,
     * for they only reduce, so they wait no longer than PROT-1 says.
     *
     * @param askedNs when the question left
     */
    boolean isAbsenceProven(final Order order, final long askedNs) {
        final boolean isUnknownEntry = order.leg() == OrderLeg.ENTRY && !order.isConfirmed;
        final long afterMs = isUnknownEntry ? limits.entryLookupMs() : limits.stopLookupMs();
        return askedNs - order.sentNs >= afterMs * Books.NS_PER_MS;
    }

    /** When the question left that is answered now; that may be an older one than the last. */
    private long askedNs(final long lastAskedNs, final RequestOutcome outcome) {
        return Math.min(lastAskedNs, books.nowNs - outcome.latencyNs);
    }

    /** Where it was never seen it may still turn up: lookups lag. */
    private void onLookedUp(final Order order, final RequestOutcome outcome) {
        order.isLookupPending = false;
        if (outcome.kind == OutcomeKind.NOT_FOUND
                && (!order.isConfirmed || isCancelDoubted(order))
                && isAbsenceProven(order, askedNs(order.lookupSentNs, outcome))) {
            if (isCancelDoubted(order) && !order.isConfirmed) {
                incident(order, CommandCause.CANCEL_GIVEN_UP);
            }
            apply(order, OrderInput.NOT_FOUND);
        }
    }

    private void incident(final Order order, final int causeCode) {
        books.decide(DecisionAction.INCIDENT, order, causeCode).valueE8 =
                order.cancelRefusals * FixedPoint.ONE_E8;
    }

    /** It works, and is not cancelled: said at each doubling of the refusals. */
    private void recordCancelRefused(final Order order, final ExecutionReport report) {
        final boolean isOpen =
                report.status == VenueOrderStatus.NEW
                        || report.status == VenueOrderStatus.PARTIALLY_FILLED
                        || (report.status == VenueOrderStatus.TRIGGERED && isResting(order));
        if (report.source == ReportSource.REST_QUERY
                && isOpen
                && isCancelDoubted(order)
                && Integer.bitCount(order.cancelRefusals) == 1) {
            incident(order, CommandCause.CANCEL_REFUSED);
        }
    }

    /** Takes in what a report says about the order's state; fills are booked before this. */
    void onReport(final Order order, final ExecutionReport report) {
        noteVenueTotal(order, report.cumQtyE8, report.avgPriceE8);
        // Only the child of a triggered target is told of as a plain limit order.
        order.isTriggered |=
                order.orderType == OrderType.TAKE_PROFIT && report.orderType == OrderType.LIMIT;
        if (report.source == ReportSource.REST_QUERY) {
            order.isLookupPending = false;
        }
        recordCancelRefused(order, report);
        if (isStray(order, report)) {
            if (isStrayCancelDue(order, report)) {
                books.decide(DecisionAction.INCIDENT, order, CommandCause.ORPHAN_CANCEL);
                sendCancel(order, CommandCause.ORPHAN_CANCEL);
            }
            return;
        }
        if (report.status == null) {
            applyFilled(order);
            return;
        }
        switch (report.status) {
            case NEW, NEW_INSURANCE, NEW_ADL -> {
                apply(order, OrderInput.ACKNOWLEDGED);
                cancelAgain(order, report);
            }
            case TRIGGERING, TRIGGERED -> {
                order.isTriggered = true;
                apply(order, OrderInput.ACKNOWLEDGED);
            }
            case PARTIALLY_FILLED -> {
                apply(order, OrderInput.PARTIAL_FILL);
                cancelAgain(order, report);
            }
            case FILLED -> {
                noteVenueTotal(order, order.qtyE8, report.avgPriceE8);
                applyFilled(order);
            }
            case FINISHED -> onFinished(order);
            case CANCELED, REJECTED, EXPIRED, EXPIRED_IN_MATCH -> {
                order.errorCode = report.errorCode;
                applyEnd(order, report.status);
            }
            case UNKNOWN -> {
                // A word the decoder counted.
            }
        }
    }

    /**
     * Given up as never placed, or ended in our books, and yet at the venue. Late stream news of an
     * order that was confirmed before is no such sign, a snapshot's row is.
     */
    private static boolean isStray(final Order order, final ExecutionReport report) {
        return report.status == VenueOrderStatus.NEW
                && order.status.isFinal()
                && order.status != OrderStatus.FILLED
                && (!order.isConfirmed || report.source == ReportSource.REST_SNAPSHOT);
    }

    /** A row shows what is to go: the cancels have failed, and begin anew without long pauses. */
    private void cancelAgain(final Order order, final ExecutionReport report) {
        if (order.status == OrderStatus.CANCEL_PENDING
                && report.source == ReportSource.REST_SNAPSHOT
                && books.isElapsed(
                        order.cancelSentNs,
                        order.cancelRefusals == 0
                                ? limits.requestTimeoutMs()
                                : cancelWaitMs(order))) {
            order.cancels = order.cancelRefusals;
            sendCancel(order, order.causeCode);
        }
    }

    /** A row may be older than the venue's word that there is no such order. */
    private boolean isStrayCancelDue(final Order order, final ExecutionReport report) {
        return report.source != ReportSource.REST_SNAPSHOT
                || order.cancelRefusals == 0
                || books.isElapsed(order.cancelSentNs, cancelWaitMs(order));
    }

    private void onFinished(final Order order) {
        order.isTriggered = true;
        if (order.venueCumQtyE8 >= order.qtyE8) {
            applyFilled(order);
        } else {
            // The child was ended by the matching engine; what it filled is in the total.
            apply(order, OrderInput.EXPIRED);
        }
    }

    private void applyEnd(final Order order, final VenueOrderStatus status) {
        switch (status) {
            case CANCELED -> apply(order, OrderInput.CANCELLED);
            case REJECTED -> apply(order, OrderInput.REJECTED);
            case EXPIRED, EXPIRED_IN_MATCH -> apply(order, OrderInput.EXPIRED);
            case NEW,
                    PARTIALLY_FILLED,
                    FILLED,
                    NEW_INSURANCE,
                    NEW_ADL,
                    TRIGGERING,
                    TRIGGERED,
                    FINISHED,
                    UNKNOWN -> {
                // Not an end; fills come by the stream.
            }
        }
    }

    /** Moves an order by the fills that were booked. */
    void applyFilled(final Order order) {
        if (order.filledQtyE8 >= order.qtyE8 && order.qtyE8 > 0) {
            apply(order, OrderInput.FULL_FILL);
        } else if (order.filledQtyE8 > 0) {
            apply(order, OrderInput.PARTIAL_FILL);
        } else {
            apply(order, OrderInput.ACKNOWLEDGED);
        }
    }

    private static void noteVenueTotal(
            final Order order, final long cumQtyE8, final long avgPriceE8) {
        if (cumQtyE8 > order.venueCumQtyE8) {
            order.venueCumQtyE8 = Math.min(cumQtyE8, order.qtyE8);
            order.venueAvgPriceE8 = avgPriceE8;
        } else if (cumQtyE8 == order.venueCumQtyE8 && avgPriceE8 > 0) {
            order.venueAvgPriceE8 = avgPriceE8;
        }
    }

    private void doubt(final Order order) {
        if (order.status == OrderStatus.SENT) {
            apply(order, OrderInput.DOUBTED);
            books.decide(DecisionAction.ORDER_IN_DOUBT, order, order.causeCode);
        }
    }

    /** Timeouts and lookups of one order. */
    void scan(final Order order) {
        switch (order.status) {
            case SENT -> {
                if (books.isElapsed(order.sentNs, answerLimitMs(order))) {
                    doubt(order);
                    lookUp(order);
                }
            }
            case IN_DOUBT -> lookUpIfDue(order);
            case CANCEL_PENDING -> {
                if (books.isElapsed(order.cancelSentNs, cancelWaitMs(order))) {
                    sendCancel(order, order.causeCode);
                }
            }
            case CREATED,
                    ACKNOWLEDGED,
                    PARTIALLY_FILLED,
                    FILLED,
                    CANCELLED,
                    REJECTED,
                    EXPIRED,
                    INVALID -> {
                // Nothing to wait for.
            }
        }
    }

    private void lookUpIfDue(final Order order) {
        final long waitMs =
                order.isLookupPending
                        ? Math.max(limits.requestTimeoutMs(), limits.lookupIntervalMs())
                        : limits.lookupIntervalMs();
        if (books.isElapsed(order.lookupSentNs, waitMs)) {
            lookUp(order);
        }
    }

    /** A stop is looked up earlier than other orders (PROT-1). */
    private long answerLimitMs(final Order order) {
        return order.leg() == OrderLeg.STOP
                ? Math.min(limits.requestTimeoutMs(), limits.stopConfirmMs())
                : limits.requestTimeoutMs();
    }
}
