package dev.bowline.gateway.binance.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.json.SharedData;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** OMS-3, MD-8: what a reply proves, and what it leaves open. */
class OrderReplyDecoderTest {
    private static final int RUN = 93;
    private static final long KEY = ClientOrderId.key(4711, 3, Side.SELL, OrderLeg.STOP, 2);
    private static final String ID = ClientOrderId.toText('s', RUN, KEY);
    private static final String ORDER =
            "{\"orderId\":81873299001,\"symbol\":\"XRPUSDC\",\"status\":\"FILLED\","
                    + "\"clientOrderId\":\"ID\",\"price\":\"0.0000\",\"avgPrice\":\"2.431001234567\","
                    + "\"origQty\":\"41.2\",\"executedQty\":\"41.2\",\"timeInForce\":\"GTC\","
                    + "\"type\":\"MARKET\",\"reduceOnly\":true,\"closePosition\":false,"
                    + "\"side\":\"SELL\",\"stopPrice\":\"0\",\"updateTime\":1788231624647}";
    private static final String ALGO =
            "{\"algoId\":4000001910701524,\"clientAlgoId\":\"ID\",\"orderType\":\"STOP_MARKET\","
                    + "\"symbol\":\"XRPUSDC\",\"side\":\"SELL\",\"timeInForce\":\"GTC\","
                    + "\"quantity\":\"41.2\",\"algoStatus\":\"FINISHED\","
                    + "\"actualOrderId\":\"81873300456\",\"actualPrice\":\"2.39480\","
                    + "\"actualQty\":\"41.2\",\"triggerPrice\":\"2.3950\",\"price\":\"0.0000\","
                    + "\"icebergQuantity\":null,\"reduceOnly\":true,\"closePosition\":false,"
                    + "\"updateTime\":1788231700031}";

    private final OrderReplyDecoder decoder = new OrderReplyDecoder('s');
    private final RequestOutcome outcome = new RequestOutcome();
    private final ExecutionReport report = new ExecutionReport();

    private Reaction decode(final CommandKind kind, final int httpStatus, final String body) {
        return decode(
                kind,
                httpStatus,
                body.replace("\"ID\"", "\"" + ID + "\"").getBytes(StandardCharsets.UTF_8));
    }

    private Reaction decode(final CommandKind kind, final int httpStatus, final byte[] bytes) {
        final Reaction reaction =
                decoder.decode(
                        kind,
                        RUN,
                        KEY,
                        httpStatus,
                        new UnsafeBuffer(bytes),
                        0,
                        bytes.length,
                        outcome,
                        report);
        assertEquals(kind, outcome.commandKind);
        assertEquals(RUN, outcome.runId);
        assertEquals(KEY, outcome.orderKey);
        assertEquals(httpStatus, outcome.httpStatus);
        return reaction;
    }

    @Test
    void shouldBeAcceptedWhenAnOrderIsPlacedOrCancelled() {
        for (final CommandKind kind :
                new CommandKind[] {CommandKind.PLACE_ORDER, CommandKind.CANCEL_ORDER}) {
            assertEquals(Reaction.SUCCESS, decode(kind, 200, ORDER));
            assertEquals(OutcomeKind.ACCEPTED, outcome.kind);
            assertEquals(81_873_299_001L, outcome.orderId);
            assertEquals(VenueOrderStatus.FILLED, outcome.status);
            assertEquals(4_120_000_000L, outcome.cumQtyE8);
            assertEquals(0, outcome.errorCode);
        }
    }

    /** PROT-6. */
    @Test
    void shouldBeAcceptedWhenTheVenueRepeatsTheCountdown() {
        final String running = "{\"symbol\":\"XRPUSDC\",\"countdownTime\":\"60000\"}";
        final String ended = "{\"symbol\":\"XRPUSDC\",\"countdownTime\":\"0\"}";
        assertEquals(Reaction.SUCCESS, decode(CommandKind.DEADMAN_ARM, 200, running));
        assertEquals(OutcomeKind.ACCEPTED, outcome.kind);
        assertEquals(Reaction.SUCCESS, decode(CommandKind.DEADMAN_DISARM, 200, ended));
        assertEquals(Reaction.IN_DOUBT, decode(CommandKind.DEADMAN_ARM, 200, ended));
        assertEquals(Reaction.IN_DOUBT, decode(CommandKind.DEADMAN_DISARM, 200, running));
        assertEquals(OutcomeKind.IN_DOUBT, outcome.kind);
    }

