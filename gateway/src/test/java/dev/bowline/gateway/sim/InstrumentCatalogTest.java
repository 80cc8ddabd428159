package dev.bowline.gateway.sim;

import static dev.bowline.gateway.sim.VenueScenario.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.gateway.history.HistoryException;
import dev.bowline.gateway.history.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SYM-1: contracts as the venue describes them. */
class InstrumentCatalogTest {
    @TempDir private Path dir;

    @Test
    void shouldKnowNineContractsOnTheirRecordedGrid() {
        final List<SimInstrument> all =
                InstrumentCatalog.builtIn(InstrumentCatalog.builtInSymbols());
        assertEquals(9, all.size());
        final InstrumentSpec shib = all.get(2).spec();
        assertEquals("1000SHIB/USDC:USDC", shib.unifiedName());
        assertEquals(e8("0.000001"), shib.tickE8());
        assertEquals(e8("1"), shib.limitStepE8());
        assertEquals(e8("0.0004"), shib.takerFeeE8());
        assertEquals(20, shib.leverage());
        for (final SimInstrument instrument : all) {
            final InstrumentSpec spec = instrument.spec();
            assertEquals(0, spec.minPriceE8() % spec.tickE8(), spec.symbol());
            assertEquals(0, spec.limitMinQtyE8() % spec.limitStepE8(), spec.symbol());
        }
    }

    @Test
    void shouldHaveNoStepInMaintenanceMarginWhenBracketChanges() {
        final SimInstrument xrp = InstrumentCatalog.builtIn(List.of("XRPUSDC")).get(0);
        for (final LeverageBracket bracket : xrp.brackets()) {
            final long atCapE8 = xrp.maintMarginE8(bracket.capE8());
            final long aboveE8 = xrp.maintMarginE8(bracket.capE8() + 100);
            assertTrue(aboveE8 >= atCapE8 && aboveE8 - atCapE8 <= 100, bracket.toString());
        }
    }

    @Test
    void shouldReadRecordedContractsAndTheirLeverageTables() {
        final List<String> symbols = List.of("BTCUSDC", "XRPUSDC", "ADAUSDC", "BTCUSDT");
        final List<SimInstrument> found =
                InstrumentCatalog.recorded(
                        SharedData.require("fixtures/exchangeInfo-usdm-mainnet-20250327.json.gz"),
                        SharedData.require(
                                "fixtures/leverageBracket-usdm-mainnet-20241024.json.gz"),
                        symbols);
        assertEquals(125, found.get(0).brackets().get(0).maxLeverage());
        assertEquals(e8("0.004"), found.get(0).spec().maintMarginRateE8());
        assertEquals(e8("0.0001"), found.get(1).spec().tickE8());
        assertEquals(e8("0.85"), found.get(2).spec().percentDownE8());
        assertEquals(50, found.get(2).brackets().get(0).maxLeverage(), "the simple table");
        assertEquals(e8("0.0002"), found.get(3).spec().makerFeeE8());
    }

    @Test
    void shouldNameTheSymbolOrTheFileWhenItCannotBeUsed() throws IOException {
        final IllegalArgumentException unknown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> InstrumentCatalog.builtIn(List.of("NOPEUSDC")));
        assertTrue(unknown.getMessage().contains("NOPEUSDC"), unknown.getMessage());
        final Path html = Files.writeString(dir.resolve("info.json"), "<html>");
        final HistoryException broken =
                assertThrows(
                        HistoryException.class,
                        () -> InstrumentCatalog.recorded(html, null, List.of("A")));
        assertTrue(broken.getMessage().contains("info.json"), broken.getMessage());
        final Path bare =
                Files.writeString(dir.resolve("bare.json"), "{\"symbols\":[{\"symbol\":\"A\"}]}");
        final HistoryException missing =
                assertThrows(
                        HistoryException.class,
                        () -> InstrumentCatalog.recorded(bare, null, List.of("A")));
        assertTrue(missing.getMessage().contains("PRICE_FILTER is missing"), missing.getMessage());
    }
}
