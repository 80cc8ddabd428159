package dev.bowline.core.engine;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.market.InstrumentMarket;
import dev.bowline.core.order.Order;
import dev.bowline.core.position.Position;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.risk.StateReason;
import dev.bowline.core.signal.SignalHandler;
import dev.bowline.core.state.Durable;
import dev.bowline.core.state.StateBuffer;
import dev.bowline.core.state.StateHash;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;
import dev.bowline.core.timer.EngineTimers;

/**
 * Event to decision: owns all trading state and writes commands and decision records into the slot
 * it was asked with. One thread; no clock but the slot's; the same slots give the same answers.
 *
 * <p>A market event goes to market and strategies; their intents through gate, sizing, grid and
 * risk to an order. Reports and replies move orders and positions; then brackets are reviewed.
 * Deadlines are looked at every {@value #SCAN_MS} ms of engine time, whatever event comes.
 */
public final class DecisionHandler implements EngineHandler, Haltable, Durable {
    private static final long SCAN_MS = 50;
    private static final long HASH_NS = 1_000_000_000L;
    private static final long INFERRED_KEPT_MS = 3_600_000;

    private final Books books;
    private final OrderDesk desk;
    private final StateDesk states;
    private final DeadmanDesk deadman;
    private final BracketKeeper keeper;
    private final WatchDesk watch;
    private final OperatorDesk operatorDesk;
    private final FillDesk fillDesk;
    private final DriftDesk driftDesk;
    private final EntryDesk entryDesk;
    private final EntryKeeper entryKeeper;
    private final SignalHandler signal;
    private final EngineHandler moreIntents;
    private final EngineTimers timers = new EngineTimers(SCAN_MS * Books.NS_PER_MS, HASH_NS);
    private final StateHash hash = new StateHash();
    private final StateStore stateStore;
    private final SnapshotStore snapshotStore;
    private byte[] stateToRestore;

    /** Everything the engine will ever need is made here, but for what an instrument needs. */
    public DecisionHandler(final EngineConfig config) {
        this(config, null);
    }

    /**
     * As above, with a link after the strategies that may add intents.
     *
     * @param moreIntents {@code null} for none
     */
    DecisionHandler(final EngineConfig config, final EngineHandler moreIntents) {
        books = new Books(config);
        desk = new OrderDesk(books);
        states = new StateDesk(books, desk);
        deadman = new DeadmanDesk(books, states);
        keeper = new BracketKeeper(books, desk);
        watch = new WatchDesk(books, keeper, states);
        fillDesk = new FillDesk(books, keeper, states, watch);
        driftDesk = new DriftDesk(books, desk, fillDesk, keeper, states);
        entryDesk = new EntryDesk(books, desk, keeper);
        entryKeeper = new EntryKeeper(books, desk, entryDesk);
        operatorDesk = new OperatorDesk(books, states, keeper, entryDesk);
        signal =
                new SignalHandler(
                        config.scalping(),
                        config.bookMomentum(),
                        books.instruments,
                        books.market,
                        entryDesk);
        this.moreIntents = moreIntents;
        stateStore = new StateStore(books, timers);
        snapshotStore =
                new SnapshotStore(
                        books, timers, driftDesk, keeper, states, deadman, signal, stateStore);
    }

    @Override
    public void onEvent(final EngineEvent event, final long nowNs) {
        event.clearAnswer();
        books.begin(event, nowNs);
        if (stateToRestore != null && !isBeforeTrading(event.type)) {
            readState(new StateBuffer(stateToRestore));
            stateToRestore = null;
            driftDesk.onRestored();
            keeper.recordReload();
            states.recordRestored();
        }
        if (timers.isNewDay(nowNs)) {
            rollDay();
        }
        dispatch(event, nowNs);
        if (timers.isScanDue(nowNs) || event.type == EventType.CLOCK_TICK) {
            scan();
        }
        if (books.isPositionChanged || timers.isHashDue(nowNs)) {
            event.stateHash = stateHash();
        }
    }

    static boolean isBeforeTrading(final EventType type) {
        return type == EventType.STATE_RESTORED
                || type == EventType.INSTRUMENT
                || type == EventType.CLOCK_TICK // time may pass before the instruments are read
                || type == EventType.EMPTY;
    }

