package dev.bowline.gateway.sim;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.num.DecimalFormat;
import java.util.ArrayList;
import java.util.List;

/** Writes down what the venue says, one line per event. */
final class EventLog implements VenueListener {
    final List<String> lines = new ArrayList<>();

    @Override
    public void onOrderUpdate(
            final VenueOrder order,
            final ExecutionType executionType,
            final VenueFill fillOrNull,
            final long timeMs) {
        lines.add(
                "ORDER "
                        + executionType
                        + " "
                        + order.status
                        + " "
                        + order.clientId
                        + (fillOrNull == null
                                ? ""
                                : " " + text(fillOrNull.qtyE8()) + "@" + text(fillOrNull.priceE8()))
                        + (order.expiryReason == 0 ? "" : " er=" + order.expiryReason));
    }

    @Override
    public void onTradeLite(final VenueOrder order, final VenueFill fill, final long timeMs) {
        lines.add("LITE " + order.clientId + " " + text(fill.qtyE8()));
    }

    @Override
    public void onAccountUpdate(
            final AccountReason reason,
            final long walletE8,
            final long balanceChangeE8,
            final VenuePosition positionOrNull,
            final int fundingInstrumentId,
            final long timeMs) {
        lines.add(
                "ACCOUNT "
                        + reason
                        + " wallet="
                        + text(walletE8)
                        + (positionOrNull == null ? "" : " pos=" + text(positionOrNull.qtyE8)));
    }

    @Override
    public void onAlgoUpdate(final AlgoOrder algo, final long timeMs) {
        lines.add(
                "ALGO "
                        + algo.status
                        + " "
                        + algo.clientAlgoId
                        + (algo.rejectMessageOrNull == null ? "" : " " + algo.rejectMessageOrNull));
    }

    @Override
    public void onConfigUpdate(final int instrumentId, final int leverage, final long timeMs) {
        lines.add("CONFIG " + instrumentId + " " + leverage);
    }

    @Override
    public void onMarginCall(
            final long walletE8, final List<PositionView> positions, final long timeMs) {
        lines.add("MARGIN_CALL " + positions.size());
    }

    /** Lines since the last call. */
    List<String> take() {
        final List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    private static String text(final long valueE8) {
        return DecimalFormat.toText(valueE8);
    }
}
