package dev.bowline.gateway.binance.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.json.Instruments;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** OMS-2, SEC-3: commands become exactly the requests that the venue documents. */
class OrderRequestEncoderTest {
    private static final String SECRET = "a-secret-of-a-test";
    private static final long KEY = ClientOrderId.key(4711, 3, Side.SELL, OrderLeg.STOP, 2);
    private static final String ID = ClientOrderId.toText('s', 93, KEY);
    private static final String TAIL =
            String.join(
                    "\r\n",
                    " HTTP/1.1",
                    "Host: fapi.example:443",
                    "X-MBX-APIKEY: apikey",
                    "Connection: keep-alive",
                    "");

    private final OrderCommand command = new OrderCommand();
    private final UnsafeBuffer out =
            new UnsafeBuffer(new byte[OrderRequestEncoder.MAX_REQUEST_LENGTH + 5]);
    private final OrderRequestEncoder encoder =
            new OrderRequestEncoder(
                    's',
                    "fapi.example:443",
                    "apikey",
                    RequestSigner.hmac(SECRET),
                    Instruments.registry("BTCUSDT", "币安人生USDT"),
                    2500);

    private void given(final CommandKind kind, final OrderType type) {
        command.clear();
        command.kind = kind;
        command.instrumentId = 0;
        command.runId = 93;
        command.orderKey = KEY;
        command.side = Side.SELL;
        command.orderType = type;
        command.qtyE8 = 4_120_000;
    }

    private int encode() {
        return encoder.encode(command, 1_591_702_613_943L, out, 5);
    }

    /** Checks method, path, query and headers; the signature is checked over the very bytes. */
    private void assertRequest(final String start, final String query) {
        final int length = encode();
        assertTrue(length > 0, "not encodable");
        final byte[] bytes = new byte[length];
        out.getBytes(5, bytes);
        final String text = new String(bytes, StandardCharsets.US_ASCII);
        final String signed = query + "&recvWindow=2500&timestamp=1591702613943";
        final UnsafeBuffer scratch = new UnsafeBuffer(new byte[4096]);
        scratch.putBytes(0, signed.getBytes(StandardCharsets.US_ASCII));
        final int signature =
                RequestSigner.hmac(SECRET).sign(scratch, 0, signed.length(), signed.length());
        final String expected =
                start
                        + signed
                        + "&signature="
                        + scratch.getStringWithoutLengthAscii(signed.length(), signature)
                        + TAIL
                        + (start.startsWith("POST") ? "Content-Length: 0\r\n\r\n" : "\r\n");
        assertEquals(expected, text);
    }

    @Test
    void shouldPlaceMarketOrdersWhenToldTo() {
        given(CommandKind.PLACE_ORDER, OrderType.MARKET);
        final String query = "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.0412";
        final String id = "&newOrderRespType=RESULT&newClientOrderId=" + ID;
        assertRequest("POST /fapi/v1/order?", query + id);
        command.reduceOnly = true;
        assertRequest("POST /fapi/v1/order?", query + "&reduceOnly=true" + id);
        command.instrumentId = 1;
        assertRequest(
                "POST /fapi/v1/order?",
                "symbol=%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9FUSDT&side=SELL&type=MARKET"
                        + "&quantity=0.0412&reduceOnly=true"
                        + id);
    }

    @Test
    void shouldPlaceLimitOrdersWhenToldTo() {
        given(CommandKind.PLACE_ORDER, OrderType.LIMIT);
        command.side = Side.BUY;
        command.priceE8 = 6_000_010_000_000L;
        command.timeInForce = TimeInForce.IOC;
        assertRequest(
                "POST /fapi/v1/order?",
                "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=0.0412&price=60000.1&timeInForce=IOC"
                        + "&newOrderRespType=RESULT&newClientOrderId="
                        + ID);
    }

    @Test
    void shouldPlaceAlgoOrdersWhenToldTo() {
        given(CommandKind.PLACE_ALGO, OrderType.STOP_MARKET);
        command.triggerPriceE8 = 239_500_000;
        command.workingType = WorkingType.MARK_PRICE;
        command.reduceOnly = true;
        final String start = "POST /fapi/v1/algoOrder?";
        assertRequest(
                start,
                "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP_MARKET&triggerPrice=2.395"
                        + "&workingType=MARK_PRICE&quantity=0.0412&reduceOnly=true&clientAlgoId="
                        + ID);
        command.orderType = OrderType.TAKE_PROFIT_MARKET;
        command.workingType = WorkingType.CONTRACT_PRICE;
        command.reduceOnly = false;
        command.closePosition = true;
        command.qtyE8 = 0;
        assertRequest(
                start,
                "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=TAKE_PROFIT_MARKET"
                        + "&triggerPrice=2.395&workingType=CONTRACT_PRICE&closePosition=true"
                        + "&clientAlgoId="
                        + ID);
    }

