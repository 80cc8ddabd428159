package dev.bowline.core.event;

/**
 * Up to {@value #MAX} order commands written into one slot. Full is a counted refusal, never
 * growth.
 */
public final class CommandBatch {
    /** Most entries of one slot. */
    public static final int MAX = 32;

    private final OrderCommand[] items = new OrderCommand[MAX];
    private int count;
    private int refused;

    /** All entries are made now; nothing is allocated afterwards. */
    public CommandBatch() {
        for (int i = 0; i < MAX; i++) {
            items[i] = new OrderCommand();
        }
    }

    /** A cleared entry at the end, or {@code null} if the slot is full, which is counted. */
    public OrderCommand addOrNull() {
        if (count == MAX) {
            refused++;
            return null;
        }
        final OrderCommand item = items[count++];
        item.clear();
        return item;
    }

    /** Entry {@code index}, {@code 0 <= index < count()}. */
    public OrderCommand get(final int index) {
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
