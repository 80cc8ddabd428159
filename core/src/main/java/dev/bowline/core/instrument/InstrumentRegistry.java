package dev.bowline.core.instrument;

import java.util.HashMap;
import java.util.Map;

/**
 * Instruments by dense id and by venue symbol. Filled before trading starts; afterwards read-only,
 * so any thread may read it once it has been published safely.
 */
public final class InstrumentRegistry {
    /** Greatest number of instruments of one run (SYM-5). */
    public static final int MAX_INSTRUMENTS = 1024;

    private final InstrumentSpec[] byId = new InstrumentSpec[MAX_INSTRUMENTS];
    private final Map<String, InstrumentSpec> bySymbol = new HashMap<>();
    private int count;

    /**
     * Adds an instrument, or replaces the one with the same id and symbol.
     *
     * @throws IllegalArgumentException if the id is out of range, skips a number, or id and symbol
     *     do not belong together
     */
    public void put(final InstrumentSpec spec) {
        final int id = spec.id();
        if (id < 0 || id >= MAX_INSTRUMENTS || id > count) {
            throw new IllegalArgumentException(
                    "instrument id=" + id + ", must be in [0, " + Math.min(count, 1023) + "]");
        }
        final InstrumentSpec known = bySymbol.get(spec.symbol());
        if ((known != null && known.id() != id) || (id < count && known == null)) {
            throw new IllegalArgumentException(
                    "instrument " + spec.symbol() + " does not belong to id " + id);
        }
        byId[id] = spec;
        bySymbol.put(spec.symbol(), spec);
        count = Math.max(count, id + 1);
    }

    public int count() {
        return count;
    }

    /** The instrument, or {@code null} if the id is not known. */
    public InstrumentSpec byIdOrNull(final int id) {
        return id >= 0 && id < count ? byId[id] : null;
    }

    /** The instrument with the venue's symbol, or {@code null}. */
    public InstrumentSpec bySymbolOrNull(final String symbol) {
        return bySymbol.get(symbol);
    }

    /** The instrument with a unified name such as {@code BTC/USDC:USDC}, or {@code null}. */
    public InstrumentSpec byUnifiedNameOrNull(final String unifiedName) {
        for (int i = 0; i < count; i++) {
            if (byId[i].unifiedName().equals(unifiedName)) {
                return byId[i];
            }
        }
        return null;
    }
}
