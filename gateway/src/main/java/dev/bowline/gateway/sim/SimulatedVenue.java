package dev.bowline.gateway.sim;

import dev.bowline.core.event.Bar;
import dev.bowline.core.event.WorkingType;
import dev.bowline.gateway.history.MarketListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A USDⓈ-M venue for one account in one-way mode, single asset, cross margin. Pure: every input
 * carries its time, which never runs backwards; there is no randomness; amounts are exact at scale
 * 1e-8. Events go to the listener in the venue's order, within the call that causes them. One
 * thread. The rules of matching are those of {@link MatchingModel}, of conditional orders those of
 * {@link AlgoBook}.
 *
 * <p>A market input first moves the clock (funding and countdowns that are due), then fills resting
 * orders, then triggers conditional ones, then looks at liquidation.
 */
public final class SimulatedVenue implements MarketListener {
    /** Every contract, where a contract is asked for. */
    public static final int ALL = -1;

    private static final long NEVER = Long.MAX_VALUE;

    private final VenueState state;
    private final VenueAccount account;
    private final MatchingModel matching;
    private final OrderDesk desk;
    private final AlgoBook algos;
    private final ProtectionAuditor auditor;
    private final LiquidationRule liquidation;
    private final long[] countdownMs;
    private final Runnable[] settleEach;
    private long nextDueMs = NEVER;

    /**
     * Builds a venue with a flat account.
     *
     * @throws IllegalArgumentException if an instrument's id is not its place in the list
     */
    public SimulatedVenue(
            final VenueSettings settings,
            final List<SimInstrument> instruments,
            final VenueListener listener) {
        state = new VenueState(settings, instruments, listener);
        account = new VenueAccount(state);
        matching = new MatchingModel(state, account);
        final OrderChecks checks = new OrderChecks(state, account);
        desk = new OrderDesk(state, checks, matching);
        algos = new AlgoBook(state, checks, desk);
        auditor = new ProtectionAuditor(state, algos);
        liquidation = new LiquidationRule(state, account, matching);
        countdownMs = new long[instruments.size()];
        Arrays.fill(countdownMs, NEVER);
        settleEach = new Runnable[instruments.size()];
        for (int i = 0; i < settleEach.length; i++) {
            final int id = i;
            settleEach[i] = () -> settle(id);
        }
    }

    /**
     * From now on the order that a conditional one becomes has a client id that this venue made, as
     * the real one may do; only the id that the trigger names tells whose it is.
     */
    public void makeChildIds() {
        state.makesChildIds = true;
    }

    @Override
    public void onBook(
            final int instrumentId,
            final long bidE8,
            final long bidQtyE8,
            final long askE8,
            final long askQtyE8,
            final long updateId,
            final long timeMs) {
        onTime(timeMs);
        final InstrumentMarket market = state.markets[instrumentId];
        market.bidE8 = bidE8;
        market.bidQtyE8 = bidQtyE8;
        market.askE8 = askE8;
        market.askQtyE8 = askQtyE8;
        market.bookUpdateId = updateId;
        market.bookTimeMs = timeMs;
        state.takenAskE8[instrumentId] = 0;
        state.takenBidE8[instrumentId] = 0;
        matching.onBook(instrumentId);
        settle(instrumentId);
    }

    @Override
    public void onTrade(
            final int instrumentId,
            final long priceE8,
            final long qtyE8,
            final boolean buyerIsMaker,
            final long tradeId,
            final long timeMs) {
        onTime(timeMs);
        final InstrumentMarket market = state.markets[instrumentId];
        market.lastE8 = priceE8;
        market.lastTradeTimeMs = timeMs;
        matching.onTrade(instrumentId, priceE8, qtyE8, buyerIsMaker);
        settle(instrumentId);
        algos.onPrice(instrumentId, WorkingType.CONTRACT_PRICE, priceE8, settleEach[instrumentId]);
        settle(instrumentId);
    }

    @Override
    public void onMark(
            final int instrumentId,
            final long markE8,
            final long indexE8,
            final long fundingRateE8,
            final long nextFundingMs,
            final long timeMs) {
        onTime(timeMs);
        final InstrumentMarket market = state.markets[instrumentId];
        market.markE8 = markE8;
        market.indexE8 = indexE8;
        market.fundingRateE8 = fundingRateE8;
        if (nextFundingMs > timeMs) {
            market.nextFundingMs = nextFundingMs;
            nextDueMs = Math.min(nextDueMs, nextFundingMs);
        }
        algos.onPrice(instrumentId, WorkingType.MARK_PRICE, markE8, settleEach[instrumentId]);
        settle(instrumentId);
        if (account.hasPosition() && liquidation.check()) {
            settleAll();
        }
    }

