package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static dev.bowline.core.num.FixedPoint.ONE_E8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.IntentAction;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One instrument, one venue, one engine, in steps of ten milliseconds of engine time. Intents are
 * asked for by name and ride on the next book event, as those of a strategy do.
 */
final class Scenario {
    private static final long STEP_NS = 10_000_000L;

    final VenueModel venue = new VenueModel();
    final List<Said> records = new ArrayList<>();
    final List<Long> hashes = new ArrayList<>();
    final DecisionHandler engine;
    private final InlineRunner runner;
    private final EngineConfig config;
    private final List<Consumer<TradeIntent>> wanted = new ArrayList<>();
    private long nowNs;
    private long bookId = 1;
    private int messages;
    private int faultAt = -1;
    private VenueModel.Fault fault = VenueModel.Fault.NONE;
    private Supplier<VenueModel.Fault> randomFaults = () -> null;
    private long nakedSinceNs;
    long longestNakedNs;

    /** Distance of the target of the next signals, in thousandths of the price. */
    long targetPermille = 12;

    /** Added to our time for the venue's stamp of market data; 0 for none. */
    long venueStampMs;

    /** Every input in order, with its time. */
    final List<Input> inputs = new ArrayList<>();

    /** One input of the engine. */
    record Input(EventType type, long atNs, Consumer<EngineEvent> filler) {}

    /** What a decision said. */
    record Said(
            DecisionAction action,
            int reasonCode,
            long valueE8,
            long limitE8,
            long qtyE8,
            long priceE8,
            long atNs,
            long conditionE8) {}

    Scenario(final EngineConfig config) {
        this(config, TestSetup.NOON_NS, null);
    }

    private Scenario(final EngineConfig config, final long startNs, final byte[] state) {
        this.config = config;
        nowNs = startNs;
        engine = new DecisionHandler(config, this::addIntents);
        final EngineHandler recorder = this::record;
        runner = new InlineRunner(engine, recorder, venue);
        venue.priceE8 = e8("100");
        if (state != null) {
            send(EventType.STATE_RESTORED, event -> event.state = state);
        }
        send(EventType.INSTRUMENT, event -> event.instrument = TestSetup.instrument(0, "ADA"));
    }

    static Scenario ready() {
        return ready(TestSetup.config());
    }

    static Scenario ready(final EngineConfig config) {
        final Scenario scenario = new Scenario(config);
        scenario.venue.nowMs = scenario.nowNs / 1_000_000L;
        scenario.venue.balanceRow(AccountReason.SNAPSHOT);
        scenario.enable();
        scenario.run(50);
        return scenario;
    }

    /** The engine dies; a new one gets its state and meets the same venue. */
    Scenario restart() {
        final StateBuffer buffer = new StateBuffer();
        engine.writeState(buffer);
        final Scenario next =
                new Scenario(TestSetup.nextRun(config), nowNs + 500_000_000L, buffer.toBytes());
        next.venue.orders.putAll(venue.orders);
        next.venue.positionE8 = venue.positionE8;
        next.venue.entryE8 = venue.entryE8;
        next.venue.walletE8 = venue.walletE8;
        next.venue.priceE8 = venue.priceE8;
        next.venue.tradeId = venue.tradeId;
        next.venue.nextId = venue.nextId;
        next.venue.trades.addAll(venue.trades);
        next.venue.commissionsE8 = venue.commissionsE8;
        next.venue.realizedE8 = venue.realizedE8;
        next.venue.nowMs = next.nowNs / 1_000_000L;
        return next;
    }

    Scenario enable() {
        return operator(OperatorKind.ENABLE_ENTRIES);
    }

    Scenario operator(final OperatorKind kind) {
        return operator(kind, -1);
    }

    Scenario operator(final OperatorKind kind, final int instrumentId) {
        send(
                EventType.OPERATOR_COMMAND,
                event -> {
                    event.instrumentId = instrumentId;
                    event.operator().kind = kind;
                });
        return this;
    }

    Scenario stream(final StreamRoute route, final boolean up) {
        send(
                EventType.STREAM_STATUS,
                event -> {
                    event.stream().route = route;
                    event.stream().up = up;
                });
        return this;
    }

    /** What the gateway tells about the request limits; a ban lasts so long from now. */
    Scenario rate(final String usedShare, final long bannedMs, final int httpStatus) {
        send(
                EventType.RATE_LIMIT,
                event -> {
                    event.rateLimit().usedShareE8 = e8(usedShare);
                    event.rateLimit().blockedUntilMs =
                            bannedMs == 0 ? 0 : nowNs / 1_000_000L + bannedMs;
                    event.rateLimit().httpStatus = httpStatus;
                });
        return this;
    }

    /** Time passes without anything happening. */
    Scenario skip(final long ms) {
        nowNs += ms * 1_000_000L;
        send(EventType.CLOCK_TICK, event -> {});
        return this;
    }

    long nowMs() {
        return nowNs / 1_000_000L;
    }

