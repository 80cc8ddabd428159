package dev.bowline.journal.codec;

/**
 * Last record of a run that ended in order.
 *
 * @param slots slots in the run's journal
 * @param lostSlots slots that could not be appended
 * @param reason why the run ended
 */
public record RunEnd(long slots, long lostSlots, String reason) {
    /** Appends the body of the RUN_END record. */
    public void write(final RecordOutput out) {
        out.putLong(slots);
        out.putLong(lostSlots);
        out.putText(reason);
    }

    /** What {@link #write} wrote. */
    public static RunEnd read(final JournalRecord endRecord) {
        if (endRecord.type() != RecordType.RUN_END) {
            throw new JournalFormatException("record is a " + endRecord.type() + ", not a RUN_END");
        }
        final RecordInput in = endRecord.body();
        return new RunEnd(in.getLong(), in.getLong(), in.getTextOrNull());
    }
}