    private void dispatch(final EngineEvent event, final long nowNs) {
        switch (event.type) {
            case TOP_OF_BOOK -> {
                runSignal(event, nowNs);
                onBook(event.instrumentId);
            }
            case DAY_TICKER -> runSignal(event, nowNs);
            case AGG_TRADE -> {
                runSignal(event, nowNs);
                keeper.onPrice(event.instrumentId, WorkingType.CONTRACT_PRICE);
            }
            case BAR -> {
                runSignal(event, nowNs);
                keeper.onBar(event.instrumentId);
            }
            case MARK_PRICE -> {
                runSignal(event, nowNs);
                onMark(event.instrumentId);
            }
            case INSTRUMENT -> {
                books.instruments.put(event.instrument);
                books.fills.addInstrument(event.instrument.id());
                keeper.addInstrument(event.instrument.id());
                signal.onEvent(event, nowNs);
            }
            case STATE_RESTORED -> stateToRestore = event.state;
            case EXECUTION_REPORT -> onReport(event);
            case ACCOUNT_UPDATE -> {
                driftDesk.onAccount(event.account(), event.instrumentId, event.eventTimeMs);
                watch.onAccount(event.account(), event.instrumentId);
            }
            case REQUEST_OUTCOME -> {
                if (DeadmanDesk.isAbout(event.outcome())) {
                    deadman.onOutcome(event.instrumentId, event.outcome());
                    return;
                }
                final Order order = desk.onOutcome(event.outcome());
                if (order != null) {
                    identify(order, event.outcome());
                    review(order.instrumentId);
                }
            }
            case VENUE_SNAPSHOT -> driftDesk.onSnapshot(event.snapshot());
            case OPERATOR_COMMAND -> operatorDesk.onCommand(event.operator(), event.instrumentId);
            case STREAM_STATUS -> {
                signal.onEvent(event, nowNs);
                states.onStream(event.stream());
            }
            case RATE_LIMIT -> states.onRateLimit(event.rateLimit());
            case CLOCK_TICK, EMPTY -> {
                // Time alone: the scan follows.
            }
        }
    }

    private void runSignal(final EngineEvent event, final long nowNs) {
        signal.onEvent(event, nowNs);
        if (moreIntents != null) {
            moreIntents.onEvent(event, nowNs);
        }
        if (event.intents().count() > 0) {
            entryDesk.onIntents(event.intents());
        }
    }

    /** While no trades come, stops on the last price follow the book (MD-6). */
    private void onBook(final int id) {
        final InstrumentMarket market = books.market.byIdOrNull(id);
        if (market != null && market.isTradesDown()) {
            keeper.onPrice(id, WorkingType.CONTRACT_PRICE);
        }
    }

    private void onMark(final int id) {
        if (!books.isKnown(id)) {
            return;
        }
        final Position position = books.position(id);
        if (!position.isFlat()) {
            position.markTo(books.valueE8(id));
            fillDesk.checkDay();
            keeper.onPrice(id, WorkingType.MARK_PRICE);
            watch.onMark(id);
        }
    }

    private void onReport(final EngineEvent event) {
        final ExecutionReport report = event.execution();
        final int id = event.instrumentId;
        if (!books.isKnown(id) || report.origin == null || report.source == null) {
            return;
        }
        final Order order = ownOrNull(orderOf(report, id), report);
        if (FillDesk.isFill(report)) {
            if (order != null) {
                recordExitHit(order);
            }
            fillDesk.onFill(id, report, order);
        }
        if (order != null) {
            fillDesk.onNamed(order, report);
            desk.onReport(order, report);
            if (order.venueCumQtyE8 > order.filledQtyE8) {
                books.orders.reopen(order);
            }
        }
        review(id);
    }

    /** The answer to a placement tells which of two orders under one client id is ours. */
    private void identify(final Order order, final RequestOutcome outcome) {
        final boolean isPlaced =
                outcome.kind == OutcomeKind.ACCEPTED
                        && (outcome.commandKind == CommandKind.PLACE_ORDER
                                || outcome.commandKind == CommandKind.PLACE_ALGO);
        if (isPlaced && !order.tryIdentify(outcome.orderId, outcome.algoId)) {
            order.venueId = order.isAlgo() ? outcome.algoId : outcome.orderId;
            onDoubled(order);
        }
    }

    /**
     * An order under our client id with another id at the venue was placed by a copy of us (REC-8).
     * Its fills move the position, which is protected whole, and nothing it does moves our order.
     */
    private Order ownOrNull(final Order order, final ExecutionReport report) {
        if (order == null || order.tryIdentify(report.orderId, report.algoId)) {
            return order;
        }
        onDoubled(order);
        return null;
    }

    private void onDoubled(final Order order) {
        if (!order.isDoubled) {
            order.isDoubled = true;
            states.set(StateReason.SECOND_INSTANCE, true);
        }
    }

    private Order orderOf(final ExecutionReport report, final int id) {
        if (report.origin != OrderOrigin.OWN || report.orderKey == 0) {
            return driftDesk.childOrNull(report, id);
        }
        if (report.source == ReportSource.REST_SNAPSHOT) {
            return driftDesk.onSnapshotOrder(report, id);
        }
        final Order known = books.orders.findOrNull(report.runId, report.orderKey);
        if (known != null || FillDesk.isFill(report) || !isWorking(report)) {
            return known;
        }
        if (isStreamed(report) && books.isOfAnother(report)) {
            states.set(StateReason.SECOND_INSTANCE, true);
        }
        return books.gate.holds(StateReason.SECOND_INSTANCE)
                ? null
                : driftDesk.takeOrNull(report, id);
    }

    /** Told as it happens, so that it tells of an order placed now (REC-8). */
    private static boolean isStreamed(final ExecutionReport report) {
        return report.source == ReportSource.ORDER_TRADE_UPDATE
                || report.source == ReportSource.ALGO_UPDATE;
    }