    /** Klines are of no use to the model. */
    @Override
    public void onBar(final int instrumentId, final Bar bar, final long timeMs) {
        onTime(timeMs);
    }

    /**
     * Moves the clock: countdowns and funding that are due take effect, each at its own time.
     *
     * @throws IllegalArgumentException if time runs backwards
     */
    public void onTime(final long timeMs) {
        if (timeMs < state.nowMs) {
            throw new IllegalArgumentException(
                    "timeMs=" + timeMs + ", must not be before " + state.nowMs);
        }
        while (nextDueMs <= timeMs) {
            state.nowMs = Math.max(state.nowMs, nextDueMs);
            runDue();
        }
        state.nowMs = timeMs;
    }

    private void runDue() {
        nextDueMs = NEVER;
        for (int id = 0; id < countdownMs.length; id++) {
            if (countdownMs[id] <= state.nowMs) {
                countdownMs[id] = NEVER;
                cancelOpen(id);
                settle(id);
            }
            final InstrumentMarket market = state.markets[id];
            if (market.nextFundingMs != 0 && market.nextFundingMs <= state.nowMs) {
                market.nextFundingMs = 0;
                account.payFunding(id, market.markOrLastE8(), market.fundingRateE8);
            }
            final long fundingMs = market.nextFundingMs == 0 ? NEVER : market.nextFundingMs;
            nextDueMs = Math.min(nextDueMs, Math.min(countdownMs[id], fundingMs));
        }
    }

    /** Whatever follows from changed positions and orders of a contract. */
    private void settle(final int instrumentId) {
        while (state.touched[instrumentId]) {
            state.touched[instrumentId] = false;
            algos.finishClosed();
            matching.fitReduceOnly(instrumentId);
            algos.expireGone(instrumentId);
            auditor.update(instrumentId);
        }
    }

    private void settleAll() {
        for (int id = 0; id < state.touched.length; id++) {
            settle(id);
        }
    }

    public long timeMs() {
        return state.nowMs;
    }

    public List<SimInstrument> instruments() {
        return List.of(state.instruments);
    }

    public InstrumentMarket market(final int instrumentId) {
        return state.markets[instrumentId];
    }

    /** POST order. Market and IOC orders are final when this returns. */
    public Reply<VenueOrder> placeOrder(final OrderRequest request, final long nowMs) {
        onTime(nowMs);
        final Reply<VenueOrder> reply = desk.place(request);
        settleAll();
        return reply;
    }

    /** Checks an order without placing it. */
    public Reply<Boolean> testOrder(final OrderRequest request, final long nowMs) {
        onTime(nowMs);
        final int code = desk.refusal(request);
        return code == 0 ? Reply.of(true) : Reply.refused(code);
    }

    /** PUT order. */
    public Reply<VenueOrder> modifyOrder(final ModifyRequest request, final long nowMs) {
        onTime(nowMs);
        final Reply<VenueOrder> reply = desk.modify(request);
        settleAll();
        return reply;
    }

    /** Cancels by order id, or by client id if the order id is 0. */
    public Reply<VenueOrder> cancelOrder(
            final int instrumentId,
            final long orderId,
            final String clientIdOrNull,
            final long nowMs) {
        onTime(nowMs);
        final VenueOrder order = state.orders.findOrNull(instrumentId, orderId, clientIdOrNull);
        if (order == null || !order.isOpen()) {
            return Reply.refused(VenueErrors.CANCEL_REJECTED);
        }
        matching.cancel(order);
        settle(instrumentId);
        return Reply.of(order);
    }

    /** By order id, or by client id (the most recent) if the order id is 0. */
    public Reply<VenueOrder> queryOrder(
            final int instrumentId, final long orderId, final String clientIdOrNull) {
        final VenueOrder order = state.orders.findOrNull(instrumentId, orderId, clientIdOrNull);
        return order == null ? Reply.refused(VenueErrors.NO_SUCH_ORDER) : Reply.of(order);
    }

