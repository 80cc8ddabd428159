/** Indicators, strategies and filters; the only package of core in which {@code double} is used. */
package dev.bowline.core.signal;
