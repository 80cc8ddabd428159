/** Tests of the gateway as one thing: against the embedded exchange and a scripted venue. */
package dev.bowline.gateway.binance;
