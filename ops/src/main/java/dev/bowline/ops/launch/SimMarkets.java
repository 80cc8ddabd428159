package dev.bowline.ops.launch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.gateway.history.HistoryOptions;
import dev.bowline.gateway.history.HistoryReader;
import dev.bowline.gateway.sim.InstrumentCatalog;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.ops.config.ConfigTree;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the market of the embedded exchange: generated from a seed, or recorded. */
final class SimMarkets {
    private static final Logger LOG = LoggerFactory.getLogger(SimMarkets.class);

    private final ConfigTree tree;

    private SimMarkets(final ConfigTree tree) {
        this.tree = tree;
    }

    /**
     * The market that the configuration asks for.
     *
     * @throws IllegalArgumentException if a symbol has no contract; the message names it
     * @throws dev.bowline.gateway.history.HistoryException if a file is missing or broken
     */
    static SimHost.SimMarket of(final ConfigTree tree) {
        final SimMarkets markets = new SimMarkets(tree);
        return tree.list("sim.data-files").isEmpty() ? markets.generated() : markets.recorded();
    }

    private SimHost.SimMarket generated() {
        final List<String> symbols = tree.list("universe.symbols");
        final String file = tree.text("sim.exchange-info-file");
        final List<SimInstrument> contracts =
                file.isEmpty()
                        ? InstrumentCatalog.builtIn(symbols)
                        : InstrumentCatalog.recorded(Path.of(file), null, symbols);
        return SimHost.generated(tree, contracts, startMs());
    }

    private SimHost.SimMarket recorded() {
        final List<Path> files = tree.list("sim.data-files").stream().map(Path::of).toList();
        final List<SimInstrument> contracts = contractsOf(symbolsOf(files));
        final List<InstrumentSpec> specs = contracts.stream().map(SimInstrument::spec).toList();
        final HistoryOptions usual = HistoryOptions.usual();
        final HistoryOptions options =
                new HistoryOptions(
                        usual.spreadTicks(),
                        tree.number("sim.spread-share"),
                        usual.bookQuoteE8(),
                        usual.legSteps());
        return new SimHost.SimMarket(contracts, new HistoryReader(files, specs, options), 0);
    }

    /** The universe if it was chosen, else what the files are about, in our quote coin. */
    private List<String> symbolsOf(final List<Path> files) {
        if (!"default".equals(tree.setting("universe.symbols").source())) {
            return tree.list("universe.symbols");
        }
        final Set<String> symbols = new LinkedHashSet<>();
        for (final Path file : files) {
            final String name = String.valueOf(file.getFileName());
            final int dash = name.indexOf('-');
            final String symbol = dash < 0 ? name : name.substring(0, dash);
            symbols.add(HistoryReader.baseOf(symbol) + tree.text("venue.quote-coin"));
        }
        return List.copyOf(symbols);
    }

    /** Contracts as recorded or built in; a symbol without one gets a contract made up. */
    private List<SimInstrument> contractsOf(final List<String> symbols) {
        final String file = tree.text("sim.exchange-info-file");
        final JsonNode info =
                file.isEmpty()
                        ? InstrumentCatalog.builtInJson()
                        : InstrumentCatalog.read(Path.of(file));
        final Set<String> known = new LinkedHashSet<>();
        info.path("symbols").forEach(row -> known.add(row.path("symbol").asText()));
        final List<String> found = symbols.stream().filter(known::contains).toList();
        final List<SimInstrument> contracts =
                new ArrayList<>(
                        file.isEmpty()
                                ? InstrumentCatalog.builtIn(found)
                                : InstrumentCatalog.recorded(Path.of(file), null, found));
        for (final String symbol : symbols) {
            if (!known.contains(symbol)) {
                contracts.add(invented(contracts.size(), symbol));
            }
        }
        return contracts;
    }

    private SimInstrument invented(final int id, final String symbol) {
        final String quote = tree.text("venue.quote-coin");
        LOG.warn(
                "CONTRACT_INVENTED symbol={} tick={} step={}: the exchangeInfo has none",
                symbol,
                tree.setting("sim.invented-tick").text(),
                tree.setting("sim.invented-step").text());
        return InstrumentCatalog.invented(
                id,
                symbol.substring(0, symbol.length() - quote.length()),
                quote,
                tree.number("sim.invented-tick"),
                tree.number("sim.invented-step"));
    }

    private long startMs() {
        final String text = tree.text("sim.start-time");
        return "now".equals(text)
                ? Instant.now().truncatedTo(ChronoUnit.SECONDS).toEpochMilli()
                : Instant.parse(text).toEpochMilli();
    }
}