    /** OMS-4, OMS-5: entries that rest, and targets that leave at a limit. */
    @Test
    void shouldPlaceRestingOrdersAndLimitTargetsWhenToldTo() {
        given(CommandKind.PLACE_ORDER, OrderType.LIMIT);
        command.priceE8 = 6_000_010_000_000L;
        command.timeInForce = TimeInForce.GTX;
        assertRequest(
                "POST /fapi/v1/order?",
                "symbol=BTCUSDT&side=SELL&type=LIMIT&quantity=0.0412&price=60000.1&timeInForce=GTX"
                        + "&newOrderRespType=RESULT&newClientOrderId="
                        + ID);
        given(CommandKind.PLACE_ALGO, OrderType.TAKE_PROFIT);
        command.triggerPriceE8 = 239_500_000;
        command.priceE8 = 239_500_000;
        command.timeInForce = TimeInForce.GTC;
        command.workingType = WorkingType.MARK_PRICE;
        command.reduceOnly = true;
        assertRequest(
                "POST /fapi/v1/algoOrder?",
                "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=TAKE_PROFIT&triggerPrice=2.395"
                        + "&workingType=MARK_PRICE&price=2.395&timeInForce=GTC&quantity=0.0412"
                        + "&reduceOnly=true&clientAlgoId="
                        + ID);
    }

    /** TS-10; PROTOCOL 10.2: no trigger, callback in percent, activation price unless at once. */
    @Test
    void shouldPlaceTrailingStopsWhenToldTo() {
        trailing();
        final String start = "POST /fapi/v1/algoOrder?";
        final String common =
                "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=TRAILING_STOP_MARKET";
        final String end = "&workingType=MARK_PRICE&quantity=0.0412&reduceOnly=true&clientAlgoId=";
        assertRequest(start, common + "&activatePrice=60360.1&callbackRate=0.4" + end + ID);
        command.activatePriceE8 = 0;
        command.callbackPercentE8 = 1_000_000_000L;
        assertRequest(start, common + "&callbackRate=10" + end + ID);
    }

    private void trailing() {
        given(CommandKind.PLACE_ALGO, OrderType.TRAILING_STOP_MARKET);
        command.activatePriceE8 = 6_036_010_000_000L;
        command.callbackPercentE8 = 40_000_000;
        command.workingType = WorkingType.MARK_PRICE;
        command.reduceOnly = true;
    }

    private void assertTrailingRefused(final Consumer<OrderCommand> change) {
        trailing();
        assertTrue(encode() > 0);
        change.accept(command);
        assertEquals(OrderRequestEncoder.NOT_ENCODABLE, encode());
    }

    @Test
    void shouldRefuseTrailingStopsWhenTheVenueWould() {
        assertTrailingRefused(c -> c.callbackPercentE8 = 0);
        assertTrailingRefused(c -> c.callbackPercentE8 = 9_000_000);
        assertTrailingRefused(c -> c.callbackPercentE8 = 45_000_000);
        assertTrailingRefused(c -> c.callbackPercentE8 = 1_010_000_000L);
        assertTrailingRefused(c -> c.activatePriceE8 = -1);
        assertTrailingRefused(c -> c.triggerPriceE8 = 1);
        assertTrailingRefused(c -> c.priceE8 = 1);
        assertTrailingRefused(c -> c.qtyE8 = 0);
        assertTrailingRefused(c -> c.closePosition = true);
        assertTrailingRefused(c -> c.workingType = null);
        assertRefused(CommandKind.PLACE_ALGO, c -> c.callbackPercentE8 = 40_000_000);
        assertRefused(CommandKind.PLACE_ALGO, c -> c.activatePriceE8 = 5);
        assertRefused(CommandKind.PLACE_ORDER, c -> c.callbackPercentE8 = 40_000_000);
        assertRefused(CommandKind.PLACE_ORDER, c -> c.activatePriceE8 = 5);
    }

