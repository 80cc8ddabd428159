/**
 * Reads JSON bytes in one pass without making objects. What arrives is untrusted: every method
 * answers bad input with a code and never with an exception.
 */
package dev.bowline.gateway.json;
