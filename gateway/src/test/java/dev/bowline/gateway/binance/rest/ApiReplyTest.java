package dev.bowline.gateway.binance.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.num.FixedPoint;
import dev.bowline.gateway.json.Instruments;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MD-8: answers of the WebSocket API, in the venue's form and in no form. */
class ApiReplyTest {
    private static final long NOW_MS = 1_788_231_600_000L;

    private final ApiReply reply = new ApiReply();

    private boolean read(final String json) {
        final UnsafeBuffer bytes = Instruments.bytes(json);
        return reply.read(bytes, 0, bytes.capacity());
    }

    private String body() {
        final byte[] bytes = new byte[reply.bodyLength()];
        reply.body().getBytes(reply.bodyOffset(), bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void shouldGiveTheResultAsTheBodyWhenTheRequestSucceeded() {
        assertTrue(read("{\"id\":4097,\"status\":200,\"result\":{\"orderId\":81,\"a\":[{}]}}"));
        assertEquals(4_097, reply.id());
        assertEquals(200, reply.status());
        assertTrue(reply.isSuccess());
        assertEquals("{\"orderId\":81,\"a\":[{}]}", body());
    }

    @Test
    void shouldGiveTheErrorAsTheBodyWhenTheRequestFailed() {
        final String error = "{\"code\":-1102,\"msg\":\"Mandatory parameter\"}";
        assertTrue(read("{\"status\":400,\"error\":" + error + ",\"id\":5000,\"rateLimits\":[]}"));
        assertEquals(400, reply.status());
        assertFalse(reply.isSuccess());
        assertEquals(error, body());
        assertEquals(-1_102, reply.errorCode());
        assertEquals("Mandatory parameter", reply.errorText());
        assertEquals(0, reply.retryAfterMs());
        assertTrue(
                read(
                        "{\"id\":5001,\"status\":429,\"error\":{\"code\":-1003,\"msg\":\"\","
                                + "\"data\":{\"serverTime\":1,\"retryAfter\":1788231660000}}}"));
        assertEquals(1_788_231_660_000L, reply.retryAfterMs());
        assertTrue(read("{\"id\":5002,\"status\":503}"));
        assertEquals(0, reply.errorCode(), "nothing is left of the answer before");
        assertEquals(0, reply.retryAfterMs());
        assertEquals(0, reply.bodyLength());
    }

    /** An error in place of a result is an error, whatever the status says. */
    @Test
    void shouldGiveTheErrorAsTheBodyWhenThereIsNoResult() {
        assertTrue(read("{\"id\":5000,\"status\":200,\"error\":{\"code\":-2019}}"));
        assertEquals("{\"code\":-2019}", body());
        assertTrue(read("{\"id\":5000,\"status\":200,\"result\":[1]}"));
        assertEquals(0, reply.bodyLength(), "no decoder takes that for an answer");
    }

    @Test
    void shouldKnowAnAnswerToNoRequestWhenTheIdIsNull() {
        assertTrue(
                read(
                        "{\"id\":null,\"status\":401,\"error\":{\"code\":-2015,"
                                + "\"msg\":\"Invalid\\u0020API-key\\n\"}}"));
        assertEquals(ApiReply.NO_ID, reply.id());
        assertEquals(401, reply.status());
        assertEquals("Invalid API-key ", reply.errorText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "null",
                "{\"id\":4097,\"status\":200",
                "{\"id\":4097,\"status\":200}x",
                "{\"id\":4097}",
                "{\"status\":200}",
                "{\"id\":\"4097\",\"status\":200}",
                "{\"id\":true,\"status\":200}",
                "{\"id\":{},\"status\":200}",
                "{\"id\":0,\"status\":200}",
                "{\"id\":-1,\"status\":200}",
                "{\"id\":4097.5,\"status\":200}",
                "{\"id\":1e3,\"status\":200}",
                "{\"id\":99999999999999999999,\"status\":200}",
                "{\"id\":4097,\"status\":\"200\"}",
                "{\"id\":4097,\"status\":null}",
                "{\"id\":4097,\"status\":0}",
                "{\"id\":4097,\"status\":-200}",
                "{\"id\":4097,\"status\":1000}",
                "{\"id\":4097,\"status\":200.0}",
                "{\"id\":4097,\"status\":[200]}"
            })
    void shouldRefuseWhatIsNoAnswer(final String json) {
        assertFalse(read(json));
    }

    /** RISK-7: the same budget as from the headers of REST. */
    @Test
    void shouldTellTheLimitsWhenTheyAreThere() {
        final RateBudget budget = new RateBudget(2_400, 300, 1_200);
        assertTrue(read("{\"id\":5000,\"status\":200,\"rateLimits\":[" + limits(7, 30, 1_200)));
        reply.tellLimits(budget, NOW_MS);
        assertEquals(1_200, budget.weightUsed(NOW_MS));
        assertEquals(30, budget.ordersInMinute(NOW_MS));
        assertEquals(FixedPoint.ONE_E8 / 2, budget.usedShareE8(NOW_MS));
        assertTrue(read("{\"id\":5000,\"status\":200,\"rateLimits\":[" + limits(270, 30, 0)));
        reply.tellLimits(budget, NOW_MS);
        assertEquals(FixedPoint.ONE_E8 * 9 / 10, budget.usedShareE8(NOW_MS), "orders in 10 s");
    }

    private static String limits(final int tenSeconds, final int minute, final int weight) {
        return limit("ORDERS", "SECOND", 10, String.valueOf(tenSeconds))
                + ','
                + limit("ORDERS", "MINUTE", 1, String.valueOf(minute))
                + ','
                + limit("REQUEST_WEIGHT", "MINUTE", 1, String.valueOf(weight))
                + "]}";
    }

    private static String limit(
            final String type, final String interval, final int intervals, final String count) {
        return "{\"rateLimitType\":\""
                + type
                + "\",\"interval\":\""
                + interval
                + "\",\"intervalNum\":"
                + intervals
                + ",\"limit\":2400,\"count\":"
                + count
                + '}';
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "{}",
                "[7]",
                "[null,{}]",
                "[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"DAY\",\"intervalNum\":1,"
                        + "\"count\":9}]",
                "[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":5,"
                        + "\"count\":9}]",
                "[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,"
                        + "\"count\":-9}]",
                "[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,"
                        + "\"count\":99999999999}]",
                "[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,"
                        + "\"count\":\"9\"}]"
            })
    void shouldLeaveOutLimitsThatMakeNoSense(final String limits) {
        final RateBudget budget = new RateBudget(2_400, 300, 1_200);
        assertTrue(read("{\"id\":5000,\"status\":200,\"rateLimits\":" + limits + '}'));
        reply.tellLimits(budget, NOW_MS);
        assertEquals(0, budget.usedShareE8(NOW_MS));
    }

    @Test
    void shouldNeverThrowWhenBytesAreAtRandom() {
        final byte[] valid =
                ("{\"id\":5000,\"status\":429,\"error\":{\"code\":-1003,\"msg\":\"a\","
                                + "\"data\":{\"retryAfter\":1}},\"rateLimits\":["
                                + limits(1, 2, 3))
                        .getBytes(StandardCharsets.UTF_8);
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final RateBudget budget = new RateBudget(2_400, 300, 1_200);
        for (int i = 0; i < 50_000; i++) {
            final byte[] bytes = valid.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            final int length = random.nextInt(bytes.length + 1);
            try {
                if (reply.read(new UnsafeBuffer(bytes), 0, length)) {
                    reply.tellLimits(budget, NOW_MS);
                    assertTrue(reply.bodyLength() >= 0 && reply.retryAfterMs() >= 0);
                    assertTrue(reply.errorText().length() <= 200);
                }
            } catch (final RuntimeException e) {
                throw new AssertionError("seed=" + seed + " round=" + i, e);
            }
        }
    }
}
