package dev.bowline.gateway.sim.server;

/**
 * One REST path and method.
 *
 * @param security what the caller must prove
 * @param cost what it costs
 * @param ownPool counted elsewhere: no used-weight header
 * @param action the answer
 */
record Endpoint(EndpointSecurity security, CostRule cost, boolean ownPool, Action action) {
    /** The cost of one request. */
    @FunctionalInterface
    interface CostRule {
        Cost of(RestRequest request) throws RestError;
    }

    /** Writes the answer of one request. */
    @FunctionalInterface
    interface Action {
        void answer(RestRequest request, JsonWriter out) throws RestError;
    }
}
