package dev.bowline.gateway.binance.rest;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.gateway.binance.user.ClientIds;
import dev.bowline.gateway.json.CheckedFields;
import dev.bowline.gateway.json.EnumWords;
import dev.bowline.gateway.json.FieldTable;
import dev.bowline.gateway.json.JsonScanner;
import dev.bowline.gateway.json.TextRange;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * The venue's reply to an order request to a request outcome, and for a lookup to an execution
 * report. What cannot be read is IN_DOUBT, never a guess. One thread; allocates nothing; never
 * throws on any bytes.
 */
public final class OrderReplyDecoder {
    private static final byte[] BANNED_UNTIL = "banned until ".getBytes(StandardCharsets.US_ASCII);

    /** A number that is longer is no time. */
    private static final long LATEST_BAN_MS = 1_000_000_000_000_000L;

    private static final EnumWords<VenueOrderStatus> STATES =
            new EnumWords<>(VenueOrderStatus.values());
    private static final EnumWords<Side> SIDES = new EnumWords<>(Side.values());
    private static final EnumWords<OrderType> TYPES = new EnumWords<>(OrderType.values());
    private static final EnumWords<TimeInForce> TIMES_IN_FORCE =
            new EnumWords<>(TimeInForce.values());

    private final JsonScanner scanner = new JsonScanner();
    private final FieldTable body = new FieldTable(ReplyFields.NAMES);
    private final CheckedFields fields = new CheckedFields();
    private final TextRange text = new TextRange();
    private final ClientIds ids;
    private long bannedUntilMs;
    private long unknownCodes;
    private long unreadableReplies;

    /**
     * Makes a decoder.
     *
     * @param mode letter of our client order ids: s, t, p or r
     */
    public OrderReplyDecoder(final char mode) {
        ids = new ClientIds(mode);
    }

    /**
     * Reads a reply. Fills every field of {@code outcome} but {@code latencyNs}; fills {@code
     * report} (source REST_QUERY, type STATUS) exactly if the outcome is FOUND.
     *
     * @param kind what was asked
     * @param runId of the order asked about
     * @param orderKey of the order asked about; a reply about another order is IN_DOUBT
     * @param httpStatus status code of the reply
     * @param report cleared and filled for QUERY_*; may be {@code null} for other kinds
     * @return what to do about it
     */
    public Reaction decode(
            final CommandKind kind,
            final int runId,
            final long orderKey,
            final int httpStatus,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final RequestOutcome outcome,
            final ExecutionReport report) {
        bannedUntilMs = 0;
        outcome.clear();
        outcome.commandKind = kind;
        outcome.runId = runId;
        outcome.orderKey = orderKey;
        outcome.httpStatus = httpStatus;
        scanner.wrap(buffer, offset, length);
        final boolean readable = scanner.scanObject(body) && scanner.atEnd();
        if (!readable) {
            body.reset(scanner);
            unreadableReplies++;
        }
        final long code = body.integer(ReplyFields.CODE);
        final boolean success = httpStatus >= 200 && httpStatus < 300;
        if (success && (code == FieldTable.INVALID || code >= 0)) {
            return decodeSuccess(kind, runId, orderKey, outcome, report);
        }
        return decodeError(kind, httpStatus, code, outcome);
    }

    /** Epoch milliseconds until which the last reply banned us, 0 if it did not. */
    public long bannedUntilMs() {
        return bannedUntilMs;
    }

    /** Error codes that are not in the contract (MON-6). */
    public long unknownCodes() {
        return unknownCodes;
    }

    /** Replies whose body was no JSON object. */
    public long unreadableReplies() {
        return unreadableReplies;
    }

