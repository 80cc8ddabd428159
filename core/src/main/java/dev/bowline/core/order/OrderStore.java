package dev.bowline.core.order;

import dev.bowline.core.state.Durable;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Orders by (run, key): fixed capacity, open addressing with linear probing, no allocation. Those
 * that may still do something are listed in the order they came; those that ended wait in a second
 * list for late messages until they are removed. Walking either is deterministic.
 */
public final class OrderStore implements Durable, Resumable {
    private final Order[] pool;
    private final Order[] live;
    private final Order[] retired;
    private final Order[] table;
    private final int mask;
    private int firstFree;
    private int count;
    private int retiredCount;
    private long refused;

    /**
     * Makes all orders.
     *
     * @param capacity most orders at one time
     */
    public OrderStore(final int capacity) {
        pool = new Order[capacity];
        live = new Order[capacity];
        retired = new Order[capacity];
        for (int i = 0; i < capacity; i++) {
            pool[i] = new Order();
            pool[i].slot = i;
            pool[i].nextFree = i + 1 < capacity ? i + 1 : -1;
        }
        int buckets = 16;
        while (buckets < capacity * 4) {
            buckets *= 2;
        }
        table = new Order[buckets];
        mask = buckets - 1;
    }

    /**
     * A cleared order under this id, or {@code null} if the store is full, which is counted.
     *
     * @throws IllegalStateException if the id is in use
     */
    public Order addOrNull(final int runId, final long orderKey) {
        if (firstFree < 0) {
            refused++;
            return null;
        }
        int bucket = bucketOf(runId, orderKey);
        while (table[bucket] != null) {
            if (table[bucket].orderKey == orderKey && table[bucket].runId == runId) {
                throw new IllegalStateException("order " + runId + "/" + orderKey + " is there");
            }
            bucket = (bucket + 1) & mask;
        }
        final Order order = pool[firstFree];
        firstFree = order.nextFree;
        order.clear();
        order.runId = runId;
        order.orderKey = orderKey;
        table[bucket] = order;
        live[count++] = order;
        return order;
    }

    /** The order with this id, or {@code null}. */
    public Order findOrNull(final int runId, final long orderKey) {
        int bucket = bucketOf(runId, orderKey);
        Order order = table[bucket];
        while (order != null) {
            if (order.orderKey == orderKey && order.runId == runId) {
                return order;
            }
            bucket = (bucket + 1) & mask;
            order = table[bucket];
        }
        return null;
    }

    /**
     * The conditional order that became this order of the venue, or {@code null}.
     *
     * @param childId {@code != 0}
     */
    public Order findByChildOrNull(final int instrumentId, final long childId) {
        for (int i = count - 1; i >= 0; i--) {
            if (live[i].childId == childId && live[i].instrumentId == instrumentId) {
                return live[i];
            }
        }
        for (int i = retiredCount - 1; i >= 0; i--) {
            if (retired[i].childId == childId && retired[i].instrumentId == instrumentId) {
                return retired[i];
            }
        }
        return null;
    }

    /** Gives an order up; nobody may hold on to it. */
    public void remove(final Order order) {
        int hole = bucketOf(order.runId, order.orderKey);
        while (table[hole] != order) {
            if (table[hole] == null) {
                throw new IllegalStateException("order " + order.orderKey + " is not here");
            }
            hole = (hole + 1) & mask;
        }
        closeHole(hole);
        unlist(order);
        order.nextFree = firstFree;
        firstFree = order.slot;
    }

    private void unlist(final Order order) {
        if (order.isRetired) {
            retiredCount = cut(retired, retiredCount, order);
        } else {
            count = cut(live, count, order);
        }
    }

    private static int cut(final Order[] list, final int length, final Order order) {
        int at = length - 1;
        while (list[at] != order) {
            at--;
        }
        System.arraycopy(list, at + 1, list, at, length - 1 - at);
        list[length - 1] = null;
        return length - 1;
    }

    /** Puts an order at the end of those that ended. */
    public void retire(final Order order) {
        unlist(order);
        order.isRetired = true;
        retired[retiredCount++] = order;
    }

    /** Puts an order that ended back among those that are watched. */
    public void reopen(final Order order) {
        if (order.isRetired) {
            unlist(order);
            order.isRetired = false;
            live[count++] = order;
        }
    }

    /** Order {@code index} of those that ended, {@code 0 <= index < retiredCount()}. */
    public Order getRetired(final int index) {
        if (index >= retiredCount) {
            throw new IndexOutOfBoundsException("index=" + index + ", count=" + retiredCount);
        }
        return retired[index];
    }

    public int retiredCount() {
        return retiredCount;
    }

