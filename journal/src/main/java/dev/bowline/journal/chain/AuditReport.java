package dev.bowline.journal.chain;

import java.util.List;

/**
 * Outcome of a check over a whole journal.
 *
 * @param runs runs read
 * @param records records whose link was found right
 * @param head link of the last of them, hex
 * @param firstBadOrNull first bad record, or {@code null}
 * @param notes what is no fault but worth knowing: torn tails, unsigned ends
 */
public record AuditReport(
        int runs, long records, String head, Finding firstBadOrNull, List<String> notes) {
    public boolean isGood() {
        return firstBadOrNull == null;
    }
}
