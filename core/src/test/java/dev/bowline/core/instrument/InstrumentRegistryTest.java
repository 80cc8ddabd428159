package dev.bowline.core.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** SYM-2, SYM-5. */
class InstrumentRegistryTest {
    private final InstrumentRegistry registry = new InstrumentRegistry();

    @Test
    void shouldConvertNamesBothWaysWhenBaseHasDigits() {
        final InstrumentSpec shib = spec(0, "1000SHIBUSDC", "1000SHIB");
        final InstrumentSpec inch = spec(1, "1INCHUSDC", "1INCH");
        registry.put(shib);
        registry.put(inch);
        assertEquals("1000SHIB/USDC:USDC", shib.unifiedName());
        assertSame(shib, registry.byUnifiedNameOrNull("1000SHIB/USDC:USDC"));
        assertSame(inch, registry.bySymbolOrNull("1INCHUSDC"));
        assertSame(inch, registry.byIdOrNull(1));
        assertNull(registry.byUnifiedNameOrNull("SHIB/USDC:USDC"));
        assertNull(registry.bySymbolOrNull("shib"));
        assertNull(registry.byIdOrNull(2));
        assertNull(registry.byIdOrNull(-1));
    }

    @Test
    void shouldReplaceWhenIdAndSymbolBelongTogether() {
        registry.put(spec(0, "BTCUSDC", "BTC"));
        final InstrumentSpec again = spec(0, "BTCUSDC", "BTC");
        registry.put(again);
        assertSame(again, registry.byIdOrNull(0));
        assertEquals(1, registry.count());
    }

    @Test
    void shouldRefuseWhenIdSkipsOrBelongsToAnother() {
        registry.put(spec(0, "BTCUSDC", "BTC"));
        registry.put(spec(1, "ETHUSDC", "ETH"));
        final IllegalArgumentException skips =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> registry.put(spec(3, "XRPUSDC", "XRP")));
        assertTrue(skips.getMessage().contains("id=3"), skips.getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> registry.put(spec(-1, "XRPUSDC", "XRP")));
        assertThrows(IllegalArgumentException.class, () -> registry.put(spec(0, "XRPUSDC", "XRP")));
        assertThrows(IllegalArgumentException.class, () -> registry.put(spec(1, "BTCUSDC", "BTC")));
        assertEquals(2, registry.count());
    }

    @Test
    void shouldHoldTheWholeVenueWhenFull() {
        for (int id = 0; id < InstrumentRegistry.MAX_INSTRUMENTS; id++) {
            registry.put(spec(id, "S" + id + "USDC", "S" + id));
        }
        assertEquals(1023, registry.bySymbolOrNull("S1023USDC").id());
        assertThrows(IllegalArgumentException.class, () -> registry.put(spec(1024, "XUSDC", "X")));
    }

    private static InstrumentSpec spec(final int id, final String symbol, final String base) {
        return new InstrumentSpec(
                id, symbol, base, "USDC", "USDC", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 200, 0, 0, 1,
                1, 1);
    }
}
