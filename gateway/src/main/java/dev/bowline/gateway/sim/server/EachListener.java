package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.gateway.sim.AlgoOrder;
import dev.bowline.gateway.sim.PositionView;
import dev.bowline.gateway.sim.VenueFill;
import dev.bowline.gateway.sim.VenueListener;
import dev.bowline.gateway.sim.VenueOrder;
import dev.bowline.gateway.sim.VenuePosition;
import java.util.List;

/** Tells each event to several listeners, in their order. */
record EachListener(List<VenueListener> listeners) implements VenueListener {
    @Override
    public void onOrderUpdate(
            final VenueOrder order,
            final ExecutionType executionType,
            final VenueFill fillOrNull,
            final long timeMs) {
        listeners.forEach(each -> each.onOrderUpdate(order, executionType, fillOrNull, timeMs));
    }

    @Override
    public void onTradeLite(final VenueOrder order, final VenueFill fill, final long timeMs) {
        listeners.forEach(each -> each.onTradeLite(order, fill, timeMs));
    }

    @Override
    public void onAccountUpdate(
            final AccountReason reason,
            final long walletE8,
            final long balanceChangeE8,
            final VenuePosition positionOrNull,
            final int fundingInstrumentId,
            final long timeMs) {
        listeners.forEach(
                each ->
                        each.onAccountUpdate(
                                reason,
                                walletE8,
                                balanceChangeE8,
                                positionOrNull,
                                fundingInstrumentId,
                                timeMs));
    }

    @Override
    public void onAlgoUpdate(final AlgoOrder algo, final long timeMs) {
        listeners.forEach(each -> each.onAlgoUpdate(algo, timeMs));
    }

    @Override
    public void onConfigUpdate(final int instrumentId, final int leverage, final long timeMs) {
        listeners.forEach(each -> each.onConfigUpdate(instrumentId, leverage, timeMs));
    }

    @Override
    public void onMarginCall(
            final long walletE8, final List<PositionView> positions, final long timeMs) {
        listeners.forEach(each -> each.onMarginCall(walletE8, positions, timeMs));
    }
}
