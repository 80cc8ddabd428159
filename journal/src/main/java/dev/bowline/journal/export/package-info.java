/** Journal records as text and JSON lines, for people and other programs. */
package dev.bowline.journal.export;
