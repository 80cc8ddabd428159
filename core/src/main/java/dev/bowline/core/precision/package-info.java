/** Quantities and prices onto the venue's grid. */
package dev.bowline.core.precision;
