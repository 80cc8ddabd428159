package dev.bowline.gateway.binance;

/** Text that must not be seen: {@code toString} prints {@code ***}. */
public final class Secret {
    private final String text;

    private Secret(final String text) {
        this.text = text;
    }

    /** Wraps a text. */
    public static Secret of(final String text) {
        return new Secret(text);
    }

    /** The text itself; for signing and headers only. */
    public String reveal() {
        return text;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return "***";
    }
}
