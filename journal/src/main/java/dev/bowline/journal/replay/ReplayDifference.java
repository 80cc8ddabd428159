package dev.bowline.journal.replay;

/**
 * Where a replay first gave another answer.
 *
 * @param sequence slot
 * @param field for example {@code commands[0].qtyE8}
 * @param journaled value in the journal
 * @param replayed value now
 */
public record ReplayDifference(long sequence, String field, String journaled, String replayed) {
    /** One line for people. */
    public String toText() {
        return "sequence "
                + sequence
                + " "
                + field
                + ": journal "
                + journaled
                + ", replay "
                + replayed;
    }
}
