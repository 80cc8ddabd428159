/**
 * Decimals in a {@code long} at scale 1e-8: exact arithmetic with named rounding, text in, text
 * out.
 */
package dev.bowline.core.num;
