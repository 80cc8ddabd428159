package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.StreamRoute;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a stream address asks for. An address without a route still connects and delivers book data
 * only, as at the venue since 2026-04-23.
 *
 * @param route part before {@code /ws} or {@code /stream}
 * @param combined payloads are wrapped
 * @param streams names, separated by slashes; listen keys on the private route
 * @param listenKeys listen keys of the query with the event types wanted
 */
record StreamAddress(
        StreamRoute route, boolean combined, String streams, Map<String, Set<String>> listenKeys) {
    private static final String RAW = "/ws";
    private static final String COMBINED = "/stream";

    /** Reads an address; {@code null} if there is no such path. */
    static StreamAddress parseOrNull(final String path, final String query) {
        StreamRoute route = StreamRoute.PUBLIC;
        String rest = path;
        for (final StreamRoute each :
                List.of(StreamRoute.PUBLIC, StreamRoute.MARKET, StreamRoute.PRIVATE)) {
            final String prefix = "/" + each.name().toLowerCase(Locale.ROOT);
            if (path.startsWith(prefix + "/")) {
                route = each;
                rest = path.substring(prefix.length());
            }
        }
        final boolean combined = rest.equals(COMBINED);
        if (!combined && !rest.equals(RAW) && !rest.startsWith(RAW + "/")) {
            return null;
        }
        String streams = combined ? "" : decode(rest.substring(RAW.length()));
        streams = streams.startsWith("/") ? streams.substring(1) : streams;
        final Map<String, Set<String>> listenKeys = new LinkedHashMap<>();
        String lastKey = "";
        for (final String pair : query.split("&", -1)) {
            final int equals = pair.indexOf('=');
            final String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (pair.startsWith("streams=")) {
                streams = value;
            } else if (pair.startsWith("listenKey=")) {
                lastKey = value;
                listenKeys.put(value, new LinkedHashSet<>());
            } else if (pair.startsWith("events=") && !lastKey.isEmpty()) {
                listenKeys.get(lastKey).addAll(List.of(value.split("/")));
            }
        }
        return new StreamAddress(route, combined, streams, listenKeys);
    }

    private static String decode(final String raw) {
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            return raw; // taken as it came; such a stream does not exist and stays silent
        }
    }
}
