package dev.bowline.bench.path;

import dev.bowline.core.engine.CompactRunner;
import dev.bowline.core.engine.DecidedStamp;
import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.EngineConfig;
import dev.bowline.core.engine.EngineRehearsal;
import dev.bowline.core.engine.HaltOnError;
import dev.bowline.core.engine.HaltSwitch;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.gateway.binance.BinanceGateway;
import dev.bowline.gateway.binance.Credentials;
import dev.bowline.gateway.binance.Endpoints;
import dev.bowline.gateway.binance.GatewayConfig;
import dev.bowline.gateway.binance.Secret;
import dev.bowline.gateway.binance.ThreadLayout;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.store.JournalDirectory;
import dev.bowline.journal.store.JournalHandler;
import dev.bowline.journal.store.JournalSettings;
import dev.bowline.journal.store.JournalWriter;
import dev.bowline.journal.store.LastRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.OffsetEpochNanoClock;

/**
 * From a trade on the wire to an order on the wire: gateway, decision handler, journal and exit on
 * one spinning thread (compact layout), the venue in a process of its own on loopback. Books and
 * trades arrive on a schedule, whatever the engine does (open loop); the strategy book-momentum
 * enters on each n-th message, through gate, sizing, precision and risk, and the venue refuses.
 *
 * <p>Arguments: messages per second, seconds, seconds of warm-up, messages per order (2 or more).
 */
public final class TickToOrderLatencyMain {
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long REHEARSAL_NS = TimeUnit.SECONDS.toNanos(4);
    private static final long NONE = -1;

    private final Histogram decoded = new Histogram(LONGEST_NS, 3);
    private final Histogram decided = new Histogram(LONGEST_NS, 3);
    private final Histogram journaled = new Histogram(LONGEST_NS, 3);
    private final Histogram written = new Histogram(LONGEST_NS, 3);
    private final Histogram inside = new Histogram(LONGEST_NS, 3);
    private final long warmUpTrades;
    private long lastTrade;
    private long enteredNs;
    private long decidedNs;
    private long journaledNs;
    private long lastOrder = NONE;

    private TickToOrderLatencyMain(final long warmUpTrades) {
        this.warmUpTrades = warmUpTrades;
    }

