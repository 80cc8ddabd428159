/**
 * Market data from somewhere, in time order: recorded files of the venue's public CSV format and
 * the common shape that every source of market data has.
 */
package dev.bowline.gateway.history;