    /** As {@link #queryOrder}, but -2013 if it is not open. */
    public Reply<VenueOrder> queryOpenOrder(
            final int instrumentId, final long orderId, final String clientIdOrNull) {
        final Reply<VenueOrder> reply = queryOrder(instrumentId, orderId, clientIdOrNull);
        return reply.isOk() && !reply.valueOrNull().isOpen()
                ? Reply.refused(VenueErrors.NO_SUCH_ORDER)
                : reply;
    }

    /** Open orders, oldest first; of all contracts with {@link #ALL}. */
    public List<VenueOrder> openOrders(final int instrumentId) {
        final List<VenueOrder> found = new ArrayList<>();
        for (int id = 0; id < state.instruments.length; id++) {
            if (instrumentId == ALL || instrumentId == id) {
                found.addAll(state.orders.open(id));
            }
        }
        found.sort(Comparator.comparingLong(order -> order.orderId));
        return found;
    }

    /** Every order, oldest first; of all contracts with {@link #ALL}. */
    public List<VenueOrder> allOrders(final int instrumentId) {
        return select(state.orders.all(), instrumentId, order -> order.instrumentId);
    }

    private static <T> List<T> select(
            final List<T> all, final int instrumentId, final ToIntFunction<T> idOf) {
        final List<T> found = new ArrayList<>();
        for (final T item : all) {
            if (instrumentId == ALL || idOf.applyAsInt(item) == instrumentId) {
                found.add(item);
            }
        }
        return found;
    }

    /** Cancels the normal orders of a contract; returns how many. */
    public int cancelAllOrders(final int instrumentId, final long nowMs) {
        onTime(nowMs);
        final int count = cancelOpen(instrumentId);
        settle(instrumentId);
        return count;
    }

    private int cancelOpen(final int instrumentId) {
        final List<VenueOrder> open = List.copyOf(state.orders.open(instrumentId));
        open.forEach(matching::cancel);
        return open.size();
    }

    /** POST algoOrder. */
    public Reply<AlgoOrder> placeAlgo(final AlgoRequest request, final long nowMs) {
        onTime(nowMs);
        final Reply<AlgoOrder> reply = algos.place(request);
        settleAll();
        return reply;
    }

    /** Cancels by algo id, or by client id if the algo id is 0. */
    public Reply<AlgoOrder> cancelAlgo(
            final long algoId, final String clientAlgoIdOrNull, final long nowMs) {
        onTime(nowMs);
        final AlgoOrder algo = algos.findOrNull(algoId, clientAlgoIdOrNull);
        if (algo == null || !algo.isOpen()) {
            return Reply.refused(VenueErrors.CANCEL_REJECTED);
        }
        algos.cancel(algo);
        settle(algo.instrumentId);
        return Reply.of(algo);
    }

    /** By algo id, or by client id (the most recent) if the algo id is 0. */
    public Reply<AlgoOrder> queryAlgo(final long algoId, final String clientAlgoIdOrNull) {
        final AlgoOrder algo = algos.findOrNull(algoId, clientAlgoIdOrNull);
        return algo == null ? Reply.refused(VenueErrors.NO_SUCH_ORDER) : Reply.of(algo);
    }

    /** Conditional orders not yet triggered, oldest first; of all contracts with {@link #ALL}. */
    public List<AlgoOrder> openAlgoOrders(final int instrumentId) {
        final List<AlgoOrder> found = new ArrayList<>();
        for (int id = 0; id < state.instruments.length; id++) {
            if (instrumentId == ALL || instrumentId == id) {
                found.addAll(algos.open(id));
            }
        }
        found.sort(Comparator.comparingLong(algo -> algo.algoId));
        return found;
    }

    /** Every conditional order, oldest first; of all contracts with {@link #ALL}. */
    public List<AlgoOrder> allAlgoOrders(final int instrumentId) {
        return select(algos.all(), instrumentId, algo -> algo.instrumentId);
    }

    /** Cancels the conditional orders of a contract; returns how many. */
    public int cancelAllAlgos(final int instrumentId, final long nowMs) {
        onTime(nowMs);
        final List<AlgoOrder> open = List.copyOf(algos.open(instrumentId));
        open.forEach(algos::cancel);
        settle(instrumentId);
        return open.size();
    }

    /** Cancels the normal orders (not the conditional ones) after a while; 0 disables. */
    public Reply<Long> countdownCancelAll(
            final int instrumentId, final long afterMs, final long nowMs) {
        onTime(nowMs);
        if (instrumentId < 0 || instrumentId >= countdownMs.length) {
            return Reply.refused(VenueErrors.BAD_SYMBOL);
        }
        countdownMs[instrumentId] = afterMs <= 0 ? NEVER : nowMs + afterMs;
        nextDueMs = Math.min(nextDueMs, countdownMs[instrumentId]);
        return Reply.of(Math.max(0, afterMs));
    }

