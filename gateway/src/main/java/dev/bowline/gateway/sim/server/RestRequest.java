package dev.bowline.gateway.sim.server;

import dev.bowline.core.num.DecimalParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One request as it came over the wire, with its parameters. A name in both query and body has the
 * query's value (USDⓈ-M docs, General Info, read 2026-11-20). Signatures are checked over the raw
 * text, never over decoded values.
 */
final class RestRequest {
    private static final String SIGNATURE = "signature";

    private final String method;
    private final String path;
    private final String rawQuery;
    private final String rawBody;
    private final String apiKeyOrNull;
    private final boolean api;
    private final boolean loggedOn;
    private final Map<String, String> params = new LinkedHashMap<>();

    RestRequest(
            final String method,
            final String path,
            final String rawQuery,
            final String rawBody,
            final String apiKeyOrNull)
            throws RestError {
        this.method = method;
        this.path = path;
        this.rawQuery = rawQuery;
        this.rawBody = rawBody;
        this.apiKeyOrNull = apiKeyOrNull;
        this.api = false;
        this.loggedOn = false;
        decode(rawBody);
        decode(rawQuery);
    }

    /**
     * A request of the WebSocket API, as its REST twin. Its signature covers all parameters, sorted
     * by name (USDⓈ-M docs, WebSocket API General Info, read 2026-11-20).
     *
     * @param sessionKeyOrNull key the connection has logged on with; it stands in for a key and a
     *     signature that are not sent
     */
    RestRequest(
            final String method,
            final String path,
            final Map<?, ?> fields,
            final String sessionKeyOrNull) {
        this.method = method;
        this.path = path;
        this.api = true;
        fields.forEach(
                (name, value) -> {
                    if (value != null) {
                        params.put(String.valueOf(name), value.toString());
                    }
                });
        this.loggedOn = sessionKeyOrNull != null && !params.containsKey(SIGNATURE);
        this.apiKeyOrNull = params.getOrDefault("apiKey", sessionKeyOrNull);
        final StringJoiner sorted = new StringJoiner("&");
        new TreeMap<>(params)
                .forEach(
                        (name, value) -> {
                            if (!name.equals(SIGNATURE)) {
                                sorted.add(name + "=" + value);
                            }
                        });
        this.rawQuery = sorted.toString();
        this.rawBody = "";
    }

    /** One item of a batch, with the parameters of its own only. */
    RestRequest item(final Map<?, ?> fields) throws RestError {
        final RestRequest item = new RestRequest(method, path, "", "", apiKeyOrNull);
        fields.forEach(
                (name, value) -> item.params.put(String.valueOf(name), String.valueOf(value)));
        return item;
    }

    private void decode(final String raw) throws RestError {
        for (final String pair : raw.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            final int equals = pair.indexOf('=');
            final String name = equals < 0 ? pair : pair.substring(0, equals);
            final String value = equals < 0 ? "" : pair.substring(equals + 1);
            try {
                params.put(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (final IllegalArgumentException e) {
                throw RestError.of(-1100, "Illegal characters found in parameter '" + name + "'.");
            }
        }
    }

    /** Whether it came over the WebSocket API, whose answers differ in a few fields. */
    boolean isApi() {
        return api;
    }

    /** Whether its connection has proven who it is, so that it needs no signature. */
    boolean isLoggedOn() {
        return loggedOn;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    String apiKeyOrNull() {
        return apiKeyOrNull;
    }

    /** Query immediately followed by body, without the signature: the bytes that were signed. */
    String signedPayload() {
        return without(rawQuery) + without(rawBody);
    }

    private static String without(final String raw) {
        final int at = raw.startsWith(SIGNATURE + "=") ? 0 : raw.indexOf("&" + SIGNATURE + "=");
        if (at < 0) {
            return raw;
        }
        final int end = raw.indexOf('&', at + 1);
        final String rest = end < 0 ? "" : raw.substring(end);
        return raw.substring(0, at) + (at == 0 && !rest.isEmpty() ? rest.substring(1) : rest);
    }

    boolean has(final String name) {
        final String value = params.get(name);
        return value != null && !value.isEmpty();
    }

    /** The value, or {@code null} if it is absent or empty. */
    String textOrNull(final String name) {
        return has(name) ? params.get(name) : null;
    }

    String text(final String name) throws RestError {
        if (!has(name)) {
            throw RestError.missing(name);
        }
        return params.get(name);
    }

    long number(final String name) throws RestError {
        final String value = text(name);
        try {
            return Long.parseLong(value);
        } catch (final NumberFormatException e) {
            throw RestError.missing(name);
        }
    }

    long numberOr(final String name, final long otherwise) throws RestError {
        return has(name) ? number(name) : otherwise;
    }

    /** A mandatory decimal at scale 1e-8. */
    long decimalE8(final String name) throws RestError {
        final byte[] ascii = text(name).getBytes(StandardCharsets.UTF_8);
        final long valueE8 = DecimalParser.tryParse(new UnsafeBuffer(ascii), 0, ascii.length);
        if (valueE8 != DecimalParser.INVALID) {
            return valueE8;
        }
        if (params.get(name).matches("-?\\d+\\.\\d{9,}")) {
            throw RestError.of(-1111, "Precision is over the maximum defined for this asset.");
        }
        throw RestError.missing(name);
    }

    long decimalE8Or(final String name, final long otherwiseE8) throws RestError {
        return has(name) ? decimalE8(name) : otherwiseE8;
    }

    boolean flag(final String name) throws RestError {
        final String value = has(name) ? params.get(name).toLowerCase(Locale.ROOT) : "false";
        if (!"true".equals(value) && !"false".equals(value)) {
            throw RestError.malformed(name, value);
        }
        return "true".equals(value);
    }

    /** A mandatory constant; an unknown word is refused with the code given. */
    <E extends Enum<E>> E constant(
            final String name, final Class<E> type, final int code, final String message)
            throws RestError {
        try {
            return Enum.valueOf(type, text(name));
        } catch (final IllegalArgumentException e) {
            throw RestError.of(code, message);
        }
    }
}