    /** Runs once and prints the table. */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final String perSecond = args.length > 0 ? args[0] : "1000";
        final String seconds = args.length > 1 ? args[1] : "20";
        final String warmUp = args.length > 2 ? args[2] : "15";
        final String perOrder = args.length > 3 ? args[3] : "10";
        final Process venue = startVenue(perSecond, seconds, warmUp, perOrder);
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(venue.getInputStream(), StandardCharsets.UTF_8))) {
            final int port = Integer.parseInt(out.readLine().substring("PORT ".length()));
            final long warmUpMessages = Long.parseLong(perSecond) * Long.parseLong(warmUp);
            new TickToOrderLatencyMain(warmUpMessages / 2).run(port, out);
        } finally {
            venue.destroy();
            venue.waitFor();
        }
    }

    private static Process startVenue(
            final String perSecond,
            final String seconds,
            final String warmUp,
            final String perOrder)
            throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(LatencyVenueMain.class.getName());
        command.addAll(List.of(perSecond, seconds, warmUp, perOrder));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private void run(final int port, final BufferedReader venue) throws IOException {
        final Path directory = Files.createTempDirectory("bowline-latency");
        final EngineConfig engine = BenchEngine.entering();
        try (JournalDirectory locked = JournalDirectory.lock(directory);
                JournalWriter writer =
                        new JournalWriter(
                                locked, JournalSettings.standard(), header(directory, engine));
                BinanceGateway gateway = gateway(port)) {
            gateway.probe(this::onWritten);
            final HaltSwitch halt = new HaltSwitch();
            final JournalHandler journal = new JournalHandler(writer);
            final CompactRunner runner =
                    new CompactRunner(
                            4_096,
                            (event, nowNs) -> enteredNs = System.nanoTime(),
                            new HaltOnError(
                                    new DecidedStamp(new DecisionHandler(engine), System::nanoTime),
                                    halt),
                            this::onDecided,
                            new HaltOnError(journal, halt),
                            (event, nowNs) -> journaledNs = System.nanoTime(),
                            new HaltOnError(gateway.exit(), halt));
            rehearse(engine);
            gateway.open(runner, runner::poll);
            gateway.start();
            final EngineEvent enable = runner.tryClaim(EventType.OPERATOR_COMMAND);
            enable.operator().kind = OperatorKind.ENABLE_ENTRIES;
            runner.publish(enable);
            final List<String> figures = new ArrayList<>();
            for (String line = venue.readLine(); line != null; line = venue.readLine()) {
                figures.add(line);
            }
            print(figures, writer.records(), halt.isTripped());
        }
    }

    /** What {@code trade} does before it starts: decisions run compiled from the first order on. */
    private static void rehearse(final EngineConfig engine) {
        final EngineRehearsal rehearsal = new EngineRehearsal(engine);
        final long endNs = System.nanoTime() + REHEARSAL_NS;
        while (System.nanoTime() < endNs) {
            rehearsal.round();
        }
    }

    private static BinanceGateway gateway(final int port) {
        final GatewayConfig config =
                GatewayConfig.standard(
                        's',
                        Endpoints.loopback(port),
                        new Credentials(Secret.of("latency"), Secret.of("latency")),
                        "USDC",
                        List.of("BTCUSDC"),
                        GatewayConfig.Threads.of(ThreadLayout.COMPACT, true));
        return new BinanceGateway(
                config,
                new OffsetEpochNanoClock(),
                role ->
                        task -> {
                            final Thread thread = new Thread(task, "bowline-" + role);
                            thread.setDaemon(true);
                            return thread;
                        },
                1);
    }

    private static RunHeader header(final Path directory, final EngineConfig engine) {
        final LastRun last = LastRun.find(directory);
        return new RunHeader(
                engine.runId(),
                last.runId(),
                last.records(),
                last.head(),
                System.currentTimeMillis(),
                "bench",
                "bench",
                System.getProperty("java.vm.version"),
                "sim",
                "loopback",
                "",
                engine);
    }

    private void onDecided(final EngineEvent event, final long nowNs) {
        lastOrder = NONE;
        if (event.type == EventType.AGG_TRADE && event.commands().count() > 0) {
            lastOrder = event.commands().get(0).orderKey;
            lastTrade = event.trade().aggTradeId;
        }
        decidedNs = System.nanoTime();
    }

    /** On the one thread, within the exit: the stamps are those of the slot being sent. */
    private void onWritten(
            final long orderKey, final long readableNs, final long decided0, final long writtenNs) {
        if (lastTrade <= warmUpTrades || orderKey != lastOrder) {
            return; // warming up, or it had to wait for a connection: the venue's figure has it
        }
        decoded.recordValue(enteredNs - readableNs);
        decided.recordValue(decidedNs - enteredNs);
        journaled.recordValue(journaledNs - decidedNs);
        written.recordValue(writtenNs - journaledNs);
        inside.recordValue(writtenNs - readableNs);
    }

    private void print(final List<String> venue, final long records, final boolean tripped) {
        System.out.println(
                "jdk="
                        + System.getProperty("java.vm.version")
                        + " cores="
                        + Runtime.getRuntime().availableProcessors()
                        + " journalRecords="
                        + records
                        + (tripped ? " A LINK THREW" : ""));
        System.out.println(LatencyTable.header());
        System.out.println(LatencyTable.row("readable -> decoded, in the chain", decoded));
        System.out.println(LatencyTable.row("-> decided", decided));
        System.out.println(LatencyTable.row("-> journaled with link", journaled));
        System.out.println(LatencyTable.row("-> signed, order bytes written", written));
        System.out.println(LatencyTable.row("readable -> order bytes written", inside));
        venue.forEach(System.out::println);
    }
}
