package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static dev.bowline.core.num.FixedPoint.ONE_E8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.order.Order;
import dev.bowline.core.signal.ScalpingParameters;
import dev.bowline.core.state.StateBuffer;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * JRN-3: a snapshot holds everything the next answers depend on. Every field that can be reached
 * from a trading engine is changed in turn, and the snapshot must change with it.
 */
final class SnapshotCoverageTest {
    /**
     * Fields that no answer depends on from one slot to the next. A new field fails this test until
     * it is written by a snapshot, or stands here with its reason.
     */
    private static final Set<String> LEFT_OUT =
            Set.of(
                    // The slot at hand, set anew with every event.
                    "Books.event",
                    "Books.nowNs",
                    "Books.isPositionChanged",
                    "DecisionHandler.stateToRestore",
                    "StateHash.hash",
                    // Follows from position, shares and fills at each review.
                    "TargetLevel.wantedQtyE8",
                    // Figures for people.
                    "FillDesk.duplicates",
                    "OrderStore.refused",
                    // Place in the pool; the order of the lists counts, and is written.
                    "Order.slot",
                    // Told by the list it is in.
                    "Order.isRetired",
                    "Order.nextFree",
                    "OrderStore.firstFree",
                    "OrderStore.pool",
                    "OrderStore.table",
                    // Where the ring of fills begins; they are written oldest first.
                    "Fills.oldest",
                    // Stands for the fills in the hash; taken again when they change.
                    "Fills.digest");

    /** Types whose objects are scratch or figures as a whole. */
    private static final Set<String> SKIPPED_TYPES =
            Set.of(
                    "EngineEvent",
                    "Decision",
                    "RiskFacts",
                    "TradeIntent",
                    "SignalOutput",
                    "MarketCounters",
                    "TrailCounters",
                    "Scenario");

    // A reference is written as run and key.
    private final Order anOrder = new Order();
    private final Set<String> seen = new TreeSet<>();
    private final Set<String> covered = new TreeSet<>();
    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> waiting = new ArrayDeque<>();

    SnapshotCoverageTest() {
        anOrder.orderKey = 4711;
    }

    private static EngineConfig bothStrategies() {
        final EngineConfig usual = TestSetup.config();
        return new EngineConfig(
                usual.mode(),
                usual.runId(),
                usual.marginAsset(),
                usual.risk(),
                usual.sizing(),
                usual.protection(),
                new ScalpingParameters(
                        true,
                        60_000,
                        14,
                        30,
                        70,
                        12,
                        26,
                        9,
                        14,
                        0,
                        ONE_E8,
                        20,
                        0,
                        30,
                        30,
                        20,
                        20,
                        100,
                        e8("0.008"),
                        e8("0.012"),
                        false,
                        ONE_E8,
                        2 * ONE_E8,
                        EntryStyle.MARKET,
                        100_000),
                TestSetup.bookMomentum(true),
                TestSetup.trailing(),
                usual.guards(),
                usual.orders());
    }

    private static Scenario trading() {
        final Scenario scenario = Scenario.ready(bothStrategies());
        for (int i = 0; i < 60; i++) {
            bar(scenario, i);
            trade(scenario, i);
        }
        scenario.venue.snapshot();
        scenario.buySignal().run(100);
        scenario.priceTo("98.7").run(100);
        scenario.priceTo("100").run(200).buySignal().run(300);
        assertTrue(scenario.positionE8() > 0, "a position to look at");
        return scenario;
    }

    private static void bar(final Scenario scenario, final int index) {
        scenario.send(
                EventType.BAR,
                event -> {
                    event.instrumentId = 0;
                    event.bar().intervalMs = 60_000;
                    event.bar().openTimeMs = 1_795_100_040_000L + index * 60_000L;
                    event.bar().closeTimeMs = event.bar().openTimeMs + 59_999;
                    event.bar().openE8 = e8("100");
                    event.bar().highE8 = e8("101") + index % 7;
                    event.bar().lowE8 = e8("99");
                    event.bar().closeE8 = e8("100") + index % 5 * ONE_E8 / 100;
                    event.bar().volumeE8 = ONE_E8 * (1 + index % 3);
                    event.bar().closed = true;
                    event.bar().historical = index < 50;
                });
    }

    private static void trade(final Scenario scenario, final int index) {
        scenario.send(
                EventType.AGG_TRADE,
                event -> {
                    event.instrumentId = 0;
                    event.trade().aggTradeId = index + 1L;
                    event.trade().priceE8 = e8("100");
                    event.trade().qtyE8 = ONE_E8;
                    event.trade().tradeTimeMs = 1_795_103_640_000L + index * 2_500L;
                    event.trade().buyerIsMaker = index % 2 == 0;
                });
    }

    private static byte[] snapshot(final DecisionHandler engine) {
        final StateBuffer buffer = new StateBuffer();
        engine.writeSnapshot(buffer);
        return buffer.toBytes();
    }

