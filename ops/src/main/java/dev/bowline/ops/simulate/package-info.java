/**
 * The deterministic simulation of the whole system (SIM-4): engine, gateway logic, journal and
 * exchange on one thread in virtual time, from one seed, with faults, kills and restarts, and
 * invariants that are checked after every step.
 */
package dev.bowline.ops.simulate;
