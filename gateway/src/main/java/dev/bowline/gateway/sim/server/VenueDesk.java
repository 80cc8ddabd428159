package dev.bowline.gateway.sim.server;

import dev.bowline.gateway.sim.Reply;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.gateway.sim.SimulatedVenue;
import java.util.HashMap;
import java.util.Map;

/** What every REST endpoint needs: the model, its time, contracts by symbol. */
final class VenueDesk {
    private final SimulatedVenue venue;
    private final SimClock clock;
    private final FaultPlan faults;
    private final MarketTape[] tapes;
    private final String marginAsset;
    private final Map<String, MarketTape> bySymbol = new HashMap<>();
    private long algoLagMs;

    VenueDesk(
            final SimulatedVenue venue,
            final SimClock clock,
            final FaultPlan faults,
            final MarketTape[] tapes,
            final String marginAsset) {
        this.venue = venue;
        this.clock = clock;
        this.faults = faults;
        this.tapes = tapes.clone();
        this.marginAsset = marginAsset;
        for (final MarketTape tape : tapes) {
            bySymbol.put(tape.instrument().spec().symbol(), tape);
        }
    }

    SimulatedVenue venue() {
        return venue;
    }

    long nowMs() {
        return clock.time();
    }

    /** The venue's time as clients are told it; a fault may move it. */
    long serverTimeMs() {
        return clock.time() + faults.clockOffsetMs();
    }

    /** How old the conditional orders are that queries show, venue ms. */
    long algoLagMs() {
        return Math.max(algoLagMs, faults.algoLagMs());
    }

    /** From now on queries show conditional orders as they were so long ago; 0: as they are. */
    void lagBy(final long lagMs) {
        algoLagMs = lagMs;
    }

    String marginAsset() {
        return marginAsset;
    }

    int count() {
        return tapes.length;
    }

    MarketTape tape(final int instrumentId) {
        return tapes[instrumentId];
    }

    SimInstrument instrument(final int instrumentId) {
        return tapes[instrumentId].instrument();
    }

    String symbol(final int instrumentId) {
        return instrument(instrumentId).spec().symbol();
    }

    /** The contract a mandatory parameter names; −1121 if there is none. */
    MarketTape tape(final RestRequest request, final String parameter) throws RestError {
        final MarketTape tape = bySymbol.get(request.text(parameter));
        if (tape == null) {
            throw RestError.badSymbol();
        }
        return tape;
    }

    int instrumentId(final RestRequest request) throws RestError {
        return tape(request, "symbol").instrument().spec().id();
    }

    /** The contract named, or every contract if none is. */
    int instrumentIdOrAll(final RestRequest request) throws RestError {
        return request.has("symbol") ? instrumentId(request) : SimulatedVenue.ALL;
    }

    /** The value of a reply, or its refusal as an answer. */
    static <T> T require(final Reply<T> reply) throws RestError {
        if (!reply.isOk()) {
            throw RestError.of(reply.code(), reply.message());
        }
        return reply.valueOrNull();
    }
}
