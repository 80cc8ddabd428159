package dev.bowline.ops.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one table of all keys. The reference file, the README's table, the loader and the help are
 * all made from it; no default stands anywhere else.
 */
public final class ConfigKeys {
    private static final Map<String, ConfigKey> BY_NAME = byName();

    private ConfigKeys() {}

    /** Every key, in the order of the reference file. */
    public static List<ConfigKey> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** The key, or {@code null}. */
    public static ConfigKey byNameOrNull(final String name) {
        return BY_NAME.get(name);
    }

    /**
     * The key.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ConfigKey require(final String name) {
        final ConfigKey key = BY_NAME.get(name);
        if (key == null) {
            throw new IllegalArgumentException("no key " + name);
        }
        return key;
    }

    /** The key whose name is nearest to a mistyped one, or {@code null} if none is near. */
    static String nearestOrNull(final String name) {
        String best = null;
        int bestDistance = 5;
        for (final String candidate : BY_NAME.keySet()) {
            final int distance = distance(name, candidate);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best;
    }

    private static Map<String, ConfigKey> byName() {
        final List<ConfigKey> keys = new ArrayList<>();
        VenueKeys.addTo(keys);
        RiskKeys.addTo(keys);
        TrailingKeys.addTo(keys);
        OrderKeys.addTo(keys);
        StrategyKeys.addTo(keys);
        RunKeys.addTo(keys);
        final Map<String, ConfigKey> map = new LinkedHashMap<>();
        for (final ConfigKey key : keys) {
            if (map.put(key.name(), key) != null) {
                throw new IllegalStateException("key " + key.name() + " stands twice in the table");
            }
        }
        return Collections.unmodifiableMap(map);
    }

    /** Levenshtein distance. */
    private static int distance(final String a, final String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            final int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                final int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] =
                        Math.min(
                                Math.min(previous[j], current[j - 1]) + 1,
                                previous[j - 1] + change);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