    @Test
    void shouldBeAcceptedWhenAnAlgoOrderIsPlacedOrCancelled() {
        assertEquals(
                Reaction.SUCCESS,
                decode(
                        CommandKind.CANCEL_ALGO,
                        200,
                        "{\"algoId\":5,\"clientAlgoId\":\"ID\",\"code\":\"200\",\"msg\":\"success\"}"));
        assertEquals(OutcomeKind.ACCEPTED, outcome.kind);
        assertEquals(5, outcome.algoId);
        assertEquals(
                Reaction.SUCCESS,
                decode(
                        CommandKind.PLACE_ALGO,
                        200,
                        "{\"algoId\":6,\"clientAlgoId\":\"ID\",\"algoStatus\":\"NEW\"}"));
        assertEquals(VenueOrderStatus.NEW, outcome.status);
    }

    @Test
    void shouldReportTheStateWhenALookupFindsIt() {
        assertEquals(Reaction.SUCCESS, decode(CommandKind.QUERY_ORDER, 200, ORDER));
        assertEquals(OutcomeKind.FOUND, outcome.kind);
        assertEquals(ReportSource.REST_QUERY, report.source);
        assertEquals(ExecutionType.STATUS, report.executionType);
        assertEquals(OrderOrigin.OWN, report.origin);
        assertEquals(KEY, report.orderKey);
        assertEquals(RUN, report.runId);
        assertEquals(VenueOrderStatus.FILLED, report.status);
        assertEquals(OrderType.MARKET, report.orderType);
        assertEquals(4_120_000_000L, report.cumQtyE8);
        assertEquals(243_100_123, report.avgPriceE8);
        assertTrue(report.reduceOnly);
        assertEquals(Reaction.SUCCESS, decode(CommandKind.QUERY_ALGO, 200, ALGO));
        assertEquals(OutcomeKind.FOUND, outcome.kind);
        assertEquals(VenueOrderStatus.FINISHED, report.status);
        assertEquals(4_000_001_910_701_524L, report.algoId);
        assertEquals(81_873_300_456L, report.orderId);
        assertEquals(239_500_000, report.triggerPriceE8);
        assertEquals(4_120_000_000L, report.cumQtyE8);
        assertEquals(239_480_000, report.avgPriceE8);
        decode(
                CommandKind.QUERY_ALGO,
                200,
                ALGO.replace("81873300456", "").replace("\"actualQty\":\"41.2\",", ""));
        assertEquals(OutcomeKind.FOUND, outcome.kind);
        assertEquals(0, report.orderId);
    }

    @ParameterizedTest
    @CsvSource({
        "QUERY_ORDER,400,-2013,NOT_FOUND,RECONCILE",
        "QUERY_ALGO,400,-2013,NOT_FOUND,RECONCILE",
        "CANCEL_ORDER,400,-2011,REFUSED,RECONCILE",
        "PLACE_ORDER,400,-4116,IN_DOUBT,RECONCILE",
        "PLACE_ORDER,400,-2019,REFUSED,REFUSED",
        "PLACE_ALGO,400,-2021,REFUSED,REFUSED",
        "PLACE_ORDER,400,-1021,REFUSED,RESYNC_CLOCK",
        "PLACE_ORDER,400,-1007,IN_DOUBT,IN_DOUBT",
        "PLACE_ORDER,401,-2015,REFUSED,STOP",
        "PLACE_ORDER,429,-1015,REFUSED,RETRY",
        "PLACE_ORDER,503,-1008,REFUSED,RETRY",
        "PLACE_ORDER,500,-2019,IN_DOUBT,IN_DOUBT",
        "PLACE_ORDER,400,-9999,REFUSED,REFUSED",
        "PLACE_ORDER,200,-2019,REFUSED,REFUSED"
    })
    void shouldClassifyWhenTheVenueRefuses(
            final CommandKind kind,
            final int httpStatus,
            final int code,
            final OutcomeKind expected,
            final Reaction reaction) {
        assertEquals(
                reaction,
                decode(kind, httpStatus, "{\"code\":" + code + ",\"msg\":\"some text\"}"));
        assertEquals(expected, outcome.kind);
        assertEquals(code, outcome.errorCode);
        assertEquals(code == -9999 ? 1 : 0, decoder.unknownCodes());
    }

