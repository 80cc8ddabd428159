package dev.bowline.journal.chain;

/**
 * The first thing that is wrong with a journal.
 *
 * @param runId run in which it was found
 * @param file file with the record, or the run's directory
 * @param offset where in the file, -1 if it is not in one place
 * @param recordNumber number within the run
 * @param reason what is wrong, with the values
 */
public record Finding(int runId, String file, long offset, long recordNumber, String reason) {
    /** One line for people. */
    public String toText() {
        return "run "
                + runId
                + " record "
                + recordNumber
                + " ("
                + file
                + (offset < 0 ? "" : " at byte " + offset)
                + "): "
                + reason;
    }
}
