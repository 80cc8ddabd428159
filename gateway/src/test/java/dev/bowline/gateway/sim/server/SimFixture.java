package dev.bowline.gateway.sim.server;

import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.gateway.sim.LeverageBracket;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.gateway.sim.VenueSettings;
import java.io.IOException;
import java.util.List;

/** Contracts, keys and a started exchange for tests. */
final class SimFixture {
    static final String API_KEY =
            "dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83";
    static final String SECRET = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9";
    static final long START_MS = 1_790_769_600_000L;

    private SimFixture() {}

    static long e8(final String text) {
        return DecimalParser.parse(text);
    }

    static SimInstrument instrument(
            final int id, final String base, final String tick, final String step) {
        final InstrumentSpec spec =
                new InstrumentSpec(
                        id,
                        base + "USDC",
                        base,
                        "USDC",
                        "USDC",
                        e8(tick),
                        e8(tick),
                        e8("1000000"),
                        e8(step),
                        e8(step),
                        e8("1000000"),
                        e8(step),
                        e8(step),
                        e8("100000"),
                        e8("5"),
                        e8("1.05"),
                        e8("0.95"),
                        200,
                        0,
                        e8("0.0004"),
                        10,
                        e8("3000000"),
                        e8("0.005"));
        return new SimInstrument(
                spec,
                "TRADING",
                JsonWriter.fractionDigits(e8(tick)),
                JsonWriter.fractionDigits(e8(step)),
                e8("0.0125"),
                e8("0.05"),
                e8("0.05"),
                List.of(
                        new LeverageBracket(1, 75, 0, e8("5000"), e8("0.005"), 0),
                        new LeverageBracket(
                                2, 50, e8("5000"), e8("3000000"), e8("0.006"), e8("5"))));
    }

    static List<SimInstrument> instruments() {
        return List.of(instrument(0, "XRP", "0.0001", "0.1"), instrument(1, "BTC", "0.1", "0.001"));
    }

    static SimServerConfig config() {
        return SimServerConfig.of(SimKey.hmac(API_KEY, SECRET));
    }

    /** A running exchange whose time stands still until it is resumed. */
    static SimServer start(final SimServerConfig config, final ScriptedSource source)
            throws IOException {
        final SimServer server =
                new SimServer(
                        config,
                        VenueSettings.usdc(e8("400")),
                        instruments(),
                        source,
                        task -> {
                            final Thread thread = new Thread(task, "sim-server-test");
                            thread.setDaemon(true);
                            return thread;
                        });
        server.start();
        return server;
    }
}
