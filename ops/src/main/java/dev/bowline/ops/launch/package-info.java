/**
 * Starts and stops a run: puts venue, gateway, engine and journal together, in order, and takes
 * them apart again. The composition root.
 */
package dev.bowline.ops.launch;
