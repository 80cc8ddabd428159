/** What may be traded, and the grid its prices and quantities lie on. */
package dev.bowline.core.instrument;
