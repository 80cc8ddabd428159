/** Runs core again from a journal: to prove it gave the same answers, or to get its state back. */
package dev.bowline.journal.replay;
