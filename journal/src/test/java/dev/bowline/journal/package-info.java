/** What the journal's tests share. */
package dev.bowline.journal;
