package dev.bowline.ops.simulate;

import java.util.Arrays;

/**
 * What the bot cannot know because a frame was lost for good. Nothing tells it so; the next
 * snapshot does, if it began after the loss and was read in full. That is due {@value
 * #RECONCILE_MS} ms (REC-2) after the one before, each of which may take {@value #READ_MS} ms, and
 * a reading that fails costs another turn; a fault that hits a request of a reading, {@value
 * #READ_FAULT_MS} ms: it is given up after 10 s and repeated. One slot for each contract, and a
 * last one for the account.
 */
final class LostFrames {
    static final long RECONCILE_MS = 30_000;
    static final long READ_MS = 10_000;
    static final long READ_FAULT_MS = 10_500;
    private static final long NONE = Long.MAX_VALUE;

    private final long[] firstNs;
    private final long[] lastNs;
    private final long[] knownSinceNs;
    private final long[] failures;
    private final long[] readFaults;
    private long failedSnapshots;

    LostFrames(final int contracts) {
        firstNs = new long[contracts + 1];
        Arrays.fill(firstNs, NONE);
        lastNs = new long[contracts + 1];
        knownSinceNs = new long[contracts + 1];
        failures = new long[contracts + 1];
        readFaults = new long[contracts + 1];
    }

    /** A frame is lost that is about a contract, or with −1 about none. */
    void onLost(final int idOrMinus1, final long nowNs) {
        final int slot = idOrMinus1 < 0 ? firstNs.length - 1 : idOrMinus1;
        if (firstNs[slot] == NONE) {
            firstNs[slot] = nowNs;
            failures[slot] = 0;
            readFaults[slot] = 0;
        }
        lastNs[slot] = nowNs;
    }

    /** A fault befell a request of a reading, whichever contract that is about. */
    void onReadFault() {
        for (int slot = 0; slot < firstNs.length; slot++) {
            readFaults[slot]++;
        }
    }

    /** The snapshot that is being read does not tell what was missed: it holds an old list. */
    void onOldList(final int idOrMinus1, final long nowNs) {
        for (int slot = 0; slot < firstNs.length - 1; slot++) {
            if (firstNs[slot] != NONE && (idOrMinus1 < 0 || idOrMinus1 == slot)) {
                lastNs[slot] = nowNs;
            }
        }
    }

    /**
     * How far the bot has read.
     *
     * @param asOfNs when its newest complete snapshot began
     * @param newFailedSnapshots how many could not be read, of this process
     */
    void onRead(final long asOfNs, final long newFailedSnapshots, final long nowNs) {
        final long failed = Math.max(0, newFailedSnapshots - failedSnapshots);
        failedSnapshots = newFailedSnapshots;
        for (int slot = 0; slot < firstNs.length; slot++) {
            if (firstNs[slot] == NONE) {
                continue;
            }
            failures[slot] += failed;
            if (firstNs[slot] < asOfNs) {
                // What was lost while it was read is for the next one.
                firstNs[slot] = lastNs[slot] < asOfNs ? NONE : asOfNs;
                knownSinceNs[slot] = nowNs;
                failures[slot] = 0;
                readFaults[slot] = 0;
            }
        }
    }

    /** Time that a deadline of a contract is longer by, because of what is not known yet. */
    long allowanceMs(final int id) {
        return firstNs[id] == NONE
                ? 0
                : RECONCILE_MS
                        + 2 * READ_MS
                        + failures[id] * (RECONCILE_MS + READ_MS)
                        + readFaults[id] * READ_FAULT_MS;
    }

    /** When the bot was told last what it had missed about a contract. */
    long knownSinceNs(final int id) {
        return knownSinceNs[id];
    }

    /** Since when something about a contract is not known; {@link Long#MAX_VALUE}: all is. */
    long firstNs(final int id) {
        return firstNs[id];
    }

    /** Whether anything is not known. */
    boolean isAny() {
        for (final long ns : firstNs) {
            if (ns != NONE) {
                return true;
            }
        }
        return false;
    }
}
