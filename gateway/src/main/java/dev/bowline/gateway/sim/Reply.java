package dev.bowline.gateway.sim;

/**
 * The venue's answer: a value, or a code with its text.
 *
 * @param valueOrNull present if and only if {@code code} is 0; orders are the venue's own live
 *     objects, so read them before the next call into the venue
 * @param code 0, or the venue's negative error code
 * @param message the venue's text; empty if it worked
 * @param <T> what a success carries
 */
public record Reply<T>(T valueOrNull, int code, String message) {

    /** A success. */
    public static <T> Reply<T> of(final T value) {
        return new Reply<>(value, 0, "");
    }

    /** A refusal with the venue's usual text. */
    public static <T> Reply<T> refused(final int code) {
        return new Reply<>(null, code, VenueErrors.text(code));
    }

    public boolean isOk() {
        return code == 0;
    }
}
