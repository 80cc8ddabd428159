package dev.bowline.gateway.binance.rest;

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
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Order commands to requests of the venue's WebSocket API: {@code order.place}, {@code
 * order.cancel}, {@code algoOrder.place}, {@code algoOrder.cancel}. There is no lookup of a
 * conditional order and no countdown on it, so those, and with them every lookup, leave over REST.
 * Parameters stand in the order of their names, as they are signed. Allocates nothing with an HMAC
 * key, and none with a key that has logged the connection on. One thread.
 *
 * <p>USDⓈ-M docs, WebSocket API General Info, New Order, New Algo Order, read 2026-11-20.
 */
public final class ApiRequestEncoder {
    private static final int MAX_RECV_WINDOW_MS = 60_000;

    private static final byte[] ID = bytes("{\"id\":");
    private static final byte[] PLACE_ORDER = method("order.place");
    private static final byte[] CANCEL_ORDER = method("order.cancel");
    private static final byte[] PLACE_ALGO = method("algoOrder.place");
    private static final byte[] CANCEL_ALGO = method("algoOrder.cancel");
    private static final byte[] END = bytes("}}");

    private static final Name ACTIVATE_PRICE = Name.ofText("activatePrice");
    private static final Name ALGO_TYPE = Name.ofText("algoType");
    private static final Name API_KEY = Name.ofText("apiKey");
    private static final Name CALLBACK_RATE = Name.ofText("callbackRate");
    private static final Name CLIENT_ALGO_ID = Name.ofText("clientAlgoId");
    private static final Name CLOSE_POSITION = Name.ofText("closePosition");
    private static final Name NEW_CLIENT_ID = Name.ofText("newClientOrderId");
    private static final Name RESPONSE_TYPE = Name.ofText("newOrderRespType");
    private static final Name ORDER_ID = Name.ofNumber("orderId");
    private static final Name ORIG_CLIENT_ID = Name.ofText("origClientOrderId");
    private static final Name PRICE = Name.ofText("price");
    private static final Name QUANTITY = Name.ofText("quantity");
    private static final Name RECV_WINDOW = Name.ofNumber("recvWindow");
    private static final Name REDUCE_ONLY = Name.ofText("reduceOnly");
    private static final Name SIDE = Name.ofText("side");
    private static final Name SIGNATURE = Name.ofText("signature");
    private static final Name SYMBOL = Name.ofText("symbol");
    private static final Name TIME_IN_FORCE = Name.ofText("timeInForce");
    private static final Name TIMESTAMP = Name.ofNumber("timestamp");
    private static final Name TRIGGER_PRICE = Name.ofText("triggerPrice");
    private static final Name TYPE = Name.ofText("type");
    private static final Name WORKING_TYPE = Name.ofText("workingType");

    private static final byte[] CONDITIONAL = bytes("CONDITIONAL");
    private static final byte[] RESULT = bytes("RESULT");
    private static final byte[] TRUE = bytes("true");
    private static final byte[] BUY = bytes("BUY");
    private static final byte[] SELL = bytes("SELL");
    private static final byte[] MARK = bytes("MARK_PRICE");
    private static final byte[] CONTRACT = bytes("CONTRACT_PRICE");
    private static final byte[][] TYPES = OrderRequestEncoder.names(OrderType.values());
    private static final byte[][] TIMES_IN_FORCE = OrderRequestEncoder.names(TimeInForce.values());

    private final char mode;
    private final byte[] apiKey;
    private final RequestSigner signerOrNull;
    private final byte[][] symbols;
    private final int recvWindowMs;
    private final UnsafeBuffer payload =
            new UnsafeBuffer(new byte[2 * OrderRequestEncoder.MAX_REQUEST_LENGTH]);

    private MutableDirectBuffer out;
    private int at;
    private int valueFrom;
    private boolean isSigning;
    private int signed;

    /** A parameter's name as it stands in the request and in what is signed. */
    private static final class Name {
        private final byte[] json;
        private final byte[] query;
        private final boolean isText;

        private Name(final String name, final boolean isText) {
            json = bytes('"' + name + (isText ? "\":\"" : "\":"));
            query = bytes(name + '=');
            this.isText = isText;
        }

        static Name ofText(final String name) {
            return new Name(name, true);
        }

        static Name ofNumber(final String name) {
            return new Name(name, false);
        }
    }