    /** Moves later entries of the probe chain back, so that no chain is cut. */
    private void closeHole(final int start) {
        int hole = start;
        int next = (hole + 1) & mask;
        while (table[next] != null) {
            final int home = bucketOf(table[next].runId, table[next].orderKey);
            // The entry may move if its home is not within (hole, next].
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                table[hole] = table[next];
                hole = next;
            }
            next = (next + 1) & mask;
        }
        table[hole] = null;
    }

    /** Order {@code index} of those that are watched, {@code 0 <= index < count()}. */
    public Order get(final int index) {
        if (index >= count) {
            throw new IndexOutOfBoundsException("index=" + index + ", count=" + count);
        }
        return live[index];
    }

    public int count() {
        return count;
    }

    public boolean isFull() {
        return firstFree < 0;
    }

    /** Orders that found no room. */
    public long refused() {
        return refused;
    }

    @Override
    public void writeState(final StateSink sink) {
        sink.putLong(count);
        for (int i = 0; i < count; i++) {
            live[i].write(sink);
        }
        sink.putLong(retiredCount);
        for (int i = 0; i < retiredCount; i++) {
            retired[i].write(sink);
        }
    }

    @Override
    public void readState(final StateSource source) {
        while (count > 0) {
            remove(live[count - 1]);
        }
        while (retiredCount > 0) {
            remove(retired[retiredCount - 1]);
        }
        read(source, false);
        read(source, true);
    }

    private void read(final StateSource source, final boolean isRetired) {
        final long orders = source.getLong();
        for (long i = 0; i < orders; i++) {
            final long orderKey = source.getLong();
            final int runId = (int) source.getLong();
            final Order order = addOrNull(runId, orderKey);
            if (order == null) {
                throw new IllegalStateException(
                        "restored orders=" + orders + ", must be <= " + pool.length);
            }
            order.readRest(source);
            if (isRetired) {
                retire(order);
            }
        }
    }

    /** Writes what layouts of the state before 8 lack. */
    public void writeChildren(final StateSink sink) {
        long children = 0;
        for (int i = 0; i < count; i++) {
            children += hasMore(live[i]) ? 1 : 0;
        }
        for (int i = 0; i < retiredCount; i++) {
            children += hasMore(retired[i]) ? 1 : 0;
        }
        sink.putLong(children);
        writeChildren(live, count, sink);
        writeChildren(retired, retiredCount, sink);
    }

    private static void writeChildren(
            final Order[] orders, final int length, final StateSink sink) {
        for (int i = 0; i < length; i++) {
            if (hasMore(orders[i])) {
                sink.putLong(orders[i].runId);
                sink.putLong(orders[i].orderKey);
                sink.putLong(orders[i].childId);
                sink.putLong(orders[i].inferredPriceE8);
            }
        }
    }

    private static boolean hasMore(final Order order) {
        return order.childId != 0 || order.inferredPriceE8 != 0;
    }

    /** Reads what {@link #writeChildren} wrote; orders given up meanwhile are passed over. */
    public void readChildren(final StateSource source) {
        for (long left = source.getLong(); left > 0; left--) {
            final int runId = (int) source.getLong();
            final Order order = findOrNull(runId, source.getLong());
            final long childId = source.getLong();
            final long inferredPriceE8 = source.getLong();
            if (order != null) {
                order.childId = childId;
                order.inferredPriceE8 = inferredPriceE8;
            }
        }
    }

    /** Writes what the venue calls the orders, for {@link #readVenueIds}. */
    public void writeVenueIds(final StateSink sink) {
        sink.putLong(count + retiredCount);
        writeVenueIds(live, count, sink);
        writeVenueIds(retired, retiredCount, sink);
    }

    private static void writeVenueIds(
            final Order[] orders, final int length, final StateSink sink) {
        for (int i = 0; i < length; i++) {
            sink.putLong(orders[i].runId);
            sink.putLong(orders[i].orderKey);
            sink.putLong(orders[i].venueId);
            sink.putLong(orders[i].toldQtyE8);
            sink.putLong(orders[i].isDoubled ? 1 : 0);
        }
    }

    /** Of orders that are here; those that were left out do not matter. */
    public void readVenueIds(final StateSource source) {
        final Order leftOut = new Order();
        for (long left = source.getLong(); left > 0; left--) {
            final int runId = (int) source.getLong();
            final Order known = findOrNull(runId, source.getLong());
            final Order order = known == null ? leftOut : known;
            order.venueId = source.getLong();
            order.toldQtyE8 = source.getLong();
            order.isDoubled = source.getLong() != 0;
        }
    }

    private int bucketOf(final int runId, final long orderKey) {
        final long mixed = (orderKey ^ ((long) runId << 48)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & mask;
    }

    @Override
    public void writeRest(final StateSink sink) {
        writeSeen(live, count, sink);
        writeSeen(retired, retiredCount, sink);
    }

    @Override
    public void readRest(final StateSource source) {
        readSeen(live, count, source);
        readSeen(retired, retiredCount, source);
    }

    private static void writeSeen(final Order[] orders, final int length, final StateSink sink) {
        for (int i = 0; i < length; i++) {
            sink.putLong(orders[i].isSeen ? 1 : 0);
        }
    }

    private static void readSeen(final Order[] orders, final int length, final StateSource source) {
        for (int i = 0; i < length; i++) {
            orders[i].isSeen = source.getLong() != 0;
        }
    }
}
