package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Secrets are not printed, and nothing leaves unencrypted but to this machine (SEC-2). */
class SecretTest {
    @Test
    void shouldPrintNoSecretWhenTheConfigurationIsPrinted() {
        final GatewayConfig config =
                GatewayConfig.standard(
                        's',
                        Endpoints.testnet(),
                        new Credentials(Secret.of("the-key"), Secret.of("the-secret")),
                        "USDC",
                        List.of("BTCUSDC"),
                        GatewayConfig.Threads.of(ThreadLayout.COMPACT, false));
        assertFalse(config.toString().contains("the-key"), config.toString());
        assertFalse(config.toString().contains("the-secret"), config.toString());
        assertTrue(config.toString().contains("***"));
    }

    @Test
    void shouldRefuseAnUnencryptedVenueUnlessItIsOnLoopback() {
        assertEquals(8080, Endpoints.loopback(8080).rest().getPort());
        final IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                Endpoints.routed(
                                        "https://fapi.binance.com",
                                        "ws://10.0.0.1:80",
                                        "wss://ws-fapi.binance.com/ws-fapi/v1"));
        assertEquals(
                "ws://10.0.0.1 is not encrypted, allowed on loopback only", refused.getMessage());
    }
}
