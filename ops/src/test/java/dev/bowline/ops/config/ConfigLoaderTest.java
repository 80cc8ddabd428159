package dev.bowline.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-1 to CFG-6, SEC-1. */
final class ConfigLoaderTest {
    @TempDir private Path directory;

    private Path write(final String name, final String text) throws IOException {
        final Path file = directory.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static List<ConfigFault> faultsOf(final ConfigLoader loader) {
        return assertThrows(ConfigException.class, loader::load).faults();
    }

    /** CFG-1: defaults < YAML < .env < environment < command line. */
    @Test
    void shouldLetTheLaterLayerWinWhenSeveralSetAKey() throws Exception {
        final Path yaml =
                write(
                        "a.yaml",
                        """
                        risk:
                          max-leverage: 11
                        sizing:
                          leverage: 7
                        """);
        final Path env = write(".env", "LEVERAGE_DEFAULT=8\nMAX_SL_STREAK=3\n");
        final String key = "sizing.leverage";

        assertEquals(5, new ConfigLoader().load().number(key));
        assertEquals(7, new ConfigLoader().yaml(yaml).load().number(key));
        assertEquals(8, new ConfigLoader().yaml(yaml).env(env).load().number(key));
        final ConfigLoader all =
                new ConfigLoader()
                        .yaml(yaml)
                        .env(env)
                        .environment(Map.of("LEVERAGE_DEFAULT", "9", "PATH", "/bin"));
        assertEquals(9, all.load().number(key));
        assertEquals(10, all.set("sizing.leverage=10").load().number(key));
        assertEquals("--set", all.load().setting(key).origin());
        assertEquals(env + ":2:1", all.load().setting("risk.max-stop-loss-streak").origin());
        assertEquals(yaml + ":2:17", all.load().setting("risk.max-leverage").origin());
        assertEquals("default", all.load().setting("risk.day-loss-share").origin());
    }

    /** CFG-2: every fault at once, with file, line, column, key, value and what is allowed. */
    @Test
    void shouldListEveryFaultAtOnceWhenSeveralAreMade() throws Exception {
        final Path yaml =
                write(
                        "bad.yaml",
                        """
                        risk:
                          max-open-position: 3
                          max-leverage: five
                          day-loss-share: 1.5
                        scalping:
                          rsi-period: [14]
                          atr-mode: perhaps
                          macd-fast: 30
                        nonsense:
                          a: 1
                        """);
        final List<String> faults =
                faultsOf(new ConfigLoader().yaml(yaml)).stream()
                        .map(ConfigFault::toString)
                        .toList();
        assertEquals(
                List.of(
                        yaml
                                + ":6:3: scalping.rsi-period: is a list; must be whole number (bars)"
                                + " from 2 to 500",
                        yaml
                                + ":9:1: nonsense: unknown section; known: venue, universe,"
                                + " credentials, telegram, risk, sizing, protection, trailing,"
                                + " entry, targets, scalping, book-momentum, sim,"
                                + " engine, journal, run",
                        yaml
                                + ":2:22: risk.max-open-position=3: unknown key; did you mean"
                                + " risk.max-open-positions?",
                        yaml
                                + ":3:17: risk.max-leverage=five: must be a whole number; allowed:"
                                + " whole number (times) from 1 to 125",
                        yaml
                                + ":4:19: risk.day-loss-share=1.5: must be decimal (share of 1)"
                                + " from 0.00000001 to 1",
                        yaml
                                + ":7:13: scalping.atr-mode=perhaps: must be true or false; allowed:"
                                + " true or false",
                        yaml
                                + ":8:14: scalping.macd-fast=30: must be less than"
                                + " scalping.macd-slow=26"),
                faults);
    }

    @Test
    void shouldNameLineAndColumnWhenTheYamlIsBroken() throws Exception {
        final Path yaml = write("broken.yaml", "universe:\n  symbols: [XRP, ADA\nsizing: 3\n");
        final List<ConfigFault> faults = faultsOf(new ConfigLoader().yaml(yaml));
        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.get(0).problem().startsWith("broken YAML"), faults.toString());
        assertEquals(3, faults.get(0).line(), faults.toString());
    }

    @Test
    void shouldRefuseAFileWhenItIsMissingOrGivesAKeyTwice() throws Exception {
        final Path missing = directory.resolve("none.yaml");
        assertEquals(
                missing + ": no such file",
                faultsOf(new ConfigLoader().yaml(missing)).get(0).toString());
        final Path twice = write("twice.yaml", "risk.max-leverage: 9\nrisk.max-leverage: 5\n");
        assertEquals(
                twice + ":2:1: risk.max-leverage: given twice in this file",
                faultsOf(new ConfigLoader().yaml(twice)).get(0).toString());
    }

