package dev.bowline.gateway.sim;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.ExecutionType;
import java.util.List;

/**
 * Takes the account's events in the venue's order. Called within a call into the venue; arguments
 * are live, so read them within the call, and do not call the venue from here.
 */
public interface VenueListener {
    /**
     * ORDER_TRADE_UPDATE.
     *
     * @param order after the change; {@code expiryReason} is set on it
     * @param executionType field x
     * @param fillOrNull the trade if {@code executionType} is TRADE
     */
    void onOrderUpdate(
            VenueOrder order, ExecutionType executionType, VenueFill fillOrNull, long timeMs);

    /** TRADE_LITE, right before the order update of the same fill. */
    void onTradeLite(VenueOrder order, VenueFill fill, long timeMs);

    /**
     * ACCOUNT_UPDATE.
     *
     * @param reason field m
     * @param walletE8 wallet balance after the change
     * @param balanceChangeE8 field bc: change that is neither PnL nor commission
     * @param positionOrNull the position that changed; absent for funding on a cross position
     * @param fundingInstrumentId contract of a funding fee, else -1
     */
    void onAccountUpdate(
            AccountReason reason,
            long walletE8,
            long balanceChangeE8,
            VenuePosition positionOrNull,
            int fundingInstrumentId,
            long timeMs);

    /** ALGO_UPDATE; the state is in {@code algo}. */
    void onAlgoUpdate(AlgoOrder algo, long timeMs);

    /** ACCOUNT_CONFIG_UPDATE of a leverage. */
    void onConfigUpdate(int instrumentId, int leverage, long timeMs);

    /** MARGIN_CALL with the open positions. */
    void onMarginCall(long walletE8, List<PositionView> positions, long timeMs);
}