    private Reaction decodeSuccess(
            final CommandKind kind,
            final int runId,
            final long orderKey,
            final RequestOutcome outcome,
            final ExecutionReport report) {
        fields.start(body);
        switch (kind) {
            case PLACE_ORDER, CANCEL_ORDER -> readOrder(outcome);
            case PLACE_ALGO, CANCEL_ALGO -> readAlgo(outcome);
            case QUERY_ORDER -> {
                readOrder(outcome);
                readOrderReport(outcome, report);
            }
            case QUERY_ALGO -> {
                readAlgo(outcome);
                readAlgoReport(outcome, report);
            }
            case DEADMAN_ARM, DEADMAN_DISARM -> {
                return decodeCountdown(kind == CommandKind.DEADMAN_ARM, outcome);
            }
            case RECONCILE -> {
                // No request of its own, so no reply either.
                outcome.kind = OutcomeKind.IN_DOUBT;
                return Reaction.IN_DOUBT;
            }
        }
        final boolean sameOrder =
                ids.origin() == OrderOrigin.OWN
                        && ids.runId() == runId
                        && ids.orderKey() == orderKey;
        if (fields.fault() != CheckedFields.FINE || !sameOrder) {
            outcome.kind = OutcomeKind.IN_DOUBT;
            return Reaction.IN_DOUBT;
        }
        final boolean lookup = kind == CommandKind.QUERY_ORDER || kind == CommandKind.QUERY_ALGO;
        outcome.kind = lookup ? OutcomeKind.FOUND : OutcomeKind.ACCEPTED;
        return Reaction.SUCCESS;
    }

    /** The venue repeats the countdown it has now; 0 for none. */
    private Reaction decodeCountdown(final boolean isArm, final RequestOutcome outcome) {
        fields.text(ReplyFields.COUNTDOWN, text);
        boolean isRunning = false;
        for (int i = 0; i < text.length(); i++) {
            isRunning |= text.buffer().getByte(text.offset() + i) != '0';
        }
        final boolean isProven =
                fields.fault() == CheckedFields.FINE && text.length() > 0 && isRunning == isArm;
        outcome.kind = isProven ? OutcomeKind.ACCEPTED : OutcomeKind.IN_DOUBT;
        return isProven ? Reaction.SUCCESS : Reaction.IN_DOUBT;
    }

    private void readOrder(final RequestOutcome outcome) {
        readId(ReplyFields.CLIENT_ORDER_ID);
        outcome.orderId = fields.natural(ReplyFields.ORDER_ID);
        outcome.status = statusOf(ReplyFields.STATUS);
        outcome.cumQtyE8 = fields.nonNegativeE8(ReplyFields.EXECUTED_QTY);
    }

    /** The reply to a cancellation has the ids only. */
    private void readAlgo(final RequestOutcome outcome) {
        readId(ReplyFields.CLIENT_ALGO_ID);
        outcome.algoId = fields.natural(ReplyFields.ALGO_ID);
        if (body.has(ReplyFields.ALGO_STATUS)) {
            outcome.status = statusOf(ReplyFields.ALGO_STATUS);
        }
        outcome.orderId = fields.optionalNatural(ReplyFields.ACTUAL_ORDER_ID, 0);
        outcome.cumQtyE8 = fields.optionalNonNegativeE8(ReplyFields.ACTUAL_QTY);
    }

    private void readOrderReport(final RequestOutcome outcome, final ExecutionReport report) {
        startReport(outcome, report, ReplyFields.TYPE);
        report.qtyE8 = fields.nonNegativeE8(ReplyFields.ORIG_QTY);
        report.triggerPriceE8 = fields.optionalNonNegativeE8(ReplyFields.STOP_PRICE);
        report.avgPriceE8 = fields.optionalNonNegativeE8(ReplyFields.AVG_PRICE);
    }

    private void readAlgoReport(final RequestOutcome outcome, final ExecutionReport report) {
        startReport(outcome, report, ReplyFields.ORDER_TYPE);
        if (outcome.status == null) {
            fields.fail(CheckedFields.MALFORMED);
        }
        report.qtyE8 = fields.optionalNonNegativeE8(ReplyFields.QUANTITY);
        report.triggerPriceE8 = fields.optionalNonNegativeE8(ReplyFields.TRIGGER_PRICE);
        report.avgPriceE8 = fields.optionalNonNegativeE8(ReplyFields.ACTUAL_PRICE);
    }

