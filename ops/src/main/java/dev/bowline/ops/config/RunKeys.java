package dev.bowline.ops.config;

import static dev.bowline.ops.config.KeyRows.ONE_E8;

import java.util.List;

/** Rows of the table: the embedded exchange, threads, journal, and the run itself. */
final class RunKeys {
    private RunKeys() {}

    static void addTo(final List<ConfigKey> keys) {
        addSimulation(keys);
        addRecordedMarket(keys);
        addFaults(keys);
        addEngine(keys);
        addRehearsal(keys);
        addJournalAndRun(keys);
        addProcess(keys);
    }

    private static void addSimulation(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.integer(
                        "sim.seed",
                        "1",
                        0,
                        Long.MAX_VALUE,
                        "",
                        "seed of the generated market; the same seed gives the same market"));
        keys.add(
                KeyRows.decimal(
                        "sim.start-equity",
                        "400",
                        ONE_E8,
                        10_000_000 * ONE_E8,
                        "margin coin",
                        "money on the account at the start"));
        keys.add(
                KeyRows.text(
                        "sim.start-time",
                        "2026-01-05T08:00:00Z",
                        "now|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
                        "venue time at which trading starts on a generated market"));
        keys.add(
                KeyRows.duration(
                        "sim.preroll-ms",
                        "36h",
                        0,
                        30L * 86_400_000,
                        "generated market before the start, so that klines have a past"));
        keys.add(
                KeyRows.text(
                        "sim.speed",
                        "1",
                        "max|[0-9]{1,6}(\\.[0-9]{1,2})?",
                        "venue seconds per second; max: as fast as we keep up"));
        keys.add(
                KeyRows.flag(
                        "sim.lockstep",
                        "false",
                        "with a speed: time also waits until we have digested what was told, and"
                                + " our own waits are as fast; with max it always does"));
    }

    private static void addRecordedMarket(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.list(
                        "sim.data-files",
                        "",
                        null,
                        "recorded market to replay instead of a generated one (CSV, also gz)"));
        keys.add(
                KeyRows.text(
                        "sim.exchange-info-file",
                        "",
                        null,
                        "recorded exchangeInfo with the filters of the contracts (JSON, also gz)"));
        keys.add(
                KeyRows.decimal(
                        "sim.spread-share",
                        "0.0002",
                        0,
                        ONE_E8 / 10,
                        "share of 1",
                        "spread over price of a book built around bars"));
        keys.add(
                KeyRows.decimal(
                        "sim.invented-tick",
                        "0.0001",
                        1,
                        ONE_E8,
                        "price",
                        "price step of recorded symbols that have no contract"));
        keys.add(
                KeyRows.decimal(
                        "sim.invented-step",
                        "0.1",
                        1,
                        1_000 * ONE_E8,
                        "quantity",
                        "quantity step of recorded symbols that have no contract"));
        keys.add(
                KeyRows.integer(
                        "sim.port", "0", 0, 65_535, "", "loopback port; 0: any that is free"));
    }

    private static void addFaults(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.lines(
                        "sim.faults",
                        "what goes wrong at the embedded exchange, one line each: at=10s,"
                                + " kind=reply-lost, type=MARKET"));
        keys.add(
                KeyRows.list(
                        "sim.fault-rates",
                        "",
                        "[a-z0-9-]+=[0-9.]+",
                        "what goes wrong by chance, kind=share of 1"));
        keys.add(
                KeyRows.integer(
                        "sim.fault-seed",
                        "1",
                        0,
                        Long.MAX_VALUE,
                        "",
                        "seed of what goes wrong by chance"));
    }

    private static void addEngine(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.choice(
                        "engine.layout",
                        "auto",
                        List.of("auto", "split", "compact"),
                        "split: one thread per step; compact: one thread runs each event to its"
                                + " end; auto: compact with fewer than four cores"));
        keys.add(
                KeyRows.choice(
                        "engine.wait-strategy",
                        "yielding",
                        List.of("busy-spin", "yielding", "sleeping", "blocking"),
                        "how a thread waits for the ring: the first burns a core and is fastest"));
        keys.add(
                KeyRows.integer(
                        "engine.ring-slots",
                        "4096",
                        64,
                        65_536,
                        "slots",
                        "length of the ring, a power of two"));
        keys.add(
                KeyRows.list(
                        "engine.cpus",
                        "",
                        "[0-9]{1,4}",
                        "CPUs to pin to, in the order decision, journal, exit, I/O; empty: not"
                                + " pinned"));
    }

    private static void addRehearsal(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.duration(
                        "engine.rehearse-ms",
                        "1s",
                        0,
                        60_000,
                        "trades of a throw-away engine at the start, so that the first real order"
                                + " meets compiled code; 0: none"));
    }

    private static void addJournalAndRun(final List<ConfigKey> keys) {
        keys.add(KeyRows.text("journal.dir", "run/journal", null, "directory of the journal"));
        keys.add(
                KeyRows.choice(
                        "journal.roll",
                        "daily",
                        List.of("daily", "hourly", "minutely"),
                        "when a run goes on in a new file, by the UTC clock"));
        keys.add(
                KeyRows.duration(
                        "journal.snapshot-ms",
                        "2m",
                        0,
                        3_600_000,
                        "time between snapshots, which bound the time of a restart; 0: one at the"
                                + " stop alone"));
        keys.add(
                KeyRows.text(
                        "journal.head-key-file",
                        "",
                        null,
                        "Ed25519 key that signs the end of a run, made on first use, outside the"
                                + " journal; not given: beside its directory, NAME.key"));
        keys.add(
                KeyRows.text(
                        "run.dir", "run", null, "directory of the status file, pid file and log"));
        keys.add(
                KeyRows.duration(
                        "run.duration-ms",
                        "0",
                        0,
                        3_650L * 86_400_000,
                        "venue time after which to stop; 0: run on"));
        keys.add(
                KeyRows.choice(
                        "run.positions-at-stop",
                        "keep",
                        List.of("keep", "close"),
                        "keep: positions stay, protected by their stops, and one without is closed;"
                                + " close: all are closed at the market"));
        keys.add(
                KeyRows.duration(
                        "run.stop-step-timeout-ms",
                        "5s",
                        100,
                        60_000,
                        "limit of one step of" + " stopping"));
        keys.add(
                KeyRows.duration(
                        "run.stop-timeout-ms",
                        "30s",
                        1_000,
                        600_000,
                        "limit of stopping as a" + " whole"));
    }

    private static void addProcess(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.text(
                        "run.account-lock-dir",
                        "",
                        null,
                        "directory of the locks that keep a second process off an account; not"
                                + " given: .bowline/accounts in the user's home"));
        keys.add(
                KeyRows.integer(
                        "run.memory-base-mb",
                        "0",
                        0,
                        1_048_576,
                        "MB",
                        "resident memory of a healthy process; 0: greatest heap and 256 MB"));
        keys.add(
                KeyRows.integer(
                        "run.memory-over-mb",
                        "600",
                        1,
                        1_048_576,
                        "MB",
                        "what it may have above that before entries are refused"));
        keys.add(
                KeyRows.duration(
                        "run.memory-stop-ms",
                        "5m",
                        0,
                        86_400_000,
                        "how long it may have more before it stops in order; 0: for ever"));
    }
}
