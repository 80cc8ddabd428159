package dev.bowline.gateway.binance.rest;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.num.Checks;
import dev.bowline.core.num.DecimalFormat;
import dev.bowline.core.order.ClientOrderId;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/**
 * Order commands to complete, signed HTTP/1.1 requests: everything in the query string, signature
 * last. Allocates nothing with an HMAC key. One thread.
 *
 * <p>Plain orders ask for {@code newOrderRespType=RESULT}: the reply then carries the final status
 * and the executed quantity of a MARKET or IOC order, a second witness of the fill beside the user
 * stream. Algo orders leave the default, because nothing executes before the trigger.
 *
 * <p>USDⓈ-M docs, New Order and New Algo Order, read 2026-11-20.
 */
public final class OrderRequestEncoder {
    /** Returned for a command that makes no valid request; nothing may be sent. */
    public static final int NOT_ENCODABLE = -1;

    /** Room that every request fits into. */
    public static final int MAX_REQUEST_LENGTH = 4096;

    private static final int MAX_RECV_WINDOW_MS = 60_000;

    private static final byte[] PLACE_ORDER = bytes("POST /fapi/v1/order?symbol=");
    private static final byte[] PLACE_ALGO =
            bytes("POST /fapi/v1/algoOrder?algoType=CONDITIONAL&symbol=");
    private static final byte[] CANCEL_ORDER = bytes("DELETE /fapi/v1/order?symbol=");
    private static final byte[] QUERY_ORDER = bytes("GET /fapi/v1/order?symbol=");
    private static final byte[] CANCEL_ALGO = bytes("DELETE /fapi/v1/algoOrder?clientAlgoId=");
    private static final byte[] QUERY_ALGO = bytes("GET /fapi/v1/algoOrder?clientAlgoId=");
    private static final byte[] COUNTDOWN = bytes("POST /fapi/v1/countdownCancelAll?symbol=");
    private static final byte[] COUNTDOWN_TIME = bytes("&countdownTime=");
    private static final byte[] BUY = bytes("&side=BUY&type=");
    private static final byte[] SELL = bytes("&side=SELL&type=");
    private static final byte[] TIME_IN_FORCE = bytes("&timeInForce=");
    private static final byte[] QUANTITY = bytes("&quantity=");
    private static final byte[] PRICE = bytes("&price=");
    private static final byte[] TRIGGER_PRICE = bytes("&triggerPrice=");
    private static final byte[] ACTIVATE_PRICE = bytes("&activatePrice=");
    private static final byte[] CALLBACK_RATE = bytes("&callbackRate=");
    private static final byte[] ON_MARK = bytes("&workingType=MARK_PRICE");
    private static final byte[] ON_CONTRACT = bytes("&workingType=CONTRACT_PRICE");
    private static final byte[] REDUCE_ONLY = bytes("&reduceOnly=true");
    private static final byte[] CLOSE_POSITION = bytes("&closePosition=true");
    private static final byte[] NEW_CLIENT_ID = bytes("&newOrderRespType=RESULT&newClientOrderId=");
    private static final byte[] CLIENT_ALGO_ID = bytes("&clientAlgoId=");
    private static final byte[] ORIG_CLIENT_ID = bytes("&origClientOrderId=");
    private static final byte[] ORDER_ID = bytes("&orderId=");
    private static final byte[] TIMESTAMP = bytes("&timestamp=");
    private static final byte[] SIGNATURE = bytes("&signature=");

    private static final byte[][] TYPES = names(OrderType.values());
    private static final byte[][] TIMES_IN_FORCE = names(TimeInForce.values());

    private final char mode;
    private final RequestSigner signer;
    private final byte[][] symbols;
    private final byte[] recvWindow;
    private final byte[] tail;
    private final byte[] tailWithoutBody;

    private MutableDirectBuffer out;
    private int at;

