/**
 * The exchange's model: one account on a USDⓈ-M venue, pure, seeded and deterministic. No thread,
 * no clock, no socket; {@code sim.server} puts it behind real ones.
 */
package dev.bowline.gateway.sim;
