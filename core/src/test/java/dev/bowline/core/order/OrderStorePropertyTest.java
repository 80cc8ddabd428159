package dev.bowline.core.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The store against a plain map, under adds, removals and retirements. */
final class OrderStorePropertyTest {
    private static final int CAPACITY = 24;

    @Property(tries = 200)
    void shouldFindWhatIsThereWhenOrdersComeAndGo(@ForAll final long seed) {
        final Random random = new Random(seed);
        final OrderStore store = new OrderStore(CAPACITY);
        final Map<Long, Order> twin = new LinkedHashMap<>();
        for (int step = 0; step < 500; step++) {
            final long key = 1L + random.nextInt(60);
            final Order known = twin.get(key);
            if (known == null) {
                final Order added = store.addOrNull(1, key);
                assertEquals(twin.size() == CAPACITY, added == null);
                if (added != null) {
                    twin.put(key, added);
                }
            } else if (random.nextBoolean()) {
                store.retire(known);
            } else if (random.nextBoolean()) {
                store.reopen(known);
            } else {
                store.remove(known);
                twin.remove(key);
            }
            assertEquals(twin.size(), store.count() + store.retiredCount());
            for (long probe = 1; probe <= 60; probe++) {
                assertSame(twin.get(probe), store.findOrNull(1, probe));
                assertNull(store.findOrNull(2, probe));
            }
        }
    }
}
