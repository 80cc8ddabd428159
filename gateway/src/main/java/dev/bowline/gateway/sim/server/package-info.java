/**
 * The embedded exchange behind real sockets: REST, market streams and user stream of Binance USDⓈ-M
 * futures on a loopback port, with signatures, rate limits and listen keys, driven by one thread
 * that also paces the market's time.
 */
package dev.bowline.gateway.sim.server;