    /** CFG-3, with the percentages of the older names. */
    @Test
    void shouldHonourEveryVariableWhenGivenInTheEnvironment() throws Exception {
        final ConfigTree tree =
                new ConfigLoader()
                        .environment(
                                Map.ofEntries(
                                        Map.entry("TESTNET", "true"),
                                        Map.entry("QUOTE_COIN", "FDUSD"),
                                        Map.entry("SETTLE_COIN", "USDT"),
                                        Map.entry("LEVERAGE_DEFAULT", "3"),
                                        Map.entry("RISK_PER_TRADE_PCT", "0.5"),
                                        Map.entry("DAILY_DRAWDOWN_PCT", "1.5"),
                                        Map.entry("MAX_CONCURRENT_POSITIONS", "1"),
                                        Map.entry("WORKING_TYPE", "CONTRACT_PRICE"),
                                        Map.entry("TP_ORDER_STYLE", "market"),
                                        Map.entry("MAX_SL_STREAK", "4"),
                                        Map.entry("BINANCE_API_KEY", "the-key"),
                                        Map.entry("BINANCE_API_SECRET", "the-secret"),
                                        Map.entry("TELEGRAM_BOT_TOKEN", "the-token"),
                                        Map.entry("TELEGRAM_CHAT_ID", "-42")))
                        .load();
        assertEquals("testnet", tree.text("venue.mode"));
        assertEquals("FDUSD", tree.text("venue.quote-coin"));
        assertEquals("USDT", tree.text("venue.settle-coin"));
        assertEquals(3, tree.number("sizing.leverage"));
        assertEquals("0.005", tree.setting("sizing.risk-share").text());
        assertEquals("0.015", tree.setting("risk.day-loss-share").text());
        assertEquals(1, tree.number("risk.max-open-positions"));
        assertEquals("contract-price", tree.text("protection.working-type"));
        assertEquals("market", tree.text("protection.target-style"));
        assertEquals(4, tree.number("risk.max-stop-loss-streak"));
        assertEquals("the-key", tree.secret("credentials.api-key").reveal());
        assertEquals("the-secret", tree.secret("credentials.api-secret").reveal());
        assertEquals("the-token", tree.secret("telegram.bot-token").reveal());
        assertEquals("-42", tree.text("telegram.chat-id"));
    }

    @Test
    void shouldRefuseAnEnvFileWhenANameIsUnknownOrALineIsNoAssignment() throws Exception {
        final Path env = write(".env", "# ours\n\nLEVERAGE_DEFUALT=3\nnonsense\n");
        final List<String> faults =
                faultsOf(new ConfigLoader().env(env)).stream().map(ConfigFault::toString).toList();
        assertEquals(2, faults.size());
        assertTrue(
                faults.get(0).startsWith(env + ":3:1: LEVERAGE_DEFUALT: unknown name; known:"),
                faults.get(0));
        assertEquals(env + ":4:1: must be NAME=value", faults.get(1));
    }

    /** CFG-4. */
    @Test
    void shouldResolveTheQuoteCoinWhenNoneIsGiven() throws Exception {
        assertEquals("USDC", new ConfigLoader().load().text("venue.quote-coin"));
        final Map<String, String> keys =
                Map.of("BINANCE_API_KEY", "k", "BINANCE_API_SECRET", "s", "TESTNET", "1");
        final ConfigTree testnet = new ConfigLoader().environment(keys).load();
        assertEquals("USDT", testnet.text("venue.quote-coin"));
        assertEquals("USDT", testnet.text("venue.settle-coin"));
        assertEquals("https://demo-fapi.binance.com", testnet.text("venue.rest-url"));
        assertEquals(
                "wss://testnet.binancefuture.com/ws-fapi/v1", testnet.text("venue.order-api-url"));
        assertEquals(
                List.of("XRPUSDT", "DOGEUSDT", "1000SHIBUSDT", "LINKUSDT", "ADAUSDT"),
                testnet.list("universe.symbols"));
        final ConfigTree prod =
                new ConfigLoader()
                        .environment(Map.of("BINANCE_API_KEY", "k", "BINANCE_API_SECRET", "s"))
                        .set("venue.mode=prod")
                        .set("venue.arm-prod=true")
                        .load();
        assertEquals("USDC", prod.text("venue.quote-coin"));
        assertEquals("wss://fstream.binance.com", prod.text("venue.stream-url"));
        assertEquals("wss://ws-fapi.binance.com/ws-fapi/v1", prod.text("venue.order-api-url"));
    }

