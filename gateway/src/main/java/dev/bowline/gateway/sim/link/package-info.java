/**
 * The network between a bot and the exchange in virtual time: one queue of tasks instead of threads
 * and sockets, seeded latencies, and faults where a plan wants them (SIM-4). Requests, replies and
 * user frames pass as the bytes they are on real sockets. One thread; nothing here reads a clock.
 */
package dev.bowline.gateway.sim.link;
