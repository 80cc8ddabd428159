package dev.bowline.journal.replay;

/**
 * Outcome of replaying one run.
 *
 * @param runId the run
 * @param slots slots replayed
 * @param identicalSlots slots whose answer was the same to the bit
 * @param commands order commands in the journal's slots
 * @param decisions decision records in the journal's slots
 * @param missingSlots sequences that the journal does not have
 * @param firstDifferenceOrNull first difference, or {@code null}
 * @param stateHash hash over the final state
 * @param cutReason why records at the end were left out, or {@code null}
 */
public record ReplayReport(
        int runId,
        long slots,
        long identicalSlots,
        long commands,
        long decisions,
        long missingSlots,
        ReplayDifference firstDifferenceOrNull,
        long stateHash,
        String cutReason) {
    public boolean isIdentical() {
        return firstDifferenceOrNull == null && missingSlots == 0;
    }
}