    /** Orders go where the streams come from, and nowhere else unless it is said. */
    @Test
    void shouldDeriveTheOrderApiFromTheStreamsWhenThoseAreGiven() throws Exception {
        final ConfigTree near =
                new ConfigLoader()
                        .set("venue.rest-url=http://127.0.0.1:8090")
                        .set("venue.stream-url=ws://127.0.0.1:8090")
                        .load();
        assertEquals("ws://127.0.0.1:8090/ws-fapi/v1", near.text("venue.order-api-url"));
        final ConfigTree said =
                new ConfigLoader()
                        .set("venue.stream-url=ws://127.0.0.1:8090")
                        .set("venue.order-api-url=ws://127.0.0.1:8091/api")
                        .load();
        assertEquals("ws://127.0.0.1:8091/api", said.text("venue.order-api-url"));
        assertEquals("", new ConfigLoader().load().text("venue.order-api-url"));
    }

    /** CFG-5. */
    @Test
    void shouldRefuseProdWhenItIsNotArmedOrHasNoKeys() {
        final List<String> keys =
                faultsOf(new ConfigLoader().set("venue.mode=prod")).stream()
                        .map(ConfigFault::key)
                        .toList();
        assertEquals(List.of("venue.mode", "credentials.api-key", "credentials.api-secret"), keys);
    }

    private static ConfigLoader testnet(final String kind, final String secret) {
        return new ConfigLoader()
                .environment(Map.of("BINANCE_API_KEY", "k", "BINANCE_API_SECRET", secret))
                .set("venue.mode=testnet")
                .set("credentials.kind=" + kind);
    }

