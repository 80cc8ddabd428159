package dev.bowline.core.order;

import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * The targets of one position, nearest first (OMS-6). The leg's attempt in the client order id says
 * the level: {@value #TRIES} attempts belong to each, so ids of a single target are as they always
 * were. Scale 1e-8. Allocates nothing after construction.
 */
public final class TargetLadder {
    /** Most levels. */
    public static final int MAX_LEVELS = 3;

    /** Orders of one level before the bracket goes on under a new intent number. */
    public static final int TRIES = 64;

    private final TargetLevel[] levels = new TargetLevel[MAX_LEVELS];
    private int count;

    TargetLadder() {
        for (int i = 0; i < MAX_LEVELS; i++) {
            levels[i] = new TargetLevel();
        }
    }

    /** Levels in use; 0 for a position without a target. */
    public int count() {
        return count;
    }

    /** Level {@code index}, {@code 0 <= index < count()}. */
    public TargetLevel level(final int index) {
        if (index >= count) {
            throw new IndexOutOfBoundsException("index=" + index + ", count=" + count);
        }
        return levels[index];
    }

    /** Adds a level behind those there are. */
    public TargetLevel add(final long priceE8, final long shareE8) {
        final TargetLevel level = levels[count++];
        level.clear();
        level.priceE8 = priceE8;
        level.shareE8 = shareE8;
        return level;
    }

    /** Attempt number of the next order of a level. */
    public int nextAttempt(final int index) {
        return index * TRIES + level(index).tries;
    }

    /** Level an order of ours belongs to. */
    public static int levelOf(final long orderKey) {
        return ClientOrderId.attempt(orderKey) / TRIES;
    }

    /** Numbers begin anew, under a new intent. */
    public void restartTries() {
        for (int i = 0; i < count; i++) {
            levels[i].tries = 0;
        }
    }

    /** Books what an order of a level has taken; orders of levels that are not here are ignored. */
    public void onFill(final long orderKey, final long qtyE8) {
        final int index = levelOf(orderKey);
        if (index < count) {
            levels[index].filledQtyE8 += qtyE8;
        }
    }

    /** Whether {@code order} is the order of a level. */
    public boolean holds(final Order order) {
        for (int i = 0; i < count; i++) {
            if (levels[i].order == order) {
                return true;
            }
        }
        return false;
    }

    /** Whether only this level has a quantity to take. */
    public boolean isOnlyOne(final int index) {
        for (int i = 0; i < count; i++) {
            if (i != index && levels[i].wantedQtyE8 > 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Shares what the position had and has among the levels: rounded down to the step, a share
     * under the minimum goes to the next level, what is left goes to the last. What a level has
     * taken already counts toward its share, and the sum of what is open is exactly the position.
     *
     * @param positionQtyE8 {@code > 0}
     * @param stepE8 {@code > 0}
     * @param minQtyE8 least quantity of an order
     * @param minNotionalE8 least value of an order at the level's price
     */
    public void allot(
            final long positionQtyE8,
            final long stepE8,
            final long minQtyE8,
            final long minNotionalE8) {
        long baseE8 = positionQtyE8;
        for (int i = 0; i < count; i++) {
            baseE8 += levels[i].filledQtyE8;
        }
        share(baseE8, stepE8, minQtyE8, minNotionalE8);
        long openE8 = 0;
        for (int i = 0; i < count; i++) {
            final TargetLevel level = levels[i];
            level.wantedQtyE8 = Math.max(0, level.wantedQtyE8 - level.filledQtyE8);
            openE8 += level.wantedQtyE8;
        }
        long excessE8 = openE8 - positionQtyE8;
        for (int i = count - 1; i >= 0 && excessE8 > 0; i--) {
            final long cutE8 = Math.min(excessE8, levels[i].wantedQtyE8);
            levels[i].wantedQtyE8 -= cutE8;
            excessE8 -= cutE8;
        }
        mergeCrumbs(minQtyE8);
    }

    private void share(
            final long baseE8, final long stepE8, final long minQtyE8, final long minNotionalE8) {
        long leftE8 = baseE8;
        long carriedE8 = 0;
        int lastUsed = -1;
        for (int i = 0; i < count; i++) {
            final TargetLevel level = levels[i];
            final boolean isLast = i == count - 1;
            final long qtyE8 =
                    isLast
                            ? leftE8
                            : carriedE8
                                    + FixedPoint.floorToStepE8(
                                            FixedPoint.mulFloorE8(baseE8, level.shareE8), stepE8);
            final boolean isTooSmall =
                    qtyE8 < minQtyE8 || FixedPoint.mulFloorE8(qtyE8, level.priceE8) < minNotionalE8;
            level.wantedQtyE8 = 0;
            if (!isTooSmall || (isLast && lastUsed < 0)) {
                level.wantedQtyE8 = qtyE8;
                leftE8 -= qtyE8;
                carriedE8 = 0;
                lastUsed = i;
            } else if (isLast) {
                levels[lastUsed].wantedQtyE8 += qtyE8;
            } else {
                carriedE8 = qtyE8;
            }
        }
    }

    /** Cutting may leave less than an order needs: it goes to a level that has more. */
    private void mergeCrumbs(final long minQtyE8) {
        for (int i = count - 1; i >= 0; i--) {
            final long crumbE8 = levels[i].wantedQtyE8;
            if (crumbE8 == 0 || crumbE8 >= minQtyE8) {
                continue;
            }
            for (int j = 0; j < count; j++) {
                if (j != i && levels[j].wantedQtyE8 > 0) {
                    levels[j].wantedQtyE8 += crumbE8;
                    levels[i].wantedQtyE8 = 0;
                    break;
                }
            }
        }
    }

    void clear() {
        for (int i = 0; i < count; i++) {
            levels[i].clear();
        }
        count = 0;
    }

    void write(final StateSink sink) {
        sink.putLong(count);
        for (int i = 0; i < count; i++) {
            levels[i].write(sink);
        }
    }

    void read(final StateSource source, final OrderStore orders) {
        clear();
        final long levelsRead = source.getLong();
        if (levelsRead < 0 || levelsRead > MAX_LEVELS) {
            throw new IllegalStateException("restored targets=" + levelsRead + ", must be <= 3");
        }
        for (int i = 0; i < levelsRead; i++) {
            add(0, 0).read(source, orders);
        }
    }
}