    /**
     * Makes an encoder.
     *
     * @param mode letter of our client order ids: s, t, p or r
     * @param signerOrNull signs each request; {@code null} if the connection has logged on, so that
     *     requests carry neither key nor signature
     * @param registry instruments; read once now
     * @param recvWindowMs how old a request may be on arrival, at most 60,000
     * @throws IllegalArgumentException if the key could not stand in a JSON text; the message does
     *     not hold it
     */
    public ApiRequestEncoder(
            final char mode,
            final String apiKey,
            final RequestSigner signerOrNull,
            final InstrumentRegistry registry,
            final int recvWindowMs) {
        Checks.inRange("recv-window-ms", recvWindowMs, 1, MAX_RECV_WINDOW_MS);
        if (!isPlain(apiKey)) {
            throw new IllegalArgumentException(
                    "API key must be 1 to 256 visible ASCII characters without quote or backslash");
        }
        this.mode = mode;
        this.apiKey = bytes(apiKey);
        this.signerOrNull = signerOrNull;
        this.recvWindowMs = recvWindowMs;
        symbols = new byte[registry.count()][];
        for (int i = 0; i < symbols.length; i++) {
            final String symbol = registry.byIdOrNull(i).symbol();
            symbols[i] = isPlain(symbol) ? bytes(symbol) : null;
        }
    }

    /**
     * Writes the request.
     *
     * @param id comes back with the answer; never that of another request under way
     * @param timestampMs the venue's time now; see {@link ServerClock}
     * @param buffer needs {@link OrderRequestEncoder#MAX_REQUEST_LENGTH} bytes from {@code offset}
     * @return number of bytes, or {@link OrderRequestEncoder#NOT_ENCODABLE}: no valid request, or
     *     none that this API has
     */
    public int encode(
            final OrderCommand command,
            final long id,
            final long timestampMs,
            final MutableDirectBuffer buffer,
            final int offset) {
        if (!EncodableCommands.isEncodable(command, symbols.length)
                || id <= 0
                || timestampMs <= 0
                || buffer.capacity() - offset < OrderRequestEncoder.MAX_REQUEST_LENGTH) {
            return OrderRequestEncoder.NOT_ENCODABLE;
        }
        out = buffer;
        at = offset;
        isSigning = signerOrNull != null;
        signed = 0;
        final boolean hasRequest =
                switch (command.kind) {
                    case PLACE_ORDER -> putPlaceOrder(command, id, timestampMs);
                    case PLACE_ALGO -> putPlaceAlgo(command, id, timestampMs);
                    case CANCEL_ORDER -> putCancelOrder(command, id, timestampMs);
                    case CANCEL_ALGO -> putCancelAlgo(command, id, timestampMs);
                    case QUERY_ORDER, QUERY_ALGO, DEADMAN_ARM, DEADMAN_DISARM, RECONCILE -> false;
                };
        if (!hasRequest) {
            return OrderRequestEncoder.NOT_ENCODABLE;
        }
        if (isSigning) {
            sign(signerOrNull);
        }
        at--; // the comma behind the last parameter
        put(END);
        return at - offset;
    }

    /**
     * Writes the request that logs the connection on.
     *
     * @param signer of an Ed25519 key
     * @return number of bytes
     */
    public int encodeLogon(
            final RequestSigner signer,
            final long id,
            final long timestampMs,
            final MutableDirectBuffer buffer) {
        out = buffer;
        at = 0;
        isSigning = true;
        signed = 0;
        putStart(id, method("session.logon"));
        constant(API_KEY, apiKey);
        number(RECV_WINDOW, recvWindowMs);
        number(TIMESTAMP, timestampMs);
        sign(signer);
        at--;
        put(END);
        return at;
    }

    private boolean putPlaceOrder(final OrderCommand command, final long id, final long timeMs) {
        if (symbols[command.instrumentId] == null) {
            return false;
        }
        putStart(id, PLACE_ORDER);
        putKey();
        clientId(NEW_CLIENT_ID, command);
        constant(RESPONSE_TYPE, RESULT);
        final boolean isLimit = command.orderType == OrderType.LIMIT;
        if (isLimit) {
            decimal(PRICE, command.priceE8);
        }
        decimal(QUANTITY, command.qtyE8);
        number(RECV_WINDOW, recvWindowMs);
        putReduceOnlySideAndSymbol(command);
        if (isLimit) {
            constant(TIME_IN_FORCE, TIMES_IN_FORCE[command.timeInForce.code()]);
        }
        number(TIMESTAMP, timeMs);
        constant(TYPE, TYPES[command.orderType.code()]);
        return true;
    }

