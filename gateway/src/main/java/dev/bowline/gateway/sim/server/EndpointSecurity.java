package dev.bowline.gateway.sim.server;

/** What a request must prove: nothing, a known API key, or key, time and signature. */
enum EndpointSecurity {
    NONE,
    KEY,
    SIGNED
}
