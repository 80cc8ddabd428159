package dev.bowline.core.engine;

import dev.bowline.core.event.CommandBatch;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.IntentAction;
import dev.bowline.core.event.IntentBatch;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.market.InstrumentMarket;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.position.Position;
import dev.bowline.core.precision.PrecisionHandler;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.risk.RiskFacts;
import dev.bowline.core.risk.RiskHandler;
import dev.bowline.core.signal.PositionView;
import dev.bowline.core.sizing.PositionSizer;

/** From intent to order: gate, size, grid, risk, command; or a record of the first refusal. */
final class EntryDesk implements PositionView {
    /** Room left in a slot for the protection of other positions. */
    private static final int RESERVED_COMMANDS = CommandBatch.MAX / 2;

    private final Books books;
    private final OrderDesk desk;
    private final BracketKeeper keeper;
    private final PositionSizer sizer;
    private final PrecisionHandler precision;
    private final RiskHandler risk;
    private final RiskFacts facts = new RiskFacts();
    private final TradeIntent again = new TradeIntent();

    EntryDesk(final Books books, final OrderDesk desk, final BracketKeeper keeper) {
        this.books = books;
        this.desk = desk;
        this.keeper = keeper;
        sizer = new PositionSizer(books.config.sizing());
        precision = new PrecisionHandler(books.config.sizing().minNotionalE8());
        risk = new RiskHandler(books.config.risk(), books.gate, books.ledger);
    }

    /** Decides on every intent of the slot. */
    void onIntents(final IntentBatch intents) {
        for (int i = 0; i < intents.count(); i++) {
            final TradeIntent intent = intents.get(i);
            if (!books.isKnown(intent.instrumentId)) {
                intent.rejectCode = RejectReason.UNKNOWN_INSTRUMENT;
            } else if (intent.action == IntentAction.EXIT) {
                exit(intent);
            } else {
                enter(intent, false);
            }
            if (intent.rejectCode != RejectReason.NONE) {
                recordRefusal(intent);
            }
        }
    }

    private void exit(final TradeIntent intent) {
        final int id = intent.instrumentId;
        if (books.position(id).isFlat() && !withdraw(intent)) {
            intent.rejectCode = RejectReason.NO_POSITION;
            return;
        }
        keeper.startClose(books.brackets[id], CommandCause.STRATEGY_EXIT);
        keeper.review(id);
    }

