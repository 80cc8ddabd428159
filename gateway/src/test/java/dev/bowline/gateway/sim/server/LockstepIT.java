package dev.bowline.gateway.sim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.sim.InstrumentCatalog;
import dev.bowline.gateway.sim.MarketGenerator;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.gateway.sim.VenueSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SIM-1, SIM-2: as fast as the client keeps up, and the same for the same seed. */
@Timeout(60)
class LockstepIT {
    private static final List<String> SYMBOLS = List.of("BTCUSDC", "XRPUSDC");

    @Test
    void shouldDeliverTheSameFramesInTheSameOrderWhenTheSeedIsTheSame() throws Exception {
        final List<String> first = frames(7);
        assertTrue(first.size() > 500, "only " + first.size() + " frames");
        assertEquals(first, frames(7));
        assertTrue(!first.equals(frames(8)), "another seed gave the same market");
    }

    /** All frames of a generated minute, in the order in which one client saw them. */
    private static List<String> frames(final long seed) throws Exception {
        final List<SimInstrument> instruments = InstrumentCatalog.builtIn(SYMBOLS);
        final List<String> seen = new ArrayList<>();
        try (OrderedClient client = new OrderedClient(seen);
                SimServer server =
                        new SimServer(
                                SimFixture.config().withLockstep(client, PaceListener.NONE),
                                VenueSettings.usdc(SimFixture.e8("400")),
                                instruments,
                                new MarketGenerator(
                                        instruments.stream().map(SimInstrument::spec).toList(),
                                        seed,
                                        SimFixture.START_MS,
                                        0,
                                        60_000),
                                Thread::new)) {
            server.start();
            client.connect(server, "/market/stream?streams=btcusdc@aggTrade/xrpusdc@kline_1m");
            client.connect(server, "/public/stream?streams=btcusdc@bookTicker/xrpusdc@bookTicker");
            SimServerIT.await(() -> server.streamsConnected() == 2, "two sockets");
            server.resume();
            SimServerIT.await(server::hasEnded, "the end of the market");
            assertEquals(server.framesSent(), seen.size());
        }
        return seen;
    }

    @Test
    void shouldFailLoudlyWhenTheClientIsNotQuietAnyMore() throws Exception {
        final AtomicReference<String> failure = new AtomicReference<>();
        final PaceListener listener =
                new PaceListener() {
                    @Override
                    public void onFailure(final String message) {
                        failure.set(message);
                    }
                };
        final ClientQuiet never =
                new ClientQuiet() {
                    @Override
                    public boolean isQuiet(final long framesSent) {
                        return framesSent == 0;
                    }

                    @Override
                    public String describe() {
                        return "exit.outstanding=1, must be 0";
                    }
                };
        try (SimServer server =
                SimFixture.start(
                        SimFixture.config().withLockstep(never, listener).withQuietDeadlineMs(50),
                        new ScriptedSource()
                                .quotes(SimFixture.START_MS, "2.43", "84000")
                                .quotes(SimFixture.START_MS + 1_000, "2.43", "84000"))) {
            try (StreamProbe probe = new StreamProbe(server, "/public/ws/xrpusdc@bookTicker")) {
                SimServerIT.await(() -> server.streamsConnected() == 1, "the socket");
                server.resume();
                // The listener is told after the failure can be read, so its word is awaited.
                SimServerIT.await(() -> failure.get() != null, "the failure");
                assertTrue(
                        failure.get().endsWith("after 1 frames: exit.outstanding=1, must be 0"),
                        failure.get());
                assertEquals(server.failureOrNull(), failure.get());
                assertEquals(SimFixture.START_MS, server.clock().time());
                probe.next();
            }
        }
    }
}
