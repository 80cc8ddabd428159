package dev.bowline.gateway.sim;

import static dev.bowline.core.num.FixedPoint.divFloorE8;
import static dev.bowline.core.num.FixedPoint.mulCeilE8;
import static dev.bowline.core.num.FixedPoint.mulDivFloor;
import static dev.bowline.core.num.FixedPoint.mulFloorE8;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.VenueOrderStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Wallet, positions, margin and the ledger. A closing fill realises its share of the exact entry
 * value (rounded down, the rest stays with the position), so that the realised PnL of a closed
 * position is the exact sum of its cash flows. Fees are rounded up, funding against the account.
 */
final class VenueAccount {
    private static final long FIRST_TRADE_ID = 500_000_000L;

    private final VenueState state;
    private final List<VenueFill> fills = new ArrayList<>();
    private final List<IncomeRow> income = new ArrayList<>();
    private final long[] openFeeE8;
    private final long[] tradeCounts;
    private long walletE8;
    private long transfersE8;
    private int openPositions;

    VenueAccount(final VenueState state) {
        this.state = state;
        this.walletE8 = state.settings.startBalanceE8();
        this.openFeeE8 = new long[state.instruments.length];
        this.tradeCounts = new long[state.instruments.length];
    }

    long walletE8() {
        return walletE8;
    }

    long transfersE8() {
        return transfersE8;
    }

    boolean hasPosition() {
        return openPositions > 0;
    }

    List<VenueFill> fills() {
        return fills;
    }

    List<IncomeRow> income() {
        return income;
    }

    /** Books one trade and reports it: TRADE_LITE, order update, account update. */
    void fill(
            final VenueOrder order,
            final long priceE8,
            final long qtyE8,
            final boolean maker,
            final long feeRateE8) {
        final int id = order.instrumentId;
        final VenuePosition position = state.positions[id];
        final long quoteE8 = mulFloorE8(priceE8, qtyE8);
        final long feeE8 = mulCeilE8(quoteE8, feeRateE8);
        final boolean wasFlat = position.isFlat();
        final long realizedE8 = book(position, order.side, priceE8, qtyE8, quoteE8, feeE8);
        openPositions += (wasFlat ? 1 : 0) - (position.isFlat() ? 1 : 0);
        walletE8 += realizedE8 - feeE8;
        position.accumulatedRealizedE8 += realizedE8;
        position.updateTimeMs = state.nowMs;
        order.executedQtyE8 += qtyE8;
        order.cumQuoteE8 += quoteE8;
        order.updateTimeMs = state.nowMs;
        order.status =
                order.remainingE8() == 0
                        ? VenueOrderStatus.FILLED
                        : VenueOrderStatus.PARTIALLY_FILLED;
        if (order.remainingE8() == 0) {
            state.orders.close(order);
        }
        final VenueFill fill =
                new VenueFill(
                        FIRST_TRADE_ID + tradeCounts[id]++,
                        order.orderId,
                        order.clientId,
                        id,
                        order.side,
                        priceE8,
                        qtyE8,
                        quoteE8,
                        feeE8,
                        realizedE8,
                        maker,
                        state.nowMs);
        fills.add(fill);
        addIncome(id, IncomeRow.Type.REALIZED_PNL, realizedE8, fill.tradeId());
        addIncome(id, IncomeRow.Type.COMMISSION, -feeE8, fill.tradeId());
        state.touched[id] = true;
        state.listener.onTradeLite(order, fill, state.nowMs);
        state.listener.onOrderUpdate(order, ExecutionType.TRADE, fill, state.nowMs);
        state.listener.onAccountUpdate(AccountReason.ORDER, walletE8, 0, position, -1, state.nowMs);
    }

