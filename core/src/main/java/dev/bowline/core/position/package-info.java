/** Positions, profit and loss from fills, the account, and differences from the venue. */
package dev.bowline.core.position;