    /** Takes back the entries of the instrument that rest; false if there are none. */
    private boolean withdraw(final TradeIntent intent) {
        boolean isAny = false;
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            if (order.instrumentId == intent.instrumentId && order.isLiveEntry()) {
                isAny = true;
                order.plan.isContradicted = true;
                if (order.plan.deadlineNs != 0) {
                    desk.cancel(order, CommandCause.STRATEGY_EXIT);
                }
            }
        }
        return isAny;
    }

    /**
     * An entry that an operator asks for, with stop and target of scalping-v1; all gates apply.
     *
     * @param isSmallest cut to the smallest quantity that passes
     */
    void force(final int id, final Side side, final boolean isSmallest) {
        final TradeIntent intent = books.event.intents().addOrNull();
        if (intent == null) {
            return;
        }
        final long refPriceE8 = books.touchE8(id, side);
        final long sign = side == Side.BUY ? 1 : -1;
        intent.instrumentId = id;
        intent.action = IntentAction.ENTER;
        intent.side = side;
        intent.style = EntryStyle.MARKET;
        intent.refPriceE8 = refPriceE8;
        intent.stopPriceE8 =
                refPriceE8
                        - sign
                                * FixedPoint.mulFloorE8(
                                        refPriceE8, books.config.scalping().stopShareE8());
        intent.targetPriceE8 =
                refPriceE8
                        + sign
                                * FixedPoint.mulFloorE8(
                                        refPriceE8, books.config.scalping().targetShareE8());
        enter(intent, isSmallest);
        if (intent.rejectCode != RejectReason.NONE) {
            recordRefusal(intent);
        }
    }

    private void enter(final TradeIntent intent, final boolean isSmallest) {
        noteSignal(intent.instrumentId, intent.strategyId, intent.side);
        final InstrumentSpec spec = books.spec(intent.instrumentId);
        risk.checkGate(intent);
        risk.checkSymbol(intent, books.guard(intent.instrumentId), books.nowNs);
        if (intent.rejectCode != RejectReason.NONE) {
            return;
        }
        gather(intent, spec);
        sizer.size(intent, spec, facts.equityE8, facts.usedMarginE8, facts.dayVolumeE8);
        if (intent.rejectCode == RejectReason.NONE) {
            if (isSmallest) {
                sizer.cutToSmallest(intent, spec);
            }
            final InstrumentMarket market = books.market.byIdOrNull(intent.instrumentId);
            final long currentE8 = intent.side == Side.BUY ? facts.askPriceE8 : facts.bidPriceE8;
            final long markE8 = market == null ? 0 : market.markPriceE8();
            precision.round(intent, spec, currentE8, markE8);
        }
        if (intent.rejectCode == RejectReason.NONE) {
            sizer.settle(intent, spec);
            risk.check(intent, spec, facts, books.nowNs);
        }
        if (intent.rejectCode == RejectReason.NONE) {
            send(intent);
        }
    }

    private void gather(final TradeIntent intent, final InstrumentSpec spec) {
        final int id = intent.instrumentId;
        final InstrumentMarket market = books.market.byIdOrNull(id);
        facts.equityE8 = books.equityE8();
        facts.hasPosition = !books.position(id).isIdle();
        facts.hasWorkingOrder = false;
        facts.usedMarginE8 = 0;
        facts.openPositions = 0;
        for (int i = 0; i < books.instruments.count(); i++) {
            final Position position = books.position(i);
            if (!position.isFlat()) {
                final InstrumentSpec other = books.spec(i);
                final long valueE8 = Math.max(books.valueE8(i), position.entryPriceE8());
                facts.usedMarginE8 +=
                        FixedPoint.mulDivCeil(
                                position.notionalE8(valueE8), 1, sizer.leverage(other));
                facts.openPositions++;
            }
        }
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            final boolean isLiveEntry = order.isLiveEntry();
            if (order.status.isFinal() && !isLiveEntry) {
                continue;
            }
            facts.hasWorkingOrder |= order.instrumentId == id;
            if (isLiveEntry) {
                facts.usedMarginE8 += order.marginE8;
                facts.openPositions += books.position(order.instrumentId).isFlat() ? 1 : 0;
            }
        }
        facts.bidPriceE8 = market == null ? 0 : market.bidPriceE8();
        facts.askPriceE8 = market == null ? 0 : market.askPriceE8();
        facts.dataAgeNs = market == null ? Long.MAX_VALUE : market.dataAgeNs(books.nowNs);
        facts.isDataStale = market == null || market.isStale();
        facts.dayVolumeE8 = market == null ? 0 : market.quoteVolume24hE8();
        facts.leverage = sizer.leverage(spec);
    }

    private void send(final TradeIntent intent) {
        final Order order =
                books.hasRoom(RESERVED_COMMANDS)
                        ? desk.createOrNull(
                                intent.instrumentId,
                                books.nextIntentSeq,
                                intent.strategyId,
                                intent.side,
                                OrderLeg.ENTRY,
                                0)
                        : null;
        if (order == null) {
            intent.rejectCode = RejectReason.NO_ROOM;
            return;
        }
        intent.intentSeq = books.nextIntentSeq++;
        order.plan.refPriceE8 = intent.refPriceE8;
        if (intent.style.rests()) {
            order.plan.deadlineNs =
                    books.nowNs + books.config.orders().entries().restMs() * Books.NS_PER_MS;
        }
        dispatch(order, intent, CommandCause.ENTRY);
    }

    private void dispatch(final Order order, final TradeIntent intent, final int causeCode) {
        final boolean isLimit = intent.style.isLimit();
        order.orderType = isLimit ? OrderType.LIMIT : OrderType.MARKET;
        order.timeInForce =
                switch (intent.style) {
                    case MARKET, LIMIT -> TimeInForce.GTC;
                    case IOC -> TimeInForce.IOC;
                    case POST_ONLY -> TimeInForce.GTX;
                };
        order.qtyE8 = intent.qtyE8;
        order.priceE8 = isLimit ? intent.limitPriceE8 : 0;
        order.stopPriceE8 = intent.stopPriceE8;
        order.targetPriceE8 = intent.targetPriceE8;
        order.marginE8 = intent.marginE8;
        order.refPriceE8 = intent.refPriceE8;
        order.plan.style = intent.style;
        order.plan.isOver = !intent.style.rests();
        desk.send(order, causeCode);
        final Decision decision =
                books.decide(DecisionAction.ENTRY_SENT, order, intent.sizeCapCode);
        decision.valueE8 = intent.riskE8;
        decision.limitE8 = intent.marginE8;
        decision.priceE8 = intent.refPriceE8;
    }

    /**
     * Another order of the same intent, for what the first left: through gate, market, grid, to an
     * order, or a record of the refusal. Quantity, stop and end of patience are the first one's.
     *
     * @param style MARKET, or POST_ONLY at the best price of its own side
     */
    void sendAgain(final Order first, final EntryStyle style, final int causeCode) {
        final InstrumentSpec spec = books.spec(first.instrumentId);
        again.clear();
        again.instrumentId = first.instrumentId;
        again.strategyId = ClientOrderId.strategyId(first.orderKey);
        again.action = IntentAction.ENTER;
        again.side = first.side;
        again.style = style;
        again.intentSeq = ClientOrderId.intentSeq(first.orderKey);
        again.qtyE8 = first.openQtyE8();
        again.stopPriceE8 = first.stopPriceE8;
        again.targetPriceE8 = first.targetPriceE8;
        gather(again, spec);
        final boolean isBuy = first.side == Side.BUY;
        final long takeE8 = isBuy ? facts.askPriceE8 : facts.bidPriceE8;
        again.limitPriceE8 = isBuy ? facts.bidPriceE8 : facts.askPriceE8;
        again.refPriceE8 = style.rests() ? again.limitPriceE8 : takeE8;
        final InstrumentMarket market = books.market.byIdOrNull(first.instrumentId);
        risk.checkSymbol(again, books.guard(first.instrumentId), books.nowNs);
        risk.checkAgain(again, facts, books.nowNs);
        if (again.rejectCode == RejectReason.NONE) {
            precision.round(again, spec, takeE8, market == null ? 0 : market.markPriceE8());
        }
        if (again.rejectCode == RejectReason.NONE) {
            sizer.settle(again, spec);
            sendAgain(first, causeCode);
        }
        if (again.rejectCode != RejectReason.NONE) {
            recordRefusal(again);
        }
    }

    private void sendAgain(final Order first, final int causeCode) {
        final int attempt = ClientOrderId.attempt(first.orderKey) + 1;
        final Order order =
                books.hasRoom(RESERVED_COMMANDS)
                        ? desk.createOrNull(
                                first.instrumentId,
                                again.intentSeq,
                                again.strategyId,
                                first.side,
                                OrderLeg.ENTRY,
                                attempt)
                        : null;
        if (order == null) {
            again.rejectCode = RejectReason.NO_ROOM;
            return;
        }
        order.hasBracket = first.hasBracket;
        order.plan.refPriceE8 = first.plan.refPriceE8;
        order.plan.deadlineNs = again.style.rests() ? first.plan.deadlineNs : 0;
        order.plan.reprices = first.plan.reprices + 1;
        dispatch(order, again, causeCode);
    }

    private void recordRefusal(final TradeIntent intent) {
        final Decision decision =
                books.decide(DecisionAction.INTENT_REFUSED, intent.instrumentId, intent.rejectCode);
        decision.strategyId = intent.strategyId;
        decision.side = intent.side;
        decision.valueE8 = intent.rejectValueE8;
        decision.limitE8 = intent.rejectLimitE8;
        decision.qtyE8 = intent.qtyE8;
        decision.priceE8 = intent.refPriceE8;
    }

    @Override
    public int positionSide(final int instrumentId) {
        return Long.signum(books.position(instrumentId).qtyE8());
    }

    @Override
    public boolean hasWorkingEntry(final int instrumentId) {
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            if (order.instrumentId == instrumentId && order.isLiveEntry()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void noteSignal(final int instrumentId, final int strategyId, final Side side) {
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            if (order.instrumentId == instrumentId
                    && order.isLiveEntry()
                    && ClientOrderId.strategyId(order.orderKey) == strategyId) {
                order.plan.isContradicted |= order.side != side;
            }
        }
    }
}