    /** All refusals, and all else, from now on. */
    Scenario forget() {
        records.clear();
        return this;
    }

    /** From now on, message {@code index} of the venue meets this fault. */
    Scenario withFault(final int index, final VenueModel.Fault kind) {
        messages = 0;
        faultAt = index;
        fault = kind;
        return this;
    }

    /** From now on messages meet faults at random; one in {@code oneIn}. */
    Scenario withFaults(final Random random, final int oneIn, final VenueModel.Fault... kinds) {
        randomFaults =
                () -> random.nextInt(oneIn) == 0 ? kinds[random.nextInt(kinds.length)] : null;
        return this;
    }

    Scenario withoutFaults() {
        randomFaults = () -> null;
        return this;
    }

    private VenueModel.Fault faultOf(final int index) {
        final VenueModel.Fault drawn = randomFaults.get();
        if (drawn != null) {
            return drawn;
        }
        return index == faultAt ? fault : VenueModel.Fault.NONE;
    }

    int messages() {
        return messages;
    }

    /** Sets the number of messages that faults may meet. */
    Scenario countedAs(final int count) {
        messages = count;
        return this;
    }

    Scenario buySignal() {
        return signal(Side.BUY, EntryStyle.MARKET);
    }

    Scenario signal(final Side side, final EntryStyle style) {
        return signal(side, style, 0);
    }

    /** As above, with the limit at a price of its own. */
    Scenario signal(final Side side, final EntryStyle style, final long ownLimitE8) {
        want(side, style, ownLimitE8);
        return run(20);
    }

    /** A signal that rides on the next book, whoever sends it. */
    void wantBuy() {
        want(Side.BUY, EntryStyle.MARKET, 0);
    }

    private void want(final Side side, final EntryStyle style, final long ownLimitE8) {
        final long refE8 = venue.priceE8;
        final long sign = side == Side.BUY ? 1 : -1;
        wanted.add(
                intent -> {
                    intent.instrumentId = 0;
                    intent.strategyId = 1;
                    intent.action = IntentAction.ENTER;
                    intent.side = side;
                    intent.style = style;
                    intent.refPriceE8 = refE8;
                    intent.limitPriceE8 =
                            style.rests()
                                    ? refE8 - sign * refE8 / 10_000
                                    : refE8 + sign * refE8 / 1000;
                    intent.limitPriceE8 = ownLimitE8 > 0 ? ownLimitE8 : intent.limitPriceE8;
                    intent.stopPriceE8 = refE8 - sign * refE8 / 1000 * 8;
                    intent.targetPriceE8 = refE8 + sign * refE8 / 1000 * targetPermille;
                });
    }

    Scenario exitSignal() {
        wanted.add(
                intent -> {
                    intent.instrumentId = 0;
                    intent.strategyId = 1;
                    intent.action = IntentAction.EXIT;
                    intent.side = Side.SELL;
                });
        return run(20);
    }

    /** The intents that were added, by the time of their event. */
    private final List<Input> added = new ArrayList<>();

    private int repeated;

    /** From now on {@link #repeatIntents} gives the intents once more from the first. */
    void repeat() {
        repeated = 0;
    }

    /** The intents of the event at this time, for another engine that gets the same inputs. */
    void repeatIntents(final EngineEvent event, final long atNs) {
        while (event.type == EventType.TOP_OF_BOOK
                && repeated < added.size()
                && added.get(repeated).atNs() == atNs) {
            added.get(repeated++).filler().accept(event);
        }
    }

    /** Prices one after another, each for a while. */
    Scenario walk(final long restMs, final String... prices) {
        for (final String price : prices) {
            priceTo(price).run(restMs);
        }
        return this;
    }

    private void addIntents(final EngineEvent event, final long atNs) {
        if (event.type == EventType.TOP_OF_BOOK) {
            for (final Consumer<TradeIntent> filler : wanted) {
                filler.accept(event.intents().addOrNull());
                added.add(
                        new Input(
                                EventType.TOP_OF_BOOK,
                                atNs,
                                slot -> filler.accept(slot.intents().addOrNull())));
            }
            wanted.clear();
        }
    }

    Scenario priceTo(final String price) {
        venue.nowMs = nowNs / 1_000_000L;
        venue.moveTo(e8(price));
        return run(10);
    }

    Scenario run(final long ms) {
        final long endNs = nowNs + ms * 1_000_000L;
        while (nowNs < endNs) {
            nowNs += STEP_NS;
            marketData();
            deliver();
            if (nowNs % 100_000_000L == 0) {
                send(EventType.CLOCK_TICK, event -> {});
            }
            watch();
        }
        return this;
    }

