package dev.bowline.gateway.json;

import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import org.agrona.concurrent.UnsafeBuffer;

/** Instruments and buffers for tests. */
public final class Instruments {
    private Instruments() {}

    /** A registry of instruments that differ only by symbol; ids in the order given. */
    public static InstrumentRegistry registry(final String... symbols) {
        final InstrumentRegistry registry = new InstrumentRegistry();
        for (int id = 0; id < symbols.length; id++) {
            registry.put(spec(id, symbols[id]));
        }
        return registry;
    }

    /** Bytes of a text as a buffer. */
    public static UnsafeBuffer bytes(final String text) {
        return new UnsafeBuffer(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static InstrumentSpec spec(final int id, final String symbol) {
        final long one = FixedPoint.ONE_E8;
        return new InstrumentSpec(
                id,
                symbol,
                "AAA",
                "USDT",
                "USDT",
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
                1_000_000);
    }
}
