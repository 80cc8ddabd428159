package dev.bowline.gateway.binance.rest;

import dev.bowline.gateway.json.FieldTable;
import dev.bowline.gateway.json.JsonScanner;
import dev.bowline.gateway.json.TextRange;
import dev.bowline.gateway.json.WordTable;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One answer of the venue's WebSocket API taken apart: which request it is about, the HTTP status,
 * the body that a REST reply would have had, and the limits used. One thread; allocates nothing
 * once its buffers have grown; never throws on any bytes.
 *
 * <p>USDⓈ-M docs, WebSocket API General Info, read 2026-11-20. The time in {@code
 * error.data.retryAfter} is the Spot docs'; the futures docs name none.
 */
public final class ApiReply {
    /** Stands for an answer that is about no request: the id is null. */
    public static final long NO_ID = -1;

    private static final int ID = 0;
    private static final int STATUS = 1;
    private static final int RESULT = 2;
    private static final int ERROR = 3;
    private static final int RATE_LIMITS = 4;

    private static final int CODE = 0;
    private static final int MESSAGE = 1;
    private static final int DATA = 2;
    private static final int RETRY_AFTER = 0;

    private static final int LIMIT_TYPE = 0;
    private static final int INTERVAL = 1;
    private static final int INTERVALS = 2;
    private static final int COUNT = 3;

    private static final int LEAST_STATUS = 100;
    private static final int GREATEST_STATUS = 599;

    private static final WordTable TYPES = new WordTable("REQUEST_WEIGHT", "ORDERS");
    private static final WordTable UNITS = new WordTable("SECOND", "MINUTE");
    private static final int WEIGHT_TYPE = 0;
    private static final int ORDERS_TYPE = 1;
    private static final int SECOND_UNIT = 0;
    private static final int MINUTE_UNIT = 1;

    private final JsonScanner scanner = new JsonScanner();
    private final FieldTable data = new FieldTable(new WordTable("retryAfter", "serverTime"));
    private final FieldTable error =
            new FieldTable(new WordTable("code", "msg", "data")).withChild(DATA, data);
    private final FieldTable fields =
            new FieldTable(new WordTable("id", "status", "result", "error", "rateLimits"))
                    .withChild(ERROR, error);
    private final FieldTable limit =
            new FieldTable(
                    new WordTable("rateLimitType", "interval", "intervalNum", "count", "limit"));
    private final UnsafeBuffer empty = new UnsafeBuffer(0, 0);
    private final TextRange text = new TextRange();
    private long id;
    private int status;

    /**
     * Takes an answer.
     *
     * @return false if it is none: no JSON object, an id that is neither null nor one of ours, or a
     *     status that is no HTTP status
     */
    public boolean read(final DirectBuffer buffer, final int offset, final int length) {
        scanner.wrap(buffer, offset, length);
        // A child keeps the fields of the answer before if this one has no such object.
        error.reset(scanner);
        data.reset(scanner);
        if (!scanner.scanObject(fields) || !scanner.atEnd()) {
            return false;
        }
        final long statusRead = numberOf(fields, STATUS);
        final boolean isStatus = statusRead >= LEAST_STATUS && statusRead <= GREATEST_STATUS;
        final boolean isNone = fields.kind(ID) == JsonScanner.NULL;
        id = isNone ? NO_ID : numberOf(fields, ID);
        status = isStatus ? (int) statusRead : 0;
        return isStatus && (isNone || id > 0);
    }

    /** A bare whole number; INVALID, which is negative, for anything else. */
    private static long numberOf(final FieldTable table, final int field) {
        return table.kind(field) == JsonScanner.NUMBER ? table.integer(field) : FieldTable.INVALID;
    }

    /** Id of the request it answers, or {@link #NO_ID}. */
    public long id() {
        return id;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Whether it is an answer to a request that succeeded. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The venue's error code, 0 if there is none. */
    public int errorCode() {
        final long code = error.integer(CODE);
        return code < 0 && code >= Integer.MIN_VALUE ? (int) code : 0;
    }

    /** The venue's words about the error, cut to a length that fits a log; empty without. */
    public String errorText() {
        error.text(MESSAGE, text);
        final byte[] bytes = new byte[Math.min(text.length(), 200)];
        text.buffer().getBytes(text.offset(), bytes);
        return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
    }

    /** Epoch milliseconds before which nothing is to be sent; 0 if it does not say. */
    public long retryAfterMs() {
        final long untilMs = data.integer(RETRY_AFTER);
        return Math.max(0, untilMs);
    }

    /** Buffer of {@link #bodyOffset}; valid until the next {@link #read}. */
    public DirectBuffer body() {
        return hasBody() ? scanner.view() : empty;
    }

    /** Where result or error begins, whichever the status says. */
    public int bodyOffset() {
        return hasBody() ? fields.start(bodyField()) : 0;
    }

    /** Length of result or error; 0 if it is missing, which no decoder takes for an answer. */
    public int bodyLength() {
        return hasBody() ? fields.end(bodyField()) - fields.start(bodyField()) : 0;
    }

    private boolean hasBody() {
        return fields.kind(bodyField()) == JsonScanner.OBJECT;
    }

    private int bodyField() {
        return isSuccess() && fields.kind(ERROR) != JsonScanner.OBJECT ? RESULT : ERROR;
    }

    /**
     * Tells the budget how much of the limits is used; what makes no sense is left out.
     *
     * @param nowMs the venue's time
     */
    public void tellLimits(final RateBudget budget, final long nowMs) {
        if (fields.kind(RATE_LIMITS) != JsonScanner.ARRAY) {
            return;
        }
        scanner.moveTo(fields.start(RATE_LIMITS));
        boolean first = true;
        if (!scanner.enterArray()) {
            return;
        }
        while (scanner.nextElement(first) == 1 && scanner.scanObject(limit)) {
            first = false;
            tellOne(budget, nowMs);
        }
    }

    private void tellOne(final RateBudget budget, final long nowMs) {
        final long count = numberOf(limit, COUNT);
        if (count < 0 || count > RateBudget.GREATEST_COUNT) {
            return;
        }
        final int type = limit.wordCode(LIMIT_TYPE, TYPES);
        final int unit = limit.wordCode(INTERVAL, UNITS);
        final long units = numberOf(limit, INTERVALS);
        if (unit == MINUTE_UNIT && units == 1) {
            if (type == WEIGHT_TYPE) {
                budget.onWeightUsed((int) count, nowMs);
            } else if (type == ORDERS_TYPE) {
                budget.onOrdersInMinute((int) count, nowMs);
            }
        } else if (unit == SECOND_UNIT && units == 10 && type == ORDERS_TYPE) {
            budget.onOrdersInTenSeconds((int) count, nowMs);
        }
    }
}
