/** The journal: every slot of a run on disk, linked, readable, and replayable. */
package dev.bowline.journal;