    private void startReport(
            final RequestOutcome outcome, final ExecutionReport report, final int typeField) {
        report.clear();
        report.source = ReportSource.REST_QUERY;
        report.executionType = ExecutionType.STATUS;
        report.status = outcome.status;
        report.origin = ids.origin();
        report.runId = ids.runId();
        report.orderKey = ids.orderKey();
        report.orderId = outcome.orderId;
        report.algoId = outcome.algoId;
        report.cumQtyE8 = outcome.cumQtyE8;
        report.side = SIDES.orNull(body, ReplyFields.SIDE);
        if (report.side == null) {
            fields.fail(CheckedFields.MALFORMED);
        }
        final OrderType type = TYPES.orNull(body, typeField);
        report.orderType = type == null ? OrderType.UNKNOWN : type;
        final TimeInForce inForce = TIMES_IN_FORCE.orNull(body, ReplyFields.TIME_IN_FORCE);
        report.timeInForce = inForce == null ? TimeInForce.UNKNOWN : inForce;
        report.priceE8 = fields.optionalNonNegativeE8(ReplyFields.PRICE);
        report.transactionTimeMs = fields.optionalNatural(ReplyFields.UPDATE_TIME, 0);
        report.reduceOnly = fields.optionalFlag(ReplyFields.REDUCE_ONLY);
        report.closePosition = fields.optionalFlag(ReplyFields.CLOSE_POSITION);
    }

    private void readId(final int field) {
        fields.text(field, text);
        ids.read(text);
    }

    private VenueOrderStatus statusOf(final int field) {
        if (!body.isText(field)) {
            fields.fail(CheckedFields.MALFORMED);
        }
        final VenueOrderStatus status = STATES.orNull(body, field);
        return status == null ? VenueOrderStatus.UNKNOWN : status;
    }

    private Reaction decodeError(
            final CommandKind kind,
            final int httpStatus,
            final long bodyCode,
            final RequestOutcome outcome) {
        // Positive numbers and nonsense are no code of the venue.
        final int code = bodyCode < 0 && bodyCode >= Integer.MIN_VALUE ? (int) bodyCode : 0;
        outcome.errorCode = code;
        body.text(ReplyFields.MESSAGE, text);
        if (code != 0 && !VenueError.isKnown(code)) {
            unknownCodes++;
        }
        bannedUntilMs = banEnd();
        final Reaction reaction = VenueError.classify(httpStatus, code, text);
        outcome.kind =
                switch (reaction) {
                    case SUCCESS -> OutcomeKind.ACCEPTED;
                    case IN_DOUBT -> OutcomeKind.IN_DOUBT;
                    case RECONCILE -> stateMismatch(kind, code);
                    case RETRY, REFUSED, RESYNC_CLOCK, STOP -> OutcomeKind.REFUSED;
                };
        return reaction;
    }

    private static OutcomeKind stateMismatch(final CommandKind kind, final int code) {
        if (code == VenueError.NO_SUCH_ORDER
                && (kind == CommandKind.QUERY_ORDER || kind == CommandKind.QUERY_ALGO)) {
            return OutcomeKind.NOT_FOUND;
        }
        // An order with our id is alive: look it up instead of believing that there is none.
        final boolean alive =
                code == VenueError.DUPLICATE_CLIENT_ID || code == VenueError.NEW_ORDER_REJECTED;
        return alive && (kind == CommandKind.PLACE_ORDER || kind == CommandKind.PLACE_ALGO)
                ? OutcomeKind.IN_DOUBT
                : OutcomeKind.REFUSED;
    }

    private long banEnd() {
        final int index = text.indexOf(BANNED_UNTIL);
        if (index < 0) {
            return 0;
        }
        long endMs = 0;
        for (int i = index + BANNED_UNTIL.length; i < text.length(); i++) {
            final int digit = text.buffer().getByte(text.offset() + i) - '0';
            if (digit < 0 || digit > 9 || endMs > LATEST_BAN_MS) {
                break;
            }
            endMs = endMs * 10 + digit;
        }
        return endMs;
    }
}
