package dev.bowline.gateway.sim.server;

import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.gateway.history.HistoryException;
import dev.bowline.gateway.history.HistoryOptions;
import dev.bowline.gateway.history.HistoryReader;
import dev.bowline.gateway.history.MarketSource;
import dev.bowline.gateway.sim.InstrumentCatalog;
import dev.bowline.gateway.sim.MarketGenerator;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.gateway.sim.VenueSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The embedded exchange as a process of its own, for benchmarks and for clients in other languages.
 * Time starts when the first stream socket is open. Exit code 0 at the end of the market, 1 after a
 * failure, 4 for bad arguments.
 */
public final class SimServerMain {
    private static final String USAGE =
            "usage: SimServerMain [--port 0] [--speed 1] [--seed 1] [--minutes 0]"
                    + " [--symbols BTCUSDC,ETHUSDC] [--data a.csv,b.csv.gz]"
                    + " [--exchange-info file] [--balance 400] [--key sim] [--secret sim]"
                    + " [--spin true]";
    private static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("port", "0"),
                    Map.entry("speed", "1"),
                    Map.entry("seed", "1"),
                    Map.entry("minutes", "0"),
                    Map.entry("symbols", "BTCUSDC,ETHUSDC"),
                    Map.entry("data", ""),
                    Map.entry("exchange-info", ""),
                    Map.entry("balance", "400"),
                    Map.entry("key", "sim"),
                    Map.entry("secret", "sim"),
                    Map.entry("spin", "false"));

    private SimServerMain() {}

    /** Runs until the market ends or the process is stopped; prints {@code PORT n} when ready. */
    public static void main(final String[] arguments) throws InterruptedException {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(final String[] arguments, final PrintStream out, final PrintStream err)
            throws InterruptedException {
        final SimServer server;
        final CountDownLatch done = new CountDownLatch(1);
        try {
            server = build(options(arguments), done);
            server.start();
        } catch (final IllegalArgumentException | HistoryException e) {
            err.println(e.getMessage());
            err.println(USAGE);
            return 4;
        } catch (final IOException e) {
            err.println(e.getMessage());
            return 1;
        }
        try (server) {
            out.println("PORT " + server.port());
            out.flush();
            while (server.streamsConnected() == 0 && !done.await(1, TimeUnit.MILLISECONDS)) {
                // Nobody listens yet.
            }
            server.resume();
            done.await();
            if (server.failureOrNull() != null) {
                err.println(server.failureOrNull());
                return 1;
            }
            return 0;
        }
    }

    private static Map<String, String> options(final String[] arguments) {
        final Map<String, String> options = new LinkedHashMap<>(DEFAULTS);
        for (int i = 0; i < arguments.length; i += 2) {
            final String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!DEFAULTS.containsKey(name)) {
                throw new IllegalArgumentException("unknown argument " + arguments[i]);
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("argument --" + name + " needs a value");
            }
            options.put(name, arguments[i + 1]);
        }
        return options;
    }

    private static SimServer build(final Map<String, String> options, final CountDownLatch done) {
        final List<String> symbols = words(options.get("symbols"));
        final List<SimInstrument> instruments =
                options.get("exchange-info").isEmpty()
                        ? InstrumentCatalog.builtIn(symbols)
                        : InstrumentCatalog.recorded(
                                Path.of(options.get("exchange-info")), null, symbols);
        final PaceListener listener =
                new PaceListener() {
                    @Override
                    public void onEnd() {
                        done.countDown();
                    }

                    @Override
                    public void onFailure(final String message) {
                        done.countDown();
                    }
                };
        final SimServerConfig config =
                SimServerConfig.of(SimKey.hmac(options.get("key"), options.get("secret")))
                        .withPort(Math.toIntExact(number(options, "port")))
                        .withPace(Pace.times(number(options, "speed")))
                        .withSpin(Boolean.parseBoolean(options.get("spin")))
                        .withListener(listener);
        return new SimServer(
                config,
                new VenueSettings(
                        instruments.get(0).spec().marginAsset(),
                        DecimalParser.parse(options.get("balance")),
                        1_500,
                        20),
                instruments,
                source(options, instruments.stream().map(SimInstrument::spec).toList()),
                task -> new Thread(task, "exchange"));
    }

    private static MarketSource source(
            final Map<String, String> options, final List<InstrumentSpec> specs) {
        final List<Path> files = words(options.get("data")).stream().map(Path::of).toList();
        if (!files.isEmpty()) {
            return new HistoryReader(files, specs, HistoryOptions.usual());
        }
        return new MarketGenerator(
                specs,
                number(options, "seed"),
                System.currentTimeMillis(),
                0,
                TimeUnit.MINUTES.toMillis(number(options, "minutes")));
    }

    private static long number(final Map<String, String> options, final String name) {
        try {
            return Long.parseLong(options.get(name));
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(
                    "argument --" + name + "=" + options.get(name) + ", must be a whole number", e);
        }
    }

    private static List<String> words(final String list) {
        return Stream.of(list.split(",", -1)).filter(word -> !word.isEmpty()).toList();
    }
}
