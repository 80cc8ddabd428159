/**
 * Market streams of the venue: from the bytes of one text frame to ring slots, and the local order
 * book that follows from depth frames.
 */
package dev.bowline.gateway.binance.market;
