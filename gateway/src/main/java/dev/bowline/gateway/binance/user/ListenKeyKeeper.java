package dev.bowline.gateway.binance.user;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.gateway.binance.rest.RestClient;
import dev.bowline.gateway.binance.rest.RestException;

/** Life of the listen key (MD-5): made, extended, made again when the venue forgot it. */
public final class ListenKeyKeeper {
    /** PUT with a key the venue does not know. */
    // USDⓈ-M docs, User Data Streams, read 2026-11-20.
    private static final int NO_SUCH_KEY = -1125;

    private static final String PATH = "/fapi/v1/listenKey";
    private static final int MAX_LENGTH = 256;

    private final RestClient rest;
    private String key = "";

    public ListenKeyKeeper(final RestClient rest) {
        this.rest = rest;
    }

    /**
     * The account's key, valid for the next 60 minutes.
     *
     * @throws RestException if the venue gives none
     * @throws IllegalStateException if what it gives is no key
     */
    public synchronized String acquire() {
        key = read(rest.call("POST", RestClient.Security.KEY, PATH));
        return key;
    }

    /**
     * Makes the key last 60 more minutes.
     *
     * @return false if the key is another one now, so the stream must be opened again
     * @throws RestException if the venue does not answer
     */
    public synchronized boolean extend() {
        final String before = key;
        try {
            rest.call("PUT", RestClient.Security.KEY, PATH);
            return true;
        } catch (final RestException e) {
            if (e.code() != NO_SUCH_KEY) {
                throw e;
            }
            return acquire().equals(before);
        }
    }

    private static String read(final JsonNode reply) {
        final String text = reply.path("listenKey").asText("");
        if (text.isEmpty() || text.length() > MAX_LENGTH || !text.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalStateException(
                    "POST " + PATH + ": reply holds no key of 1 to " + MAX_LENGTH + " letters");
        }
        return text;
    }
}
