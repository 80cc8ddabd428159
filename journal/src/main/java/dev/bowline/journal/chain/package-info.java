/** Tamper evidence: the SHA-256 link of every record, its check, and signed heads. */
package dev.bowline.journal.chain;
