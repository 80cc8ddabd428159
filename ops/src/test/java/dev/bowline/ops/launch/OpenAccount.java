package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.bowline.core.event.OrderType;
import dev.bowline.gateway.sim.PositionView;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.server.SimKey;
import dev.bowline.ops.cli.CommandRun;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** An exchange on a port whose account outlives the runs and commands of a test. */
final class OpenAccount implements AutoCloseable {
    private static final long TIMEOUT_MS = 20_000;
    private static final List<String> QUIET =
            List.of(
                    "engine.rehearse-ms=0",
                    "scalping.enabled=false",
                    "book-momentum.enabled=false",
                    "risk.trading-from-minute-utc=00:00",
                    "risk.trading-to-minute-utc=24:00");

    private final Path directory;
    private final SimHost exchange;

    OpenAccount(final Path directory) throws Exception {
        this.directory = directory;
        final ConfigTree tree =
                new ConfigLoader().set("sim.start-time=now").set("sim.preroll-ms=12h").load();
        exchange =
                new SimHost(
                        tree,
                        SimMarkets.of(tree),
                        SimKey.hmac("key-of-the-test", "secret-of-the-test"),
                        framesSent -> true,
                        task -> new Thread(task, "exchange-of-the-test"));
        exchange.resume();
        Files.writeString(
                env(), "BINANCE_API_KEY=key-of-the-test\nBINANCE_API_SECRET=secret-of-the-test\n");
        Files.setPosixFilePermissions(env(), PosixFilePermissions.fromString("rw-------"));
    }

    private Path env() {
        return directory.resolve("env");
    }

    SimHost exchange() {
        return exchange;
    }

    private List<String> settings() {
        final int port = exchange.server().port();
        final List<String> settings = new ArrayList<>(QUIET);
        settings.add("venue.rest-url=http://127.0.0.1:" + port);
        settings.add("venue.stream-url=ws://127.0.0.1:" + port);
        settings.add("run.account-lock-dir=" + directory.resolve("accounts"));
        settings.add("run.dir=" + directory.resolve("run"));
        settings.add("journal.dir=" + directory.resolve("journal"));
        return settings;
    }

    /** A run that has not begun. */
    TradeRun newRun(final String... more) throws Exception {
        final ConfigLoader loader = new ConfigLoader().env(env());
        settings().forEach(loader::set);
        for (final String setting : more) {
            loader.set(setting);
        }
        Files.createDirectories(directory.resolve("run"));
        return new TradeRun(loader.load(), BuildInfo.read());
    }

    CommandRun command(final String... arguments) {
        final List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--env-file", env().toString()));
        settings().forEach(each -> all.addAll(List.of("-s", each)));
        return CommandRun.of(all.toArray(new String[0]));
    }

    static void awaitTrue(final String what, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs >= 0) {
                fail("not within " + TIMEOUT_MS + " ms: " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Asks until the gates let an entry pass; does not wait for what becomes of it. */
    void enter(final String coin) {
        awaitTrue(
                "an entry passes",
                () -> {
                    final CommandRun run =
                            command("force-entry", coin, "long", "--smallest", "--timeout", "0");
                    return run.exitCode() == 0 || run.exitCode() == 5;
                });
    }

    /** As {@link #enter}, until the position is under its stop. */
    void enterProtected(final String coin) {
        awaitTrue(
                "an entry passes",
                () -> command("force-entry", coin, "long", "--smallest").exitCode() == 0);
    }

    /** A run that opens a position and is stopped as by default, which keeps it. */
    void leaveOpen(final String coin) throws Exception {
        try (TradeRun run = newRun()) {
            run.start();
            enterProtected(coin);
            run.requestStop("test goes on");
            run.stop();
            assertEquals(List.of(), run.problems());
        }
    }

    /** Symbol, quantity, and the quantity of its stops, of each position at the exchange. */
    List<String> positionsWithStops() {
        return exchange.server().inspect(OpenAccount::positionsWithStops);
    }

    private static List<String> positionsWithStops(final SimulatedVenue venue) {
        final List<String> rows = new ArrayList<>();
        for (final PositionView view : venue.positions()) {
            final int id = view.position().instrumentId;
            final long stoppedE8 =
                    venue.openAlgoOrders(id).stream()
                            .filter(each -> each.type == OrderType.STOP_MARKET)
                            .mapToLong(each -> each.qtyE8)
                            .sum();
            rows.add(
                    venue.instruments().get(id).spec().symbol()
                            + ' '
                            + view.position().qtyE8
                            + ' '
                            + stoppedE8);
        }
        return rows;
    }

    /** One position stands, and all of it is under a stop. */
    void assertCovered(final String symbol) {
        final List<String> rows = positionsWithStops();
        assertEquals(1, rows.size(), rows.toString());
        final String[] words = rows.get(0).split(" ", -1);
        assertEquals(symbol, words[0]);
        assertTrue(Long.parseLong(words[1]) > 0, rows.toString());
        assertEquals(words[1], words[2], "all of it is under a stop: " + rows);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
