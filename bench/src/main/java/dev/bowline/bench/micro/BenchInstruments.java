package dev.bowline.bench.micro;

import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;

/** A registry as large as that of a small account. */
final class BenchInstruments {
    private BenchInstruments() {}

    static InstrumentRegistry registry() {
        final InstrumentRegistry registry = new InstrumentRegistry();
        final String[] symbols = {
            "BTCUSDT",
            "ETHUSDT",
            "XRPUSDC",
            "BTCUSDC",
            "SOLUSDC",
            "BNBUSDT",
            "ADAUSDC",
            "1000SHIBUSDC"
        };
        final long one = FixedPoint.ONE_E8;
        for (int id = 0; id < symbols.length; id++) {
            registry.put(
                    new InstrumentSpec(
                            id,
                            symbols[id],
                            "AAA",
                            "USDC",
                            "USDC",
                            1,
                            1,
                            1000 * one,
                            1,
                            1,
                            1000 * one,
                            1,
                            1,
                            1000 * one,
                            5 * one,
                            0,
                            0,
                            200,
                            20_000,
                            50_000,
                            5,
                            1000 * one,
                            1_000_000));
        }
        return registry;
    }
}
