package dev.bowline.ops.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The effective configuration: one value per key of the table, immutable. Asking for a key that is
 * not in the table, or as the wrong type, is a programming error and throws.
 */
public final class ConfigTree {
    private final Map<String, Setting> settings;

    ConfigTree(final Map<String, Setting> settings) {
        this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Every setting, in the order of the table. */
    public List<Setting> settings() {
        return List.copyOf(settings.values());
    }

    /** The setting of a key. */
    public Setting setting(final String name) {
        final Setting setting = settings.get(name);
        if (setting == null) {
            throw new IllegalArgumentException("no key " + name);
        }
        return setting;
    }

    /** A number in the unit of its type (scale 1e-8, milliseconds, minutes). */
    public long number(final String name) {
        return (Long) setting(name).value();
    }

    /** A whole number that fits an {@code int}. */
    public int integer(final String name) {
        return Math.toIntExact(number(name));
    }

    public boolean flag(final String name) {
        return (Boolean) setting(name).value();
    }

    /** A text or choice; empty if not set. */
    public String text(final String name) {
        return (String) setting(name).value();
    }

    /** The words of a list. */
    public List<String> list(final String name) {
        final List<String> words = new ArrayList<>();
        for (final Object word : (List<?>) setting(name).value()) {
            words.add((String) word);
        }
        return words;
    }

    public Secret secret(final String name) {
        return (Secret) setting(name).value();
    }

    /**
     * The tree as {@code key=value} lines in the order of the table, without secrets: they do not
     * change what is decided, and must not leave a trace.
     */
    public String canonicalText() {
        final StringBuilder text = new StringBuilder();
        for (final Setting setting : settings.values()) {
            if (setting.key().type() != KeyType.SECRET) {
                text.append(setting.key().name()).append('=').append(setting.text()).append('\n');
            }
        }
        return text.toString();
    }

    /** SHA-256 of {@link #canonicalText} in UTF-8, as lower-case hex. */
    public String sha256() {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(canonicalText().getBytes(StandardCharsets.UTF_8)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
