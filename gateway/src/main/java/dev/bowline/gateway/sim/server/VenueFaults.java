package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.gateway.sim.OrderRequest;
import dev.bowline.gateway.sim.PositionView;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.VenuePosition;
import java.util.List;

/**
 * Faults that happen by themselves: to the exchange as a whole, and to positions by other hands
 * than the client's. Exchange thread only.
 */
final class VenueFaults {
    private static final long USUAL_DOWN_MS = 3_000;

    private final SimServer server;
    private final VenueDesk desk;
    private final PhaseWatch phases;

    VenueFaults(final SimServer server, final VenueDesk desk, final PhaseWatch phases) {
        this.server = server;
        this.desk = desk;
        this.phases = phases;
    }

    /** Does what the rule says; false if there is nothing yet to do it to. */
    boolean tryAction(final FaultRule rule) {
        return switch (rule.kind()) {
            case STREAMS_CUT -> cutStreams(rule.where().getOrDefault("route", ""));
            case LISTEN_KEY_EXPIRED -> {
                server.users().expireAll();
                yield true;
            }
            case EXCHANGE_RESTART -> {
                server.restart(rule.forMsOr(USUAL_DOWN_MS));
                yield true;
            }
            case MANUAL_OPEN -> manualOpen(rule);
            case MANUAL_CLOSE, ADL, LIQUIDATION -> onPosition(rule);
            default -> throw new IllegalStateException("not an action: " + rule.kind());
        };
    }

    private boolean cutStreams(final String route) {
        for (final StreamSession session : List.copyOf(server.hub().sessions())) {
            if (route.isEmpty() || FaultPlan.wordOf(session.route()).equals(route)) {
                Outbound.close(session.channel());
            }
        }
        return true;
    }

    private boolean manualOpen(final FaultRule rule) {
        for (int id = 0; id < desk.count(); id++) {
            if (desk.symbol(id).equals(rule.where().get("symbol"))) {
                final Side side = Side.valueOf(rule.where().get("side"));
                return order(id, side, rule.qtyE8(), false);
            }
        }
        return false;
    }

    private boolean order(
            final int instrumentId, final Side side, final long qtyE8, final boolean reduceOnly) {
        final OrderRequest request =
                new OrderRequest(
                        instrumentId, side, OrderType.MARKET, null, qtyE8, 0, reduceOnly, null);
        return desk.venue().placeOrder(request, desk.nowMs()).isOk();
    }

    /** The first position that fits and is old enough. */
    private boolean onPosition(final FaultRule rule) {
        final SimulatedVenue venue = desk.venue();
        final String symbol = rule.where().getOrDefault("symbol", "");
        final PositionPhase phase = rule.phaseOrNull();
        for (final PositionView view : venue.positions()) {
            final VenuePosition position = view.position();
            final boolean wanted =
                    !position.isFlat()
                            && (phase == null || phase == phases.phaseOrNull(position.instrumentId))
                            && (symbol.isEmpty()
                                    || symbol.equals(desk.symbol(position.instrumentId)));
            if (!wanted || desk.nowMs() - position.updateTimeMs < rule.delayMs()) {
                continue;
            }
            if (rule.kind() == FaultKind.MANUAL_CLOSE) {
                final Side side = position.qtyE8 > 0 ? Side.SELL : Side.BUY;
                return order(position.instrumentId, side, Math.abs(position.qtyE8), true);
            }
            venue.takeOver(position.instrumentId, rule.kind() == FaultKind.ADL, desk.nowMs());
            return true;
        }
        return false;
    }
}
