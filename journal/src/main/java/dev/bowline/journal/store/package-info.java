/** Records on disk: one directory per journal, one Chronicle Queue per run inside it. */
package dev.bowline.journal.store;
