package dev.bowline.gateway.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.gateway.testing.ScriptedVenue.Peer;
import dev.bowline.gateway.testing.ScriptedVenue.Reply;
import dev.bowline.gateway.testing.ScriptedVenue.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The WebSocket API in front of the scripts of REST: a request is put to the script of its REST
 * twin, and what that answers is put into a frame, so that one script serves both ways.
 */
public final class ScriptedApi {
    /** Path that turns a connection into one of the API. */
    public static final String PATH = "/ws-fapi/v1";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> TWINS =
            Map.of(
                    "order.place", "POST /fapi/v1/order",
                    "order.cancel", "DELETE /fapi/v1/order",
                    "algoOrder.place", "POST /fapi/v1/algoOrder",
                    "algoOrder.cancel", "DELETE /fapi/v1/algoOrder",
                    "session.logon", "LOGON session");

    private ScriptedApi() {}

    /** The REST twin of a frame; its header {@code id} holds the id as JSON. */
    static Request twin(final byte[] payload) {
        final JsonNode json = parse(new String(payload, StandardCharsets.UTF_8));
        final StringJoiner query = new StringJoiner("&");
        json.path("params")
                .properties()
                .forEach(each -> query.add(each.getKey() + '=' + each.getValue().asText()));
        final String method = json.path("method").asText();
        return new Request(
                TWINS.getOrDefault(method, "API " + method),
                query.toString(),
                Map.of("id", json.path("id").toString()));
    }

    /** Sends what a script answered over HTTP as the API would. */
    static void answer(final Peer peer, final Request request, final Reply reply) {
        if (!reply.text().isEmpty()) {
            final byte[] frame = frame(request, reply.text());
            final boolean isHalf = reply.cut();
            peer.raw(isHalf ? Arrays.copyOf(frame, frame.length / 2) : frame);
        }
        if (reply.cut()) {
            peer.cut();
        }
    }

    private static byte[] frame(final Request request, final String http) {
        if (!http.startsWith("HTTP/")) {
            // Said as it is.
            return ScriptedVenue.frame(0x81, http.getBytes(StandardCharsets.UTF_8));
        }
        final int bodyAt = http.indexOf("\r\n\r\n") + 4;
        final int status = Integer.parseInt(http.split(" ", -1)[1]);
        final Map<String, String> headers = new HashMap<>();
        for (final String line : http.substring(0, bodyAt).split("\r\n", -1)) {
            final int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        }
        return ScriptedVenue.frame(
                0x81,
                reply(request.headers().get("id"), status, http.substring(bodyAt), headers)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static String reply(
            final String id,
            final int status,
            final String body,
            final Map<String, String> headers) {
        final ObjectNode answer = MAPPER.createObjectNode();
        answer.set("id", parse(id));
        answer.put("status", status);
        if (body.startsWith("{") && body.endsWith("}")) {
            answer.set(status == 200 ? "result" : "error", parse(body));
        }
        final String wait = headers.get("Retry-After");
        if (wait != null) {
            final long untilMs = System.currentTimeMillis() + Long.parseLong(wait) * 1_000;
            ((ObjectNode) answer.get("error")).putObject("data").put("retryAfter", untilMs);
        }
        final ArrayNode limits = answer.putArray("rateLimits");
        limit(limits, "REQUEST_WEIGHT", "MINUTE", 1, headers.get("X-MBX-USED-WEIGHT-1M"));
        limit(limits, "ORDERS", "SECOND", 10, headers.get("X-MBX-ORDER-COUNT-10S"));
        limit(limits, "ORDERS", "MINUTE", 1, headers.get("X-MBX-ORDER-COUNT-1M"));
        return answer.toString();
    }

    private static void limit(
            final ArrayNode limits,
            final String type,
            final String interval,
            final int intervals,
            final String countOrNull) {
        if (countOrNull != null) {
            limits.addObject()
                    .put("rateLimitType", type)
                    .put("interval", interval)
                    .put("intervalNum", intervals)
                    .put("limit", 2_400)
                    .put("count", Integer.parseInt(countOrNull));
        }
    }

    private static JsonNode parse(final String json) {
        try {
            return MAPPER.readTree(json);
        } catch (final JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
