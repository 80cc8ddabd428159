/**
 * The deciding part of Bowline: pure, single-threaded, without clock, I/O, randomness or logging.
 */
package dev.bowline.core;