    /** An id of ours that works at the venue and that we do not know is taken up, to cancel it. */
    private static boolean isWorking(final ExecutionReport report) {
        return report.status == VenueOrderStatus.NEW;
    }

    private void recordExitHit(final Order order) {
        final boolean isExit =
                switch (order.leg()) {
                    case STOP, TARGET, TRAIL -> true;
                    case ENTRY, CLOSE -> false;
                };
        if (order.filledQtyE8 == 0 && isExit) {
            books.decide(DecisionAction.EXIT_HIT, order, order.leg().code());
        }
    }

    private void review(final int id) {
        keeper.review(id);
        fillDesk.settleIfDue(id);
    }

    /** Deadlines of all orders and positions. */
    private void scan() {
        if (stateToRestore != null) {
            return;
        }
        for (int i = books.orders.count() - 1; i >= 0; i--) {
            final Order order = books.orders.get(i);
            scanFills(order);
            desk.scan(order);
            entryKeeper.scan(order);
            if (order.status.isFinal()
                    && order.filledQtyE8 >= order.venueCumQtyE8
                    && !order.isLiveEntry()) {
                books.orders.retire(order);
            } else if (!driftDesk.isReading()) {
                keeper.retireOrphan(order);
            }
        }
        states.scan();
        driftDesk.scan();
        for (int id = 0; id < books.instruments.count(); id++) {
            driftDesk.scan(id);
            watch.scan(id);
            deadman.scan(id);
            if (books.brackets[id].isOpen || !books.position(id).isIdle()) {
                review(id);
            }
        }
        watch.reviewNear();
        releaseRetired();
    }

    /** The venue's total is ahead of the fills that came: after a while it is taken over. */
    private void scanFills(final Order order) {
        if (order.venueCumQtyE8 <= order.filledQtyE8 || driftDesk.awaitsFills()) {
            order.behindSinceNs = 0;
        } else if (order.behindSinceNs == 0) {
            order.behindSinceNs = books.nowNs;
        } else if (books.isElapsed(order.behindSinceNs, BracketKeeper.GRACE_MS)) {
            fillDesk.infer(order);
            desk.applyFilled(order);
        }
    }

    /** Ended orders are kept for late messages, shorter when there are many. */
    private void releaseRetired() {
        final long keepMs = books.orders.retiredCount() > 64 ? 5_000 : 60_000;
        for (int i = books.orders.retiredCount(); i > 0; i--) {
            final Order oldest = books.orders.getRetired(0);
            if (!books.isElapsed(oldest.finalNs, keepMs)) {
                return;
            }
            if (books.brackets[oldest.instrumentId].holds(oldest) || awaitsFills(oldest)) {
                books.orders.retire(oldest);
            } else {
                books.orders.remove(oldest);
            }
        }
    }

    /** Its inferred fills may still come, and must not be booked once more then. */
    private boolean awaitsFills(final Order order) {
        return order.inferredQtyE8 > 0 && !books.isElapsed(order.finalNs, INFERRED_KEPT_MS);
    }

    private void rollDay() {
        final Decision decision = books.decide(DecisionAction.DAY_ROLLED, -1, 0);
        decision.valueE8 = books.ledger.netE8();
        decision.limitE8 = books.ledger.startEquityE8();
        books.ledger.roll(books.equityE8());
        states.onDayStop(RejectReason.NONE);
    }

    @Override
    public void halt(final EngineEvent event, final long nowNs) {
        states.halt(event.decisions().addOrNull());
    }

    /** Whether restored state has come, but waits for the first event after the instruments. */
    public boolean isStateWaiting() {
        return stateToRestore != null;
    }

    @Override
    public void writeState(final StateSink sink) {
        stateStore.writeState(sink);
    }

    /** Instruments must be known already; what belongs to others is refused. */
    @Override
    public void readState(final StateSource source) {
        stateStore.readState(source);
    }

    /** All that the next answers depend on; nothing may wait to be restored. Allocates nothing. */
    public void writeSnapshot(final StateSink sink) {
        if (stateToRestore != null) {
            throw new IllegalStateException("snapshot while restored state waits");
        }
        snapshotStore.writeState(sink);
    }

    /**
     * Makes a link that has seen no event the one that wrote the snapshot.
     *
     * @throws IllegalStateException if this build cannot read it; the link is then of no use
     */
    public void readSnapshot(final StateSource source) {
        snapshotStore.readState(source);
    }

    /**
     * Takes over the durable state within a snapshot, of an older layout too; market, indicators
     * and deadlines stay empty, so this link decides nothing.
     *
     * @throws IllegalStateException if this build cannot read it
     */
    public void readDurableOfSnapshot(final StateSource source) {
        snapshotStore.readDurableAlone(source);
    }

    /** Hash over {@link #writeState}. */
    public long stateHash() {
        hash.reset();
        writeState(hash);
        return hash.value();
    }

    /** Figures for status lines and reports; read on the decision thread, or when it is idle. */
    public EngineView view() {
        return new EngineView(books, signal, this::isStateWaiting);
    }
}
