package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.gateway.binance.Credentials;
import dev.bowline.gateway.binance.Endpoints;
import dev.bowline.gateway.binance.GatewayConfig;
import dev.bowline.gateway.binance.Secret;
import dev.bowline.gateway.binance.ThreadLayout;
import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.config.ConfigLoader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the gateway is told of the configuration (CFG-1). */
final class VenueLinkTest {
    private static GatewayConfig config(final String... settings) throws ConfigException {
        final ConfigLoader loader = new ConfigLoader();
        for (final String setting : settings) {
            loader.set(setting);
        }
        return VenueLink.config(
                loader.load(),
                ThreadLayout.COMPACT,
                Endpoints.loopback(1),
                new Credentials(Secret.of("key"), Secret.of("secret")),
                List.of("XRPUSDC"));
    }

    @Test
    void shouldTellHowOldARequestMayBeWhenItArrives() throws ConfigException {
        assertEquals(5_000, config().recvWindowMs());
        assertEquals(1_234, config("venue.recv-window-ms=1234").recvWindowMs());
    }

    /** MD-9. */
    @Test
    void shouldTellHowLongEachStreamMayBeSilent() throws ConfigException {
        final GatewayConfig.Connections connections =
                config(
                                "venue.silence-multiple=4",
                                "venue.book-interval-ms=5s",
                                "venue.user-silence-ms=40s")
                        .connections();
        assertEquals(4_000, connections.marketStream().maxSilenceMs());
        assertEquals(20_000, connections.publicStream().maxSilenceMs());
        assertEquals(40_000, connections.privateStream().maxSilenceMs());
        assertEquals(
                3_600_000,
                config("sim.speed=max").connections().marketStream().maxSilenceMs(),
                "the exchange waits for us");
        assertEquals(
                12_000,
                config("sim.speed=0.25").connections().marketStream().maxSilenceMs(),
                "a quarter of real time");
        assertEquals(3_000, config("sim.speed=20").connections().marketStream().maxSilenceMs());
    }

    @Test
    void shouldTellTheIntervalsOfBackgroundWork() throws ConfigException {
        final GatewayConfig config =
                config(
                        "venue.reconcile-interval-ms=7000",
                        "venue.poll-interval-ms=3000",
                        "venue.ticker-interval-ms=4000");
        assertEquals(7_000, config.periods().reconcileMs());
        assertEquals(3_000, config.periods().pollMs());
        assertEquals(4_000, config.periods().tickerMs());
    }
}
