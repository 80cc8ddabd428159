package dev.bowline.gateway.sim.server;

import java.util.HashMap;
import java.util.Map;

/** Finds the endpoint, takes its cost, checks the caller, answers. Exchange thread only. */
final class RestRouter {
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final RequestGate gate;
    private final RateMeter meter;

    RestRouter(final RequestGate gate, final RateMeter meter) {
        this.gate = gate;
        this.meter = meter;
    }

    RequestGate gate() {
        return gate;
    }

    RateMeter meter() {
        return meter;
    }

    void add(
            final String methodAndPath,
            final EndpointSecurity security,
            final int weight,
            final Endpoint.Action action) {
        final Cost cost = Cost.weight(weight);
        add(methodAndPath, security, request -> cost, action);
    }

    void add(
            final String methodAndPath,
            final EndpointSecurity security,
            final Endpoint.CostRule cost,
            final Endpoint.Action action) {
        put(methodAndPath, new Endpoint(security, cost, false, action));
    }

    /** An endpoint with a rate limit of its own, which this exchange does not count. */
    void addOwnPool(final String methodAndPath, final Endpoint.Action action) {
        put(methodAndPath, new Endpoint(EndpointSecurity.NONE, request -> Cost.FREE, true, action));
    }

    private void put(final String methodAndPath, final Endpoint endpoint) {
        if (endpoints.put(methodAndPath, endpoint) != null) {
            throw new IllegalStateException("endpoint twice: " + methodAndPath);
        }
    }

    /** The endpoint, or {@code null} for an unknown path. */
    Endpoint findOrNull(final String method, final String path) {
        return endpoints.get(method + " " + path);
    }

    /**
     * Answers one request.
     *
     * @return whether it counted as an order
     */
    boolean answer(final Endpoint endpoint, final RestRequest request, final JsonWriter out)
            throws RestError {
        final Cost cost = endpoint.cost().of(request);
        meter.take(cost);
        gate.check(request, endpoint.security());
        endpoint.action().answer(request, out);
        return cost.isOrder();
    }
}
