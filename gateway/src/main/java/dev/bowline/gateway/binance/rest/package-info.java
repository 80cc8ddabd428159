/**
 * Requests to the venue and its replies: signing, encoding, decoding, the meaning of its errors,
 * its rate limits and its clock.
 */
package dev.bowline.gateway.binance.rest;