    @Test
    void shouldCancelAndQueryByOurIdWhenToldTo() {
        given(CommandKind.CANCEL_ORDER, null);
        assertRequest("DELETE /fapi/v1/order?", "symbol=BTCUSDT&origClientOrderId=" + ID);
        command.venueOrderId = 8_389_765_519L;
        assertRequest("DELETE /fapi/v1/order?", "symbol=BTCUSDT&orderId=8389765519");
        command.venueOrderId = 0;
        command.kind = CommandKind.QUERY_ORDER;
        assertRequest("GET /fapi/v1/order?", "symbol=BTCUSDT&origClientOrderId=" + ID);
        command.kind = CommandKind.CANCEL_ALGO;
        assertRequest("DELETE /fapi/v1/algoOrder?", "clientAlgoId=" + ID);
        command.kind = CommandKind.QUERY_ALGO;
        assertRequest("GET /fapi/v1/algoOrder?", "clientAlgoId=" + ID);
    }

    /** PROT-6: about an instrument, not about an order. */
    @Test
    void shouldStartAndEndTheCountdownWhenToldTo() {
        command.kind = CommandKind.DEADMAN_ARM;
        command.instrumentId = 0;
        assertEquals(OrderRequestEncoder.NOT_ENCODABLE, encode());
        command.countdownMs = 60_000;
        assertRequest("POST /fapi/v1/countdownCancelAll?", "symbol=BTCUSDT&countdownTime=60000");
        command.kind = CommandKind.DEADMAN_DISARM;
        assertEquals(OrderRequestEncoder.NOT_ENCODABLE, encode());
        command.countdownMs = 0;
        assertRequest("POST /fapi/v1/countdownCancelAll?", "symbol=BTCUSDT&countdownTime=0");
        command.instrumentId = 2;
        assertEquals(OrderRequestEncoder.NOT_ENCODABLE, encode());
    }

    private void assertRefused(final CommandKind kind, final Consumer<OrderCommand> change) {
        given(kind, kind == CommandKind.PLACE_ALGO ? OrderType.STOP_MARKET : OrderType.MARKET);
        if (kind == CommandKind.PLACE_ALGO) {
            command.triggerPriceE8 = 1;
            command.workingType = WorkingType.MARK_PRICE;
        }
        assertTrue(encode() > 0);
        change.accept(command);
        assertEquals(OrderRequestEncoder.NOT_ENCODABLE, encode());
    }

    @Test
    void shouldRefuseWhenPartsAreMissingOrDoNotFit() {
        final CommandKind plain = CommandKind.PLACE_ORDER;
        assertRefused(plain, c -> c.kind = null);
        assertRefused(plain, c -> c.instrumentId = -1);
        assertRefused(plain, c -> c.instrumentId = 2);
        assertRefused(plain, c -> c.side = null);
        assertRefused(plain, c -> c.orderType = null);
        assertRefused(plain, c -> c.orderType = OrderType.STOP_MARKET);
        assertRefused(plain, c -> c.qtyE8 = 0);
        assertRefused(plain, c -> c.qtyE8 = -5);
        assertRefused(plain, c -> c.orderKey = 0);
        assertRefused(plain, c -> c.runId = -1);
        assertRefused(plain, c -> c.priceE8 = 1);
        assertRefused(plain, c -> c.closePosition = true);
        assertRefused(plain, c -> c.orderType = OrderType.LIMIT);
        final CommandKind algo = CommandKind.PLACE_ALGO;
        assertRefused(algo, c -> c.triggerPriceE8 = 0);
        assertRefused(algo, c -> c.workingType = null);
        assertRefused(algo, c -> c.closePosition = true);
        assertRefused(algo, c -> c.orderType = OrderType.TRAILING_STOP_MARKET);
        assertRefused(algo, c -> c.orderType = OrderType.STOP);
        given(plain, OrderType.LIMIT);
        command.priceE8 = 5;
        command.timeInForce = TimeInForce.GTD;
        assertEquals(OrderRequestEncoder.NOT_ENCODABLE, encode());
        given(plain, OrderType.MARKET);
        assertEquals(
                OrderRequestEncoder.NOT_ENCODABLE,
                encoder.encode(command, 1, new UnsafeBuffer(new byte[100]), 0));
    }

    @Test
    void shouldRefuseHeadersWhenTheyCouldSmuggleALine() {
        final IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new OrderRequestEncoder(
                                        's',
                                        "h",
                                        "key\r\nX: y",
                                        RequestSigner.hmac("s"),
                                        Instruments.registry("BTCUSDT"),
                                        5000));
        assertTrue(!refusal.getMessage().contains("X: y"));
    }
}
