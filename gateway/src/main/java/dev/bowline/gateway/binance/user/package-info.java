/** The venue's user data stream: from the bytes of one text frame to ring slots. */
package dev.bowline.gateway.binance.user;
