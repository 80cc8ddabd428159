/** Byte layout of every journal record; little endian, versioned, exact both ways. */
package dev.bowline.journal.codec;
