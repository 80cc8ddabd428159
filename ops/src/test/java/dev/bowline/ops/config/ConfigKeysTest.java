package dev.bowline.ops.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.EngineConfig;
import dev.bowline.core.risk.GuardLimits;
import dev.bowline.core.risk.TruthLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table, the records in core, the reference file and the README say the same (CFG-2). */
final class ConfigKeysTest {
    private static final Path ROOT = Path.of(System.getProperty("bowline.root"));
    private static final List<String> CORE_SECTIONS =
            List.of(
                    "risk",
                    "sizing",
                    "protection",
                    "trailing",
                    "scalping",
                    "book-momentum",
                    "entry",
                    "targets");

    private static ConfigTree with(final String name, final Object value) throws ConfigException {
        final Map<String, Setting> settings = new LinkedHashMap<>();
        for (final Setting setting : new ConfigLoader().load().settings()) {
            settings.put(setting.key().name(), setting);
        }
        settings.put(name, new Setting(ConfigKeys.require(name), value, "test", 0, 0));
        return new ConfigTree(settings);
    }

    @Test
    void shouldMakeTheEngineConfigurationOfSpecWhenNothingIsSet() throws Exception {
        final EngineConfig config = EngineConfigs.from(new ConfigLoader().load(), 7);
        assertEquals('s', config.mode());
        assertEquals(7, config.runId());
        assertEquals("USDC", config.marginAsset());
        assertEquals(750_000, config.sizing().riskShareE8());
        assertEquals(5, config.sizing().leverage());
        assertEquals(7_500_000_000L, config.sizing().maxMarginE8());
        assertEquals(2, config.risk().maxOpenPositions());
        assertEquals(2_000_000, config.risk().dayLossShareE8());
        assertEquals(480, config.risk().tradingFromMinuteUtc());
        assertEquals(1200, config.risk().tradingToMinuteUtc());
        assertEquals(1500, config.protection().stopConfirmMs());
        assertEquals(900_000, config.scalping().timeframeMs());
        assertEquals(800_000, config.scalping().stopShareE8());
        assertEquals(1_200_000, config.scalping().targetShareE8());
        assertEquals(
                GuardLimits.standard().withTruth(new TruthLimits(30_000, 3, 1_000)),
                config.guards());
    }

    /** Where no timer reads snapshots, none is missed (REC-2). */
    @Test
    void shouldWaitForNoSnapshotsWhenTheExchangeWaitsForUs() throws Exception {
        assertEquals(
                0, EngineConfigs.from(with("sim.speed", "max"), 1).guards().truth().overdueMs());
        assertEquals(
                90_000,
                EngineConfigs.from(with("sim.speed", "10"), 1).guards().truth().overdueMs());
    }

    /** Every number of the core sections is checked by its record, with the table's own bounds. */
    @Test
    void shouldAllowExactlyWhatTheRecordsAllowWhenAValueIsAtItsBound() throws Exception {
        final List<String> differing = new ArrayList<>();
        for (final ConfigKey key : ConfigKeys.all()) {
            final boolean number =
                    switch (key.type()) {
                        case INTEGER, DECIMAL, DURATION, MINUTE -> true;
                        case FLAG, CHOICE, TEXT, LIST, LINES, SECRET -> false;
                    };
            if (!number || !CORE_SECTIONS.contains(key.section())) {
                continue;
            }
            if (isRefused(key, key.min() - 1) && isRefused(key, key.max() + 1)) {
                continue;
            }
            differing.add(key.name());
        }
        assertEquals(List.of(), differing);
    }

    private static boolean isRefused(final ConfigKey key, final long value) throws ConfigException {
        final ConfigTree tree = with(key.name(), value);
        try {
            EngineConfigs.from(tree, 1);
            return false;
        } catch (final IllegalArgumentException e) {
            return e.getMessage().startsWith(key.name() + "=");
        }
    }

    @Test
    void shouldRefuseADefaultWhenItIsOutOfRange() {
        assertDoesNotThrow(() -> new ConfigLoader().load());
        for (final ConfigKey key : ConfigKeys.all()) {
            final String text = key.type().format(key.parse(key.defaultText()));
            assertEquals(key.parse(key.defaultText()), key.parse(text), key.name());
        }
        final ConfigKey key = ConfigKeys.require("risk.max-open-positions");
        assertThrows(IllegalArgumentException.class, () -> key.parse("33"));
        assertThrows(IllegalArgumentException.class, () -> key.parse("0"));
    }

    @Test
    void shouldShipTheReferenceFileWhenTheTableChanges() throws IOException {
        assertEquals(
                ConfigPrinter.reference(),
                Files.readString(ROOT.resolve("ops/etc/bowline.yaml")),
                "run: ops/bin/bowline show-config --reference > ops/etc/bowline.yaml");
    }

    /** The reference file sets every default, so loading it changes no value. */
    @Test
    void shouldChangeNothingWhenTheReferenceFileIsLoaded() throws ConfigException {
        final ConfigTree plain = new ConfigLoader().load();
        final ConfigTree reference =
                new ConfigLoader().yaml(ROOT.resolve("ops/etc/bowline.yaml")).load();
        assertEquals(plain.canonicalText(), reference.canonicalText());
        assertEquals(plain.sha256(), reference.sha256());
        assertTrue(
                reference.setting("risk.day-loss-share").origin().contains("bowline.yaml:"),
                reference.setting("risk.day-loss-share").origin());
    }

    @Test
    void shouldPrintTheReadmeTableWhenTheTableChanges() throws IOException {
        final String readme = Files.readString(ROOT.resolve("README.md"));
        assertTrue(
                readme.contains(ConfigPrinter.markdown()),
                "run: ops/bin/bowline show-config --markdown, and put it into README.md");
    }
}