    @ParameterizedTest
    @EnumSource(CommandKind.class)
    void shouldBeInDoubtWhenTheBodyProvesNothing(final CommandKind kind) {
        final String whole = kind.name().endsWith("ALGO") ? ALGO : ORDER;
        for (final String body :
                new String[] {
                    "",
                    " ",
                    "<html>502</html>",
                    "[]",
                    "{}",
                    "{\"code\":",
                    "null",
                    whole.replace("\"ID\"", "\"bwsS3-2l-3mv-S3\""),
                    whole.replace("\"ID\"", "\"other\""),
                    whole.replace("81873299001", "-1").replace("4000001910701524", "-1"),
                    whole + whole
                }) {
            assertEquals(Reaction.IN_DOUBT, decode(kind, 200, body), body);
            assertEquals(OutcomeKind.IN_DOUBT, outcome.kind);
        }
        for (final int httpStatus : new int[] {400, 408, 500, 502, 503, 504, 302}) {
            assertEquals(Reaction.IN_DOUBT, decode(kind, httpStatus, "<html>x</html>"));
            assertEquals(OutcomeKind.IN_DOUBT, outcome.kind);
        }
    }

    @Test
    void shouldNeverBeDefiniteWhenASuccessIsCutOrGarbled() {
        final long seed = Long.getLong("bowline.seed", System.nanoTime());
        final Random random = new Random(seed);
        for (final CommandKind kind : CommandKind.values()) {
            final String body =
                    (kind.name().endsWith("ALGO") ? ALGO : ORDER)
                            .replace("\"ID\"", "\"" + ID + "\"");
            final byte[] whole = body.getBytes(StandardCharsets.UTF_8);
            for (int length = 0; length < whole.length; length++) {
                decode(kind, 200, java.util.Arrays.copyOf(whole, length));
                assertEquals(OutcomeKind.IN_DOUBT, outcome.kind);
            }
            for (int i = 0; i < 5_000; i++) {
                final byte[] garbled = whole.clone();
                garbled[random.nextInt(garbled.length)] = (byte) random.nextInt(256);
                decode(kind, 200, garbled);
                assertNotEquals(OutcomeKind.REFUSED, outcome.kind, () -> "seed " + seed);
                assertNotEquals(OutcomeKind.NOT_FOUND, outcome.kind, () -> "seed " + seed);
            }
        }
    }

    @Test
    void shouldTellTheEndOfABanWhenTheTextHasIt() {
        final String text =
                "{\"code\":-1003,\"msg\":\"Way too many requests; IP(203.0.113.7) banned until "
                        + "1788231900000. Please use the websocket.\"}";
        assertEquals(Reaction.RETRY, decode(CommandKind.PLACE_ORDER, 418, text));
        assertEquals(1_788_231_900_000L, decoder.bannedUntilMs());
        decode(CommandKind.PLACE_ORDER, 429, "{\"code\":-1015,\"msg\":\"Too many\"}");
        assertEquals(0, decoder.bannedUntilMs());
    }

    @Test
    void shouldReadTheSamplesWhenTheyAreThere() {
        final String[] names = {
            "rest-order-get",
            "rest-order-post-ack-LIMIT",
            "rest-order-post-result-MARKET",
            "rest-order-post-ack-BEFORE-2026-07",
            "rest-order-delete"
        };
        for (final String name : names) {
            final String body =
                    SharedData.text(SharedData.require("binance/samples/" + name + ".json"))
                            .replaceAll("bw-7f3a21-.", ID);
            assertEquals(Reaction.SUCCESS, decode(CommandKind.QUERY_ORDER, 200, body), name);
        }
        for (final String name :
                new String[] {"get-finished", "get-untriggered", "post", "post-trailing"}) {
            final String body =
                    SharedData.text(
                                    SharedData.require(
                                            "binance/samples/rest-algoOrder-" + name + ".json"))
                            .replaceAll("bw-7f3a21-.", ID);
            assertEquals(Reaction.SUCCESS, decode(CommandKind.QUERY_ALGO, 200, body), name);
        }
    }
}