    private boolean putPlaceAlgo(final OrderCommand command, final long id, final long timeMs) {
        if (symbols[command.instrumentId] == null) {
            return false;
        }
        final boolean isTrailing = command.orderType == OrderType.TRAILING_STOP_MARKET;
        putStart(id, PLACE_ALGO);
        if (command.activatePriceE8 > 0) {
            decimal(ACTIVATE_PRICE, command.activatePriceE8);
        }
        constant(ALGO_TYPE, CONDITIONAL);
        putKey();
        if (isTrailing) {
            decimal(CALLBACK_RATE, command.callbackPercentE8);
        }
        clientId(CLIENT_ALGO_ID, command);
        if (command.closePosition) {
            constant(CLOSE_POSITION, TRUE);
        }
        if (command.priceE8 > 0) {
            decimal(PRICE, command.priceE8);
        }
        if (!command.closePosition) {
            decimal(QUANTITY, command.qtyE8);
        }
        number(RECV_WINDOW, recvWindowMs);
        putReduceOnlySideAndSymbol(command);
        if (command.priceE8 > 0) {
            constant(TIME_IN_FORCE, TIMES_IN_FORCE[command.timeInForce.code()]);
        }
        number(TIMESTAMP, timeMs);
        if (!isTrailing) {
            decimal(TRIGGER_PRICE, command.triggerPriceE8);
        }
        constant(TYPE, TYPES[command.orderType.code()]);
        constant(WORKING_TYPE, command.workingType == WorkingType.MARK_PRICE ? MARK : CONTRACT);
        return true;
    }

    private void putReduceOnlySideAndSymbol(final OrderCommand command) {
        if (command.reduceOnly) {
            constant(REDUCE_ONLY, TRUE);
        }
        constant(SIDE, command.side == Side.BUY ? BUY : SELL);
        constant(SYMBOL, symbols[command.instrumentId]);
    }

    private boolean putCancelOrder(final OrderCommand command, final long id, final long timeMs) {
        if (symbols[command.instrumentId] == null) {
            return false;
        }
        putStart(id, CANCEL_ORDER);
        putKey();
        if (command.venueOrderId == 0) {
            clientId(ORIG_CLIENT_ID, command);
        } else {
            number(ORDER_ID, command.venueOrderId);
        }
        number(RECV_WINDOW, recvWindowMs);
        constant(SYMBOL, symbols[command.instrumentId]);
        number(TIMESTAMP, timeMs);
        return true;
    }

    private boolean putCancelAlgo(final OrderCommand command, final long id, final long timeMs) {
        putStart(id, CANCEL_ALGO);
        putKey();
        clientId(CLIENT_ALGO_ID, command);
        number(RECV_WINDOW, recvWindowMs);
        number(TIMESTAMP, timeMs);
        return true;
    }

    private void putStart(final long id, final byte[] method) {
        put(ID);
        at += out.putNaturalLongAscii(at, id);
        put(method);
    }

    /** The key is signed, too; a connection that has logged on knows it. */
    private void putKey() {
        if (isSigning) {
            constant(API_KEY, apiKey);
        }
    }

    private void sign(final RequestSigner signer) {
        // Without the separator behind the last parameter.
        final int length = signer.signPlain(payload, 0, signed - 1, signed);
        put(SIGNATURE.json);
        out.putBytes(at, payload, signed, length);
        at += length;
        out.putByte(at++, (byte) '"');
        out.putByte(at++, (byte) ',');
    }

    private void constant(final Name name, final byte[] value) {
        begin(name);
        put(value);
        end(name);
    }

    private void decimal(final Name name, final long valueE8) {
        begin(name);
        at += DecimalFormat.put(out, at, valueE8);
        end(name);
    }

    private void number(final Name name, final long value) {
        begin(name);
        at += out.putNaturalLongAscii(at, value);
        end(name);
    }

    private void clientId(final Name name, final OrderCommand command) {
        begin(name);
        at += ClientOrderId.put(out, at, mode, command.runId, command.orderKey);
        end(name);
    }

    private void begin(final Name name) {
        put(name.json);
        valueFrom = at;
    }

    /** Ends the value in the request, and adds it to what is signed. */
    private void end(final Name name) {
        if (isSigning) {
            payload.putBytes(signed, name.query);
            signed += name.query.length;
            payload.putBytes(signed, out, valueFrom, at - valueFrom);
            signed += at - valueFrom;
            payload.putByte(signed++, (byte) '&');
        }
        if (name.isText) {
            out.putByte(at++, (byte) '"');
        }
        out.putByte(at++, (byte) ',');
    }

    private void put(final byte[] bytes) {
        out.putBytes(at, bytes);
        at += bytes.length;
    }

    /** Stands in a JSON text and in a signed payload as it is. */
    private static boolean isPlain(final String text) {
        boolean plain = !text.isEmpty() && text.length() <= 256;
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            plain &= c > ' ' && c < 0x7F && c != '"' && c != '\\';
        }
        return plain;
    }

    private static byte[] method(final String name) {
        return bytes(",\"method\":\"" + name + "\",\"params\":{");
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
