package dev.bowline.gateway.binance;

import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.gateway.binance.rest.ApiRequestEncoder;
import dev.bowline.gateway.binance.rest.OrderRequestEncoder;
import dev.bowline.gateway.binance.rest.RequestSigner;

/**
 * Makes the encoders of one account, each for one thread.
 *
 * @param host value of the Host header
 * @param registry holds the instruments by now
 */
record OrderEncoders(GatewayConfig config, String host, InstrumentRegistry registry) {

    /** For HTTP requests. */
    OrderRequestEncoder newRest() {
        return new OrderRequestEncoder(
                config.mode(),
                host,
                config.credentials().apiKey().reveal(),
                config.credentials().newSigner(),
                registry,
                config.recvWindowMs());
    }

    /** For the WebSocket API; a key that may log on signs nothing but that. */
    ApiRequestEncoder newApi() {
        final RequestSigner signer = config.credentials().newSigner();
        return new ApiRequestEncoder(
                config.mode(),
                config.credentials().apiKey().reveal(),
                signer.mayLogOn() ? null : signer,
                registry,
                config.recvWindowMs());
    }

    /** Of the ways that requests may leave. */
    RequestRehearsal newRehearsal(final OrderEntry entry) {
        return new RequestRehearsal(newRest(), entry == OrderEntry.WEBSOCKET ? newApi() : null);
    }

    /** For whichever way is open; {@code null}: REST alone. */
    RequestWriter newWriter(final ApiExit apiOrNull) {
        return apiOrNull == null
                ? RequestWriter.rest(newRest())
                : new RequestWriter(newRest(), newApi(), apiOrNull);
    }
}
