/** From an intent to a quantity, out of a risk budget and under caps. */
package dev.bowline.core.sizing;
