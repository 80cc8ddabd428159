package dev.bowline.journal.export;

/**
 * Which records to show; all conditions must hold. {@code null} or the widest range leaves one out.
 *
 * @param type name of an event type, record type or decision action, for example {@code BAR},
 *     {@code RUN_HEADER}, {@code ENTRY_SENT}; {@code COMMAND} for slots with order commands, {@code
 *     DECISION} for slots with decisions
 * @param symbol the venue's text
 * @param fromNs first ingest time, epoch nanoseconds
 * @param toNs first ingest time that is too late
 * @param orderId a client order id of ours, or the venue's order or algo id
 */
public record RecordFilter(String type, String symbol, long fromNs, long toNs, String orderId) {
    /** Everything. */
    public static RecordFilter all() {
        return new RecordFilter(null, null, Long.MIN_VALUE, Long.MAX_VALUE, null);
    }
}
