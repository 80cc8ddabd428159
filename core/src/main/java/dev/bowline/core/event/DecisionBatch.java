package dev.bowline.core.event;

/**
 * Up to {@value #MAX} decision records written into one slot. Full is a counted refusal, never
 * growth.
 */
public final class DecisionBatch {
    /** Most entries of one slot. */
    public static final int MAX = 32;

    private final Decision[] items = new Decision[MAX];
    private int count;
    private int refused;

    /** All entries are made now; nothing is allocated afterwards. */
    public DecisionBatch() {
        for (int i = 0; i < MAX; i++) {
            items[i] = new Decision();
        }
    }

    /** A cleared entry at the end, or {@code null} if the slot is full, which is counted. */
    public Decision addOrNull() {
        if (count == MAX) {
            refused++;
            return null;
        }
        final Decision item = items[count++];
        item.clear();
        return item;
    }

    /** Entry {@code index}, {@code 0 <= index < count()}. */
    public Decision get(final int index) {
        if (index >= count) {
            throw new IndexOutOfBoundsException("index=" + index + ", count=" + count);
        }
        return items[index];
    }

    public int count() {
        return count;
    }

    /** Entries that found no room since {@link #clear}. */
    public int refused() {
        return refused;
    }

    /** Gives up the last entry that was added. */
    public void removeLast() {
        if (count > 0) {
            count--;
        }
    }

    public void clear() {
        count = 0;
        refused = 0;
    }
}
