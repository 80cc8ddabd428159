package dev.bowline.gateway.sim.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Listen keys: one per API key, valid for an hour after it was asked for or extended. Keys are
 * derived from a seed, so that a run can be repeated. Exchange thread only.
 */
final class UserStreams {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int KEY_LENGTH = 64;

    private final SimClock clock;
    private final UserSink sink;
    private final long validMs;
    private final Map<String, String> keyByOwner = new LinkedHashMap<>();
    private final Map<String, Long> expiryMs = new LinkedHashMap<>();
    private final JsonWriter json = new JsonWriter();
    private long state;

    UserStreams(final SimClock clock, final UserSink sink, final long validMs, final long seed) {
        this.clock = clock;
        this.sink = sink;
        this.validMs = validMs;
        this.state = seed;
    }

    /** The owner's key, a new one if there is none; its hour starts again. */
    String start(final String owner) {
        final String key = keyByOwner.computeIfAbsent(owner, name -> newKey());
        expiryMs.put(key, clock.time() + validMs);
        return key;
    }

    /** Extends the owner's key; returns {@code null} if there is none. */
    String extendOrNull(final String owner) {
        final String key = keyByOwner.get(owner);
        if (key != null) {
            expiryMs.put(key, clock.time() + validMs);
        }
        return key;
    }

    void stop(final String owner) {
        final String key = keyByOwner.remove(owner);
        if (key != null) {
            expiryMs.remove(key);
        }
    }

    boolean isKnown(final String listenKey) {
        return expiryMs.containsKey(listenKey);
    }

    void publish(final String eventType, final JsonWriter payload) {
        for (final String key : expiryMs.keySet()) {
            sink.publishUser(key, eventType, payload);
        }
    }

    /** Ends keys whose hour is over, now, and tells their sockets. */
    void expire() {
        final long nowMs = clock.time();
        final List<String> over = new ArrayList<>();
        for (final Map.Entry<String, Long> each : expiryMs.entrySet()) {
            if (each.getValue() <= nowMs) {
                over.add(each.getKey());
            }
        }
        over.forEach(key -> end(key, nowMs));
    }

    /** Ends every key at once, as a fault. */
    void expireAll() {
        final long nowMs = clock.time();
        new ArrayList<>(expiryMs.keySet()).forEach(key -> end(key, nowMs));
    }

    /** Forgets every key without a word, as a restart does. */
    void forgetAll() {
        expiryMs.clear();
        keyByOwner.clear();
    }

    private void end(final String key, final long nowMs) {
        json.reset().beginObject().field("e", "listenKeyExpired").field("E", nowMs);
        json.field("listenKey", key).endObject();
        sink.publishUser(key, "listenKeyExpired", json);
        expiryMs.remove(key);
        keyByOwner.values().remove(key);
    }

    // SplitMix64 (Steele, Lea, Flood 2014): enough for keys that only have to differ.
    private String newKey() {
        final StringBuilder key = new StringBuilder(KEY_LENGTH);
        for (int i = 0; i < KEY_LENGTH; i++) {
            state += 0x9E3779B97F4A7C15L;
            long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            mixed ^= mixed >>> 31;
            key.append(ALPHABET.charAt((int) Long.remainderUnsigned(mixed, ALPHABET.length())));
        }
        return key.toString();
    }
}