    private void marketData() {
        book();
        final long priceE8 = venue.priceE8;
        final long stampMs = stampMs();
        if (nowNs % 50_000_000L == 0) {
            send(
                    EventType.MARK_PRICE,
                    event -> {
                        event.instrumentId = 0;
                        event.eventTimeMs = stampMs;
                        event.mark().markPriceE8 = priceE8;
                    });
            send(
                    EventType.DAY_TICKER,
                    event -> {
                        event.instrumentId = 0;
                        event.ticker().quoteVolumeE8 = e8("10000000");
                    });
        }
    }

    private long stampMs() {
        return venueStampMs == 0 ? 0 : nowMs() + venueStampMs;
    }

    /** One book of the stream. */
    void book() {
        final long halfE8 = venue.priceE8 / 10_000;
        final long priceE8 = venue.priceE8;
        final long updateId = bookId++;
        final long stampMs = stampMs();
        send(
                EventType.TOP_OF_BOOK,
                event -> {
                    event.instrumentId = 0;
                    event.eventTimeMs = stampMs;
                    event.topOfBook().updateId = updateId;
                    event.topOfBook().bidPriceE8 = priceE8 - halfE8;
                    event.topOfBook().bidQtyE8 = 100 * ONE_E8;
                    event.topOfBook().askPriceE8 = priceE8 + halfE8;
                    event.topOfBook().askQtyE8 = 100 * ONE_E8;
                });
    }

    private void deliver() {
        final List<VenueModel.Message> due = new ArrayList<>(venue.outbox);
        venue.outbox.clear();
        int at = 0;
        while (at < due.size()) {
            final int index = messages++;
            final VenueModel.Message message = due.get(at);
            final VenueModel.Fault met = faultOf(index);
            if (met == VenueModel.Fault.NONE) {
                deliver(message);
            } else if (met == VenueModel.Fault.DOUBLED) {
                deliver(message);
                deliver(message);
            } else if (met == VenueModel.Fault.SWAPPED) {
                if (at + 1 < due.size()) {
                    deliver(due.get(at + 1));
                    messages++;
                    at++;
                }
                deliver(message);
            }
            at++;
        }
    }

    private void deliver(final VenueModel.Message message) {
        send(
                message.type(),
                event -> {
                    event.eventTimeMs = message.timeMs();
                    message.filler().accept(event);
                });
    }

    void send(final EventType type, final Consumer<EngineEvent> filler) {
        inputs.add(new Input(type, nowNs, filler));
        send(runner, type, nowNs, filler);
    }

    static void send(
            final EventSink sink,
            final EventType type,
            final long atNs,
            final Consumer<EngineEvent> filler) {
        final EngineEvent event = sink.tryClaim(type);
        event.ingestTimeNs = atNs;
        filler.accept(event);
        sink.publish(event);
    }

    private void record(final EngineEvent event, final long atNs) {
        for (int i = 0; i < event.decisions().count(); i++) {
            final Decision decision = event.decisions().get(i);
            records.add(
                    new Said(
                            decision.action,
                            decision.reasonCode,
                            decision.valueE8,
                            decision.limitE8,
                            decision.qtyE8,
                            decision.priceE8,
                            atNs,
                            decision.conditionCount() == 0 ? 0 : decision.conditionValueE8(0)));
        }
        if (event.stateHash != 0) {
            hashes.add(event.stateHash);
        }
    }

    /** As the venue sees it: position without a stop over all of it. */
    private void watch() {
        if (venue.stopQtyE8() >= Math.abs(venue.positionE8)) {
            nakedSinceNs = 0;
            return;
        }
        if (nakedSinceNs == 0) {
            nakedSinceNs = nowNs - STEP_NS;
        }
        longestNakedNs = Math.max(longestNakedNs, nowNs - nakedSinceNs);
    }

    long positionE8() {
        return engine.view().positionQtyE8(0);
    }

    boolean has(final DecisionAction action, final int reasonCode) {
        return records.stream().anyMatch(r -> r.action() == action && r.reasonCode() == reasonCode);
    }

    Said first(final DecisionAction action) {
        return records.stream()
                .filter(record -> record.action() == action)
                .findFirst()
                .orElseGet(() -> fail("no record " + action + " in " + records));
    }

    long count(final DecisionAction action) {
        return records.stream().filter(record -> record.action() == action).count();
    }

    long count(final DecisionAction action, final int reasonCode) {
        return records.stream()
                .filter(r -> r.action() == action && r.reasonCode() == reasonCode)
                .count();
    }

    /** What must hold at the end of every scenario, whatever was lost on the way. */
    void assertReconciled(final String what) {
        final String story = what + "\nrecords " + records + "\ncommands " + venue.log;
        assertTrue(positionE8() == venue.positionE8, () -> "position differs: " + story);
        assertTrue(
                longestNakedNs <= 6_000_000_000L,
                () -> "naked for " + longestNakedNs / 1_000_000 + " ms: " + story);
        if (venue.positionE8 == 0) {
            assertTrue(venue.openAlgos() == 0, () -> "orphans: " + story);
        } else {
            assertTrue(venue.stopQtyE8() >= Math.abs(venue.positionE8), () -> "no stop: " + story);
        }
    }
}