    /** Changes the leverage; answers with the greatest notional at it. */
    public Reply<Long> changeLeverage(
            final int instrumentId, final int leverage, final long nowMs) {
        onTime(nowMs);
        final int code = liquidation.leverageRefusal(instrumentId, leverage);
        if (code != 0) {
            return Reply.refused(code);
        }
        state.positions[instrumentId].leverage = leverage;
        state.listener.onConfigUpdate(instrumentId, leverage, state.nowMs);
        return Reply.of(state.instruments[instrumentId].maxNotionalE8(leverage));
    }

    /** CROSSED is what the model has: -4046; ISOLATED is not modelled: -1020. */
    public Reply<Boolean> changeMarginType(
            final int instrumentId, final boolean isolated, final long nowMs) {
        onTime(nowMs);
        if (!isolated) {
            return Reply.refused(VenueErrors.SAME_MARGIN_TYPE);
        }
        if (!state.orders.open(instrumentId).isEmpty()) {
            return Reply.refused(VenueErrors.MARGIN_TYPE_ORDERS);
        }
        return Reply.refused(
                state.positions[instrumentId].isFlat()
                        ? VenueErrors.UNSUPPORTED_OPERATION
                        : VenueErrors.MARGIN_TYPE_POSITION);
    }

    /** One-way is what the model has: -4059; hedge mode is not modelled: -1020. */
    public Reply<Boolean> changePositionMode(final boolean hedge) {
        return Reply.refused(
                hedge ? VenueErrors.UNSUPPORTED_OPERATION : VenueErrors.SAME_POSITION_MODE);
    }

    /** Single-asset is what the model has: -4171; multi-assets mode is not modelled: -1020. */
    public Reply<Boolean> changeAssetsMode(final boolean multiAssets) {
        return Reply.refused(
                multiAssets ? VenueErrors.UNSUPPORTED_OPERATION : VenueErrors.SAME_ASSETS_MODE);
    }

    /** Fills, oldest first; of all contracts with {@link #ALL}. */
    public List<VenueFill> userTrades(final int instrumentId) {
        return select(account.fills(), instrumentId, VenueFill::instrumentId);
    }

    /** Income, oldest first; of all contracts with {@link #ALL}. */
    public List<IncomeRow> income(final int instrumentId) {
        return select(account.income(), instrumentId, IncomeRow::instrumentId);
    }

    public AccountView account() {
        return account.view();
    }

    /** The position of a contract, flat or not. */
    public PositionView position(final int instrumentId) {
        return account.positionView(instrumentId);
    }

    /** Contracts with a position or open normal orders. */
    public List<PositionView> positions() {
        final List<PositionView> found = new ArrayList<>();
        for (int id = 0; id < state.instruments.length; id++) {
            if (!state.positions[id].isFlat() || !state.orders.open(id).isEmpty()) {
                found.add(account.positionView(id));
            }
        }
        return found;
    }

    /** Deposits (or withdraws, if negative) and reports it as ASSET_TRANSFER. */
    public void transfer(final long amountE8, final long nowMs) {
        onTime(nowMs);
        account.transfer(amountE8);
    }

    /**
     * The venue takes a position as it would in a liquidation or an auto-deleveraging, whatever the
     * margin says: for drills. A liquidation cancels the contract's normal orders first.
     *
     * @param deleverage taken at the mark price and without a fee, to deleverage another account
     */
    public void takeOver(final int instrumentId, final boolean deleverage, final long nowMs) {
        onTime(nowMs);
        if (state.positions[instrumentId].isFlat()) {
            return;
        }
        if (deleverage) {
            matching.deleverage(instrumentId);
        } else {
            cancelOpen(instrumentId);
            matching.liquidate(instrumentId);
        }
        settleAll();
    }

    /** Net transfers since the start. */
    public long transfersE8() {
        return account.transfersE8();
    }

    /** What the venue saw of the protection so far. */
    public ProtectionReport protection() {
        return auditor.report();
    }

    /** The report as of a later time; the clock moves to it. */
    public ProtectionReport protection(final long nowMs) {
        onTime(nowMs);
        return auditor.report();
    }
}
