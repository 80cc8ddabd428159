package dev.bowline.core;

/** Uses binary floating point; the source rule must refuse it. */
final class FloatingOffender {
    long half(final long valueE8) {
        final double half = valueE8 * 0.5;
        return (long) half;
    }
}