    /** Changes the position; returns the realised PnL. */
    private long book(
            final VenuePosition position,
            final Side side,
            final long priceE8,
            final long qtyE8,
            final long quoteE8,
            final long feeE8) {
        final int id = position.instrumentId;
        final long heldE8 = Math.abs(position.qtyE8);
        final boolean closes = position.qtyE8 != 0 && (position.qtyE8 > 0) == (side == Side.SELL);
        long realizedE8 = 0;
        if (closes) {
            final long closingE8 = Math.min(heldE8, qtyE8);
            final boolean whole = closingE8 == heldE8;
            final long costE8 =
                    whole
                            ? position.entryQuoteE8
                            : mulDivFloor(position.entryQuoteE8, closingE8, heldE8);
            final long closeQuoteE8 = closingE8 == qtyE8 ? quoteE8 : mulFloorE8(priceE8, closingE8);
            realizedE8 = side == Side.SELL ? closeQuoteE8 - costE8 : costE8 - closeQuoteE8;
            openFeeE8[id] -= whole ? openFeeE8[id] : mulDivFloor(openFeeE8[id], closingE8, heldE8);
            position.entryQuoteE8 += quoteE8 - closeQuoteE8 - costE8;
            if (closingE8 < qtyE8) {
                openFeeE8[id] = mulDivFloor(feeE8, qtyE8 - closingE8, qtyE8);
            }
        } else {
            position.entryQuoteE8 += quoteE8;
            openFeeE8[id] += feeE8;
        }
        position.qtyE8 += side == Side.BUY ? qtyE8 : -qtyE8;
        final long nowHeldE8 = Math.abs(position.qtyE8);
        if (nowHeldE8 == 0) {
            position.entryPriceE8 = 0;
            position.breakEvenPriceE8 = 0;
        } else {
            final long shiftE8 = position.qtyE8 > 0 ? openFeeE8[id] : -openFeeE8[id];
            position.entryPriceE8 = divFloorE8(position.entryQuoteE8, nowHeldE8);
            position.breakEvenPriceE8 = divFloorE8(position.entryQuoteE8 + shiftE8, nowHeldE8);
        }
        return realizedE8;
    }

    private void addIncome(
            final int id, final IncomeRow.Type type, final long amountE8, final long tradeId) {
        if (amountE8 != 0) {
            income.add(new IncomeRow(income.size() + 1L, id, type, amountE8, tradeId, state.nowMs));
        }
    }

    /** Pays or receives funding: position notional at mark × rate, rounded against the account. */
    void payFunding(final int instrumentId, final long markE8, final long rateE8) {
        final VenuePosition position = state.positions[instrumentId];
        if (position.isFlat() || rateE8 == 0 || markE8 == 0) {
            return;
        }
        final long amountE8 = mulFloorE8(mulFloorE8(position.qtyE8, markE8), -rateE8);
        walletE8 += amountE8;
        addIncome(instrumentId, IncomeRow.Type.FUNDING_FEE, amountE8, 0);
        state.listener.onAccountUpdate(
                AccountReason.FUNDING_FEE, walletE8, amountE8, null, instrumentId, state.nowMs);
    }

    /** Fills a wallet below 0 up to 0 when no position is left, as the insurance fund does. */
    void clearBankruptcy(final int instrumentId) {
        if (walletE8 >= 0 || openPositions > 0) {
            return;
        }
        final long amountE8 = -walletE8;
        walletE8 = 0;
        addIncome(instrumentId, IncomeRow.Type.INSURANCE_CLEAR, amountE8, 0);
        state.listener.onAccountUpdate(
                AccountReason.INSURANCE_CLEAR, walletE8, amountE8, null, -1, state.nowMs);
    }

    void transfer(final long amountE8) {
        walletE8 += amountE8;
        transfersE8 += amountE8;
        state.listener.onAccountUpdate(
                AccountReason.ASSET_TRANSFER, walletE8, amountE8, null, -1, state.nowMs);
    }

    long unrealizedE8(final int instrumentId) {
        final VenuePosition position = state.positions[instrumentId];
        if (position.isFlat()) {
            return 0;
        }
        final long markE8 = state.markets[instrumentId].markOrLastE8();
        final long valueE8 = mulFloorE8(markE8, Math.abs(position.qtyE8));
        return position.qtyE8 > 0
                ? valueE8 - position.entryQuoteE8
                : position.entryQuoteE8 - valueE8;
    }

    /** Signed notional at mark. */
    long notionalE8(final int instrumentId) {
        return mulFloorE8(
                state.positions[instrumentId].qtyE8, state.markets[instrumentId].markOrLastE8());
    }