    @Test
    void shouldChangeWithEveryFieldWhenEngineTrades() throws IllegalAccessException {
        final DecisionHandler engine = trading().engine;
        final byte[] before = snapshot(engine);
        waiting.add(engine);
        while (!waiting.isEmpty()) {
            look(waiting.pop(), engine, before);
        }
        assertTrue(seen.size() > 150, () -> "fields found: " + seen);
        assertArrayEquals(before, snapshot(engine), "every change was taken back");
        final Set<String> missing = new TreeSet<>(seen);
        missing.removeAll(covered);
        missing.removeAll(LEFT_OUT);
        assertEquals(Set.of(), missing, "fields that no snapshot holds");
    }

    @Test
    void shouldBeTheSameLinkWhenReadFromSnapshot() {
        final DecisionHandler engine = trading().engine;
        final byte[] before = snapshot(engine);
        final DecisionHandler other = new DecisionHandler(bothStrategies());
        other.readSnapshot(new StateBuffer(before));
        assertArrayEquals(before, snapshot(other));
        assertEquals(engine.stateHash(), other.stateHash());
    }

    @Test
    void shouldRefuseWhenSnapshotIsOfAnotherVersion() {
        final byte[] bytes = snapshot(trading().engine);
        bytes[0]++;
        final DecisionHandler other = new DecisionHandler(bothStrategies());
        final IllegalStateException refused =
                assertThrows(
                        IllegalStateException.class,
                        () -> other.readSnapshot(new StateBuffer(bytes)));
        assertTrue(refused.getMessage().startsWith("snapshot version="), refused.getMessage());
    }

    private void look(final Object part, final DecisionHandler engine, final byte[] before)
            throws IllegalAccessException {
        if (part == null || !visited.add(part)) {
            return;
        }
        if (part instanceof Object[] parts) {
            Arrays.stream(parts).filter(each -> each != null).forEach(waiting::add);
            return;
        }
        final Class<?> type = part.getClass();
        if (!isOurs(type)) {
            return;
        }
        for (final Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
                continue;
            }
            field.setAccessible(true);
            lookAt(field, part, engine, before);
        }
    }

    private static boolean isOurs(final Class<?> type) {
        return type.getName().startsWith("dev.bowline.core.")
                && !type.isRecord()
                && !type.isEnum()
                && !type.isHidden()
                && !SKIPPED_TYPES.contains(type.getSimpleName());
    }

    private void lookAt(
            final Field field, final Object part, final DecisionHandler engine, final byte[] before)
            throws IllegalAccessException {
        final String name = part.getClass().getSimpleName() + "." + field.getName();
        final Object value = field.get(part);
        final boolean isScratch = field.getName().equals("taken") || name.endsWith(".proceeds");
        if (value != null && !field.getType().isPrimitive() && !isScratch) {
            waiting.add(value);
        }
        if (value != null && value.getClass().isArray() && !name.equals("OrderStore.table")) {
            if (value.getClass().getComponentType().isPrimitive()) {
                seen.add(name);
                lookAtElements(name, value, engine, before);
            }
        } else if (!Modifier.isFinal(field.getModifiers())) {
            seen.add(name);
            final Object other =
                    field.getType() == Order.class && value == null
                            ? anOrder
                            : otherValueOrNull(field.getType(), value);
            if (!covered.contains(name) && (other != null || value != null)) {
                field.set(part, other);
                note(name, engine, before);
                field.set(part, value);
            }
        }
    }

    private void lookAtElements(
            final String name,
            final Object array,
            final DecisionHandler engine,
            final byte[] before) {
        for (int i = 0; i < Array.getLength(array) && !covered.contains(name); i++) {
            final Object value = Array.get(array, i);
            Array.set(array, i, otherValueOrNull(array.getClass().getComponentType(), value));
            note(name, engine, before);
            Array.set(array, i, value);
        }
    }

    private void note(final String name, final DecisionHandler engine, final byte[] before) {
        try {
            if (!Arrays.equals(before, snapshot(engine))) {
                covered.add(name);
            }
        } catch (final RuntimeException ignored) {
            // The snapshot tripped over the change, so it reads the field.
            covered.add(name);
        }
    }

    private static Object otherValueOrNull(final Class<?> type, final Object value) {
        if (type == boolean.class) {
            return !(Boolean) value;
        } else if (type == int.class) {
            return (Integer) value + 1;
        } else if (type == long.class) {
            return (Long) value + 1;
        } else if (type == double.class) {
            return Double.isNaN((Double) value) ? 1.0 : (Double) value + 1;
        } else if (type.isEnum() && value != null) {
            final Object[] constants = type.getEnumConstants();
            return constants[0] == value ? constants[1] : constants[0];
        }
        return null;
    }
}