    private static String pem(final String algorithm) throws GeneralSecurityException {
        final KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        final byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** SEC-3: found at the start, not by the venue's first refusal. */
    @Test
    void shouldRefuseAKindOfKeyWhenTheSecretIsOfAnother() throws Exception {
        final Map<String, String> secrets =
                Map.of("hmac", "hush-hush", "ed25519", pem("Ed25519"), "rsa", pem("RSA"));
        for (final String kind : secrets.keySet()) {
            for (final Map.Entry<String, String> given : secrets.entrySet()) {
                final ConfigLoader loader = testnet(kind, given.getValue());
                if (kind.equals(given.getKey())) {
                    assertEquals(kind, loader.load().text("credentials.kind"));
                    continue;
                }
                final List<ConfigFault> faults = faultsOf(loader);
                assertEquals(1, faults.size(), faults.toString());
                assertEquals("credentials.kind", faults.get(0).key());
                assertTrue(
                        faults.get(0).problem().endsWith("which is for " + given.getKey()),
                        faults.toString());
            }
        }
        final List<ConfigFault> torn =
                faultsOf(testnet("rsa", "-----BEGIN PRIVATE KEY-----\nhush\n"));
        assertEquals("credentials.api-secret", torn.get(0).key());
        assertFalse(torn.toString().contains("hush"), torn.toString());
    }

    @Test
    void shouldWarnWhenTelegramIsSetThatDoesNothing() throws Exception {
        assertEquals(List.of(), ConfigWarnings.of(new ConfigLoader().load()));
        for (final String name : List.of("TELEGRAM_BOT_TOKEN", "TELEGRAM_CHAT_ID")) {
            final ConfigTree tree = new ConfigLoader().environment(Map.of(name, "42")).load();
            assertEquals(1, ConfigWarnings.of(tree).size(), name);
            assertTrue(ConfigWarnings.of(tree).get(0).contains("have no effect"));
        }
    }

    /** CFG-6 and SEC-1: masked everywhere, and no part of the hash. */
    @Test
    void shouldMaskSecretsWhenTheTreeIsPrinted() throws Exception {
        final ConfigTree tree =
                new ConfigLoader()
                        .environment(
                                Map.of("BINANCE_API_KEY", "hush-a", "BINANCE_API_SECRET", "hush-b"))
                        .load();
        final String text = ConfigPrinter.effective(tree) + tree.canonicalText() + tree.settings();
        assertFalse(text.contains("hush"), text);
        assertTrue(ConfigPrinter.effective(tree).contains("***"));
        assertEquals(new ConfigLoader().load().sha256(), tree.sha256());
        assertNotEquals(tree.sha256(), new ConfigLoader().set("sim.seed=2").load().sha256());
        assertEquals(64, tree.sha256().length());
    }

    @Test
    void shouldRefuseASecretWhenItStandsInYamlOrOnTheCommandLine() throws Exception {
        final Path yaml = write("s.yaml", "credentials:\n  api-key: hush\n");
        final List<ConfigFault> faults =
                faultsOf(new ConfigLoader().yaml(yaml).set("credentials.api-secret=hush"));
        assertEquals(2, faults.size());
        assertFalse(faults.toString().contains("hush"), faults.toString());
        assertTrue(faults.get(0).problem().contains("BINANCE_API_KEY_FILE"));
    }

    @Test
    void shouldReadSecretFilesWhenOnlyTheOwnerMay() throws Exception {
        final Path key = write("key", "from-file\n");
        final ConfigLoader loader =
                new ConfigLoader().environment(Map.of("BINANCE_API_KEY_FILE", key.toString()));
        assertEquals("from-file", loader.load().secret("credentials.api-key").reveal());

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        final List<ConfigFault> faults = faultsOf(loader);
        assertEquals(1, faults.size());
        assertEquals(
                key
                        + ": credentials.api-key: holds secrets and has mode rw-r-----, must be 0600"
                        + " (rw-------)",
                faults.get(0).toString());
    }

    @Test
    void shouldRefuseAnEnvFileWithSecretsWhenOthersMayReadIt() throws Exception {
        final Path env = write(".env", "BINANCE_API_KEY=hush\n");
        assertEquals(
                "hush", new ConfigLoader().env(env).load().secret("credentials.api-key").reveal());
        Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(faultsOf(new ConfigLoader().env(env)).get(0).problem().contains("must be 0600"));
    }

    @Test
    void shouldReadHumanUnitsWhenTheTypeHasThem() throws Exception {
        final ConfigTree tree =
                new ConfigLoader()
                        .set("risk.day-loss-share=1.5%")
                        .set("scalping.timeframe-ms=5m")
                        .set("risk.trading-to-minute-utc=18:30")
                        .set("universe.symbols=BTC, ETHUSDC")
                        .load();
        assertEquals(1_500_000, tree.number("risk.day-loss-share"));
        assertEquals(300_000, tree.number("scalping.timeframe-ms"));
        assertEquals(18 * 60 + 30, tree.number("risk.trading-to-minute-utc"));
        assertEquals(List.of("BTCUSDC", "ETHUSDC"), tree.list("universe.symbols"));
    }

    @Test
    void shouldReportEachContradictionWhenLimitsExcludeEachOther() {
        final List<String> keys =
                faultsOf(
                                new ConfigLoader()
                                        .set("protection.stop-confirm-ms=6s")
                                        .set("venue.recv-window-ms=7501")
                                        .set("sizing.leverage=9")
                                        .set("sizing.max-total-margin-share=0.6")
                                        .set("risk.trading-from-minute-utc=20:00")
                                        .set("sizing.max-margin=0.1")
                                        .set("scalping.min-atr-share=0.5")
                                        .set("scalping.min-score=101")
                                        .set("scalping.timeframe-ms=90001")
                                        .set("engine.ring-slots=1000")
                                        .set("engine.cpus=1,1")
                                        .set("run.stop-step-timeout-ms=40s")
                                        .set("universe.symbols=XRP,XRPUSDC"))
                        .stream()
                        .map(ConfigFault::key)
                        .toList();
        assertEquals(
                List.of(
                        "universe.symbols",
                        "protection.stop-confirm-ms",
                        "protection.entry-lookup-ms",
                        "sizing.leverage",
                        "sizing.max-total-margin-share",
                        "risk.trading-from-minute-utc",
                        "sizing.min-notional",
                        "run.stop-step-timeout-ms",
                        "scalping.min-atr-share",
                        "scalping.min-score",
                        "scalping.timeframe-ms",
                        "engine.ring-slots",
                        "engine.cpus"),
                keys);
    }

    /** SIM-3, CFG-2: each line of faults that is wrong is told with what is allowed. */
    @Test
    void shouldRefuseFaultsWhenALineOfThemIsWrong() throws Exception {
        final ConfigTree tree =
                new ConfigLoader()
                        .set("sim.faults=at=10s, kind=reply-lost, type=MARKET; kind=adl")
                        .set("sim.fault-rates=event-dropped=0.01")
                        .load();
        assertEquals(2, tree.list("sim.faults").size());
        final List<ConfigFault> wrong =
                faultsOf(
                        new ConfigLoader()
                                .set("sim.faults=kind=adl, at=soon; kind=adl; kind=nonsense")
                                .set("sim.fault-rates=adl=0.5"));
        assertEquals(3, wrong.size(), wrong.toString());
        assertTrue(wrong.get(0).toString().contains("at=soon, must be a duration"));
        assertTrue(wrong.get(1).toString().contains("kind=nonsense, must be one of reply-lost"));
        assertTrue(wrong.get(2).toString().contains("rate is nothing that kind=adl has"));
    }
}