    /** Notional of the open orders of a side that are not reduce-only. */
    long orderNotionalE8(final int instrumentId, final Side side) {
        long sumE8 = 0;
        for (final VenueOrder order : state.orders.open(instrumentId)) {
            if (order.side == side && !order.reduceOnly) {
                sumE8 += mulFloorE8(order.priceE8, order.remainingE8());
            }
        }
        return sumE8;
    }

    /** Larger of |position + bids| and |position − asks|, with extra notional on a side. */
    long exposureE8(final int instrumentId, final long extraBidE8, final long extraAskE8) {
        final long notionalE8 = notionalE8(instrumentId);
        final long bidsE8 = orderNotionalE8(instrumentId, Side.BUY) + extraBidE8;
        final long asksE8 = orderNotionalE8(instrumentId, Side.SELL) + extraAskE8;
        return Math.max(Math.abs(notionalE8 + bidsE8), Math.abs(notionalE8 - asksE8));
    }

    long marginE8(final int instrumentId, final long exposureE8) {
        return -Math.floorDiv(-exposureE8, state.positions[instrumentId].leverage);
    }

    AccountView view() {
        long unrealizedE8 = 0;
        long positionMarginE8 = 0;
        long orderMarginE8 = 0;
        long maintE8 = 0;
        for (int id = 0; id < state.instruments.length; id++) {
            if (state.positions[id].isFlat() && state.orders.open(id).isEmpty()) {
                continue;
            }
            final long notionalE8 = Math.abs(notionalE8(id));
            final long heldE8 = marginE8(id, notionalE8);
            unrealizedE8 += unrealizedE8(id);
            positionMarginE8 += heldE8;
            orderMarginE8 += marginE8(id, exposureE8(id, 0, 0)) - heldE8;
            maintE8 += state.instruments[id].maintMarginE8(notionalE8);
        }
        final long balanceE8 = walletE8 + unrealizedE8;
        return new AccountView(
                walletE8,
                unrealizedE8,
                balanceE8,
                positionMarginE8,
                orderMarginE8,
                maintE8,
                Math.max(0, balanceE8 - positionMarginE8 - orderMarginE8));
    }

    PositionView positionView(final int id) {
        final long notionalE8 = notionalE8(id);
        final long heldE8 = marginE8(id, Math.abs(notionalE8));
        return new PositionView(
                state.positions[id],
                state.markets[id].markOrLastE8(),
                unrealizedE8(id),
                liquidationPriceE8(id),
                notionalE8,
                heldE8,
                marginE8(id, exposureE8(id, 0, 0)) - heldE8,
                state.instruments[id].maintMarginE8(Math.abs(notionalE8)),
                orderNotionalE8(id, Side.BUY),
                orderNotionalE8(id, Side.SELL));
    }

    /** Cross liquidation price, rounded down; 0 if there is none. */
    // USDⓈ-M FAQ via PROTOCOL: LP = (WB + UPNL − MM + cum − side × qty × entry) / (qty × (MMR −
    // side))
    private long liquidationPriceE8(final int id) {
        final VenuePosition position = state.positions[id];
        if (position.isFlat()) {
            return 0;
        }
        final AccountView view = view();
        final long notionalE8 = Math.abs(notionalE8(id));
        final LeverageBracket bracket = state.instruments[id].bracketOf(notionalE8);
        final long othersE8 =
                view.unrealizedE8()
                        - unrealizedE8(id)
                        - (view.maintMarginE8() - state.instruments[id].maintMarginE8(notionalE8));
        final boolean isLong = position.qtyE8 > 0;
        final long topE8 =
                walletE8
                        + othersE8
                        + bracket.cumE8()
                        + (isLong ? -position.entryQuoteE8 : position.entryQuoteE8);
        final long oneE8 = dev.bowline.core.num.FixedPoint.ONE_E8;
        final long factorE8 = bracket.maintMarginRateE8() + (isLong ? -oneE8 : oneE8);
        final long bottomE8 = mulFloorE8(Math.abs(position.qtyE8), factorE8);
        if (bottomE8 == 0 || (topE8 < 0) != (bottomE8 < 0)) {
            return 0;
        }
        return divFloorE8(topE8, bottomE8);
    }
}
