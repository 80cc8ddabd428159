package dev.bowline.gateway.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * What happens when the margin runs out. At 80 % of maintenance over balance a margin call is sent,
 * once until the ratio falls below again. At 100 % the normal orders are cancelled, then positions
 * are closed, the one with the greatest loss first, until the rest is covered; a wallet below 0
 * without positions is filled up by the insurance fund.
 */
final class LiquidationRule {
    private static final long CALL_NUMERATOR = 8;
    private static final long CALL_DENOMINATOR = 10;

    private final VenueState state;
    private final VenueAccount account;
    private final MatchingModel matching;
    private boolean called;

    LiquidationRule(
            final VenueState state, final VenueAccount account, final MatchingModel matching) {
        this.state = state;
        this.account = account;
        this.matching = matching;
    }

    /** Looks at the margin; true if something was liquidated. */
    boolean check() {
        AccountView view = account.view();
        final long balanceE8 = view.marginBalanceE8();
        if (view.maintMarginE8() / CALL_NUMERATOR < balanceE8 / CALL_DENOMINATOR) {
            called = false;
            return false;
        }
        if (balanceE8 > view.maintMarginE8()) {
            if (!called) {
                called = true;
                state.listener.onMarginCall(view.walletE8(), openPositions(), state.nowMs);
            }
            return false;
        }
        for (int id = 0; id < state.instruments.length; id++) {
            for (final VenueOrder order : List.copyOf(state.orders.open(id))) {
                order.expiryReason = MatchingModel.EXPIRED_LIQUIDATION;
                matching.cancel(order);
            }
        }
        while (account.hasPosition() && view.marginBalanceE8() <= view.maintMarginE8()) {
            final int worst = worstPosition();
            matching.liquidate(worst);
            account.clearBankruptcy(worst);
            view = account.view();
        }
        return true;
    }

    private List<PositionView> openPositions() {
        final List<PositionView> found = new ArrayList<>();
        for (final VenuePosition position : state.positions) {
            if (!position.isFlat()) {
                found.add(account.positionView(position.instrumentId));
            }
        }
        return found;
    }

    private int worstPosition() {
        int worst = -1;
        for (final VenuePosition position : state.positions) {
            final int id = position.instrumentId;
            if (!position.isFlat()
                    && (worst < 0 || account.unrealizedE8(id) < account.unrealizedE8(worst))) {
                worst = id;
            }
        }
        return worst;
    }

    /** Code of a leverage change, 0 if it may be. */
    int leverageRefusal(final int instrumentId, final int leverage) {
        if (instrumentId < 0 || instrumentId >= state.instruments.length) {
            return VenueErrors.BAD_SYMBOL;
        }
        final long maxE8 = state.instruments[instrumentId].maxNotionalE8(leverage);
        if (leverage < 1 || maxE8 == 0) {
            return VenueErrors.BAD_LEVERAGE;
        }
        final long exposureE8 = account.exposureE8(instrumentId, 0, 0);
        if (exposureE8 > maxE8) {
            return VenueErrors.MAX_LEVERAGE_RATIO;
        }
        final VenuePosition position = state.positions[instrumentId];
        final long beforeE8 = account.marginE8(instrumentId, exposureE8);
        final long afterE8 = -Math.floorDiv(-exposureE8, leverage);
        return leverage < position.leverage && afterE8 - beforeE8 > account.view().availableE8()
                ? VenueErrors.MARGIN_INSUFFICIENT
                : 0;
    }
}
