package dev.bowline.gateway.sim.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A small REST client with nothing of the gateway in it, so that both cannot be wrong alike. */
final class SignedHttp {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SimServer server;

    SignedHttp(final SimServer server) {
        this.server = server;
    }

    static JsonNode json(final String text) throws IOException {
        return MAPPER.readTree(text);
    }

    static String hmac(final String payload) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            SimFixture.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Appends time and signature. */
    String sign(final String query) {
        final String stamped =
                query + (query.isEmpty() ? "" : "&") + "timestamp=" + server.clock().time();
        return stamped + "&signature=" + hmac(stamped);
    }

    HttpResponse<String> send(
            final String method, final String pathAndQuery, final String body, final boolean key)
            throws IOException, InterruptedException {
        final HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.restUrl() + pathAndQuery))
                        .timeout(Duration.ofSeconds(10))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        if (key) {
            request.header("X-MBX-APIKEY", SimFixture.API_KEY);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A signed request with everything in the query. */
    HttpResponse<String> signed(final String method, final String path, final String query)
            throws IOException, InterruptedException {
        return send(method, path + "?" + sign(query), "", true);
    }

    /** A signed request that must succeed. */
    JsonNode ok(final String method, final String path, final String query)
            throws IOException, InterruptedException {
        final HttpResponse<String> answer = signed(method, path, query);
        if (answer.statusCode() != 200) {
            throw new AssertionError(
                    method + " " + path + " " + answer.statusCode() + " " + answer.body());
        }
        return json(answer.body());
    }

    JsonNode open(final String pathAndQuery) throws IOException, InterruptedException {
        final HttpResponse<String> answer = send("GET", pathAndQuery, "", false);
        if (answer.statusCode() != 200) {
            throw new AssertionError(pathAndQuery + " " + answer.statusCode() + answer.body());
        }
        return json(answer.body());
    }
}
