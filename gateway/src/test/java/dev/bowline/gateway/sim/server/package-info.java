/** Tests of the embedded exchange over real sockets. */
package dev.bowline.gateway.sim.server;