    /**
     * Makes an encoder.
     *
     * @param mode letter of our client order ids: s, t, p or r
     * @param host value of the Host header
     * @param apiKey value of X-MBX-APIKEY
     * @param registry instruments; read once now
     * @param recvWindowMs how old a request may be on arrival, at most 60,000
     * @throws IllegalArgumentException if host or key could not stand in a header; the message does
     *     not hold the key
     */
    public OrderRequestEncoder(
            final char mode,
            final String host,
            final String apiKey,
            final RequestSigner signer,
            final InstrumentRegistry registry,
            final int recvWindowMs) {
        Checks.inRange("recv-window-ms", recvWindowMs, 1, MAX_RECV_WINDOW_MS);
        requireHeaderValue("host", host);
        requireHeaderValue("API key", apiKey);
        this.mode = mode;
        this.signer = signer;
        symbols = new byte[registry.count()][];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = PercentEncoding.encoded(registry.byIdOrNull(i).symbol());
        }
        recvWindow = bytes("&recvWindow=" + recvWindowMs);
        final String headers =
                " HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nX-MBX-APIKEY: "
                        + apiKey
                        + "\r\nConnection: keep-alive\r\n";
        tail = bytes(headers + "\r\n");
        tailWithoutBody = bytes(headers + "Content-Length: 0\r\n\r\n");
    }

    /**
     * Writes the request.
     *
     * @param timestampMs the venue's time now; see {@link ServerClock}
     * @param buffer needs {@link #MAX_REQUEST_LENGTH} bytes from {@code offset}
     * @return number of bytes, or {@link #NOT_ENCODABLE}: parts of the command are missing or do
     *     not fit together, or the buffer is too small
     */
    public int encode(
            final OrderCommand command,
            final long timestampMs,
            final MutableDirectBuffer buffer,
            final int offset) {
        if (!EncodableCommands.isEncodable(command, symbols.length)
                || timestampMs <= 0
                || buffer.capacity() - offset < MAX_REQUEST_LENGTH) {
            return NOT_ENCODABLE;
        }
        out = buffer;
        at = offset;
        final int query =
                switch (command.kind) {
                    case PLACE_ORDER -> putPlaceOrder(command);
                    case PLACE_ALGO -> putPlaceAlgo(command);
                    case CANCEL_ORDER -> putCancelOrder(command);
                    case QUERY_ORDER -> putBySymbol(QUERY_ORDER, command);
                    case CANCEL_ALGO -> putById(CANCEL_ALGO, command);
                    case QUERY_ALGO -> putById(QUERY_ALGO, command);
                    case DEADMAN_ARM, DEADMAN_DISARM -> putCountdown(command);
                    case RECONCILE -> throw new IllegalStateException("no order request");
                };
        put(recvWindow);
        put(TIMESTAMP);
        at += out.putNaturalLongAscii(at, timestampMs);
        final int queryEnd = at;
        put(SIGNATURE);
        at += signer.sign(out, query, queryEnd - query, at);
        put(isPost(command.kind) ? tailWithoutBody : tail);
        return at - offset;
    }

    private static boolean isPost(final CommandKind kind) {
        return switch (kind) {
            case PLACE_ORDER, PLACE_ALGO, DEADMAN_ARM, DEADMAN_DISARM -> true;
            case CANCEL_ORDER, CANCEL_ALGO, QUERY_ORDER, QUERY_ALGO, RECONCILE -> false;
        };
    }

    private int putPlaceOrder(final OrderCommand command) {
        final int query = putSymbol(PLACE_ORDER, command);
        putSideAndType(command);
        putDecimal(QUANTITY, command.qtyE8);
        if (command.orderType == OrderType.LIMIT) {
            putDecimal(PRICE, command.priceE8);
            put(TIME_IN_FORCE);
            put(TIMES_IN_FORCE[command.timeInForce.code()]);
        }
        if (command.reduceOnly) {
            put(REDUCE_ONLY);
        }
        put(NEW_CLIENT_ID);
        putClientId(command);
        return query;
    }

    private int putPlaceAlgo(final OrderCommand command) {
        final int query = putSymbol(PLACE_ALGO, command);
        putSideAndType(command);
        if (command.orderType == OrderType.TRAILING_STOP_MARKET) {
            if (command.activatePriceE8 > 0) {
                putDecimal(ACTIVATE_PRICE, command.activatePriceE8);
            }
            putDecimal(CALLBACK_RATE, command.callbackPercentE8);
        } else {
            putDecimal(TRIGGER_PRICE, command.triggerPriceE8);
        }
        put(command.workingType == WorkingType.MARK_PRICE ? ON_MARK : ON_CONTRACT);
        if (command.priceE8 > 0) {
            putDecimal(PRICE, command.priceE8);
            put(TIME_IN_FORCE);
            put(TIMES_IN_FORCE[command.timeInForce.code()]);
        }
        if (command.closePosition) {
            put(CLOSE_POSITION);
        } else {
            putDecimal(QUANTITY, command.qtyE8);
            if (command.reduceOnly) {
                put(REDUCE_ONLY);
            }
        }
        put(CLIENT_ALGO_ID);
        putClientId(command);
        return query;
    }

    private int putCountdown(final OrderCommand command) {
        final int query = putSymbol(COUNTDOWN, command);
        put(COUNTDOWN_TIME);
        at += out.putNaturalLongAscii(at, command.countdownMs);
        return query;
    }

    /** A child of a conditional order may have a client id that the venue made. */
    private int putCancelOrder(final OrderCommand command) {
        if (command.venueOrderId == 0) {
            return putBySymbol(CANCEL_ORDER, command);
        }
        final int query = putSymbol(CANCEL_ORDER, command);
        put(ORDER_ID);
        at += out.putNaturalLongAscii(at, command.venueOrderId);
        return query;
    }

    private int putBySymbol(final byte[] start, final OrderCommand command) {
        final int query = putSymbol(start, command);
        put(ORIG_CLIENT_ID);
        putClientId(command);
        return query;
    }

    private int putById(final byte[] start, final OrderCommand command) {
        final int query = putStart(start);
        putClientId(command);
        return query;
    }

    private int putSymbol(final byte[] start, final OrderCommand command) {
        final int query = putStart(start);
        put(symbols[command.instrumentId]);
        return query;
    }

    /** Returns where the query string begins. */
    private int putStart(final byte[] start) {
        final int from = at;
        put(start);
        int query = 0;
        while (start[query] != '?') {
            query++;
        }
        return from + query + 1;
    }

    private void putSideAndType(final OrderCommand command) {
        put(command.side == Side.BUY ? BUY : SELL);
        put(TYPES[command.orderType.code()]);
    }

    private void putDecimal(final byte[] name, final long valueE8) {
        put(name);
        at += DecimalFormat.put(out, at, valueE8);
    }

    private void putClientId(final OrderCommand command) {
        at += ClientOrderId.put(out, at, mode, command.runId, command.orderKey);
    }

    private void put(final byte[] bytes) {
        out.putBytes(at, bytes);
        at += bytes.length;
    }

    private static void requireHeaderValue(final String name, final String value) {
        boolean plain = !value.isEmpty() && value.length() <= 256;
        for (int i = 0; i < value.length(); i++) {
            plain &= value.charAt(i) > ' ' && value.charAt(i) < 0x7F;
        }
        if (!plain) {
            throw new IllegalArgumentException(name + " must be 1 to 256 visible ASCII characters");
        }
    }

    static byte[][] names(final Enum<?>[] values) {
        final byte[][] names = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            names[i] = bytes(values[i].name());
        }
        return names;
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
