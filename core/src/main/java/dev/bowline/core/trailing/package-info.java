/** Stops that follow the price (TS-1 to TS-6): state and arithmetic of one position, no orders. */
package dev.bowline.core.trailing;
