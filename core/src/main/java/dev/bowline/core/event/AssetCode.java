package dev.bowline.core.event;

/** Coin names of up to eight ASCII bytes packed into a {@code long}, first letter lowest. */
public final class AssetCode {
    private AssetCode() {}

    /** Packs a name; longer names keep their first eight letters. */
    public static long of(final String asset) {
        long code = 0;
        for (int i = Math.min(asset.length(), Long.BYTES) - 1; i >= 0; i--) {
            code = (code << Byte.SIZE) | (asset.charAt(i) & 0xFF);
        }
        return code;
    }

    /** The name again; allocates. */
    public static String toText(final long code) {
        final StringBuilder text = new StringBuilder(Long.BYTES);
        for (long rest = code; rest != 0; rest >>>= Byte.SIZE) {
            text.append((char) (rest & 0xFF));
        }
        return text.toString();
    }
}
