package dev.bowline.ops.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A key, token or password. Prints as {@code ***}; enters no record, journal or log (SEC-1). */
public final class Secret {
    private final String value;

    public Secret(final String value) {
        this.value = value;
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** The secret itself; only for whoever signs or authenticates with it. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8),
                        secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return value.isEmpty() ? "" : "***";
    }
}
