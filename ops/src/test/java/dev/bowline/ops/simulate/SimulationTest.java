package dev.bowline.ops.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.bowline.ops.config.ConfigException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** SIM-4: seeds hold the invariants, repeat exactly, and an engine that is broken is caught. */
final class SimulationTest {
    private static final int SEEDS = 4;
    private static final int MUTATION_SEEDS = 40;
    private static Level before;

    @BeforeAll
    static void silence() {
        final Logger gateway = (Logger) LoggerFactory.getLogger("dev.bowline.gateway");
        before = gateway.getLevel();
        gateway.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        ((Logger) LoggerFactory.getLogger("dev.bowline.gateway")).setLevel(before);
    }

    private static SimulationSettings hours(final int hours) throws ConfigException {
        return SimulationSettings.of(hours, List.of());
    }

    @Test
    void shouldHoldAllInvariantsWhenFaultsAndKillsStrike() throws ConfigException {
        final SimulationTotals totals = new SimulationTotals();
        final Set<Long> trails = new HashSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            final SeedReport report = Simulation.run(seed, hours(1));
            assertNull(
                    report.violationOrNull(),
                    () -> "seed " + report.seed() + "\n" + String.join("\n", report.trail()));
            totals.add(report);
            trails.add(report.trailHash());
        }
        assertEquals(SEEDS, trails.size(), "seeds that leave the same trail");
        assertTrue(totals.counts().get("positions") > 10 * SEEDS, "a market nobody trades in");
        assertTrue(totals.counts().get("bookComparisons") > 10 * SEEDS, "books never compared");
        assertTrue(totals.counts().get("kills") > 0, "nobody was killed");
        assertTrue(totals.counts().get("inDoubt") > SEEDS, "nothing was ever in doubt");
        assertTrue(
                totals.faults().getOrDefault(FaultKind.FRAME_LOST, 0L) > SEEDS,
                "hardly a frame was lost");
        assertTrue(
                totals.counts().get("watchedMs") > totals.simulatedMs() / 2,
                "deadlines hardly ever ran");
    }

    /** RISK-7: lookups in series leave the weight that the close of the position needs. */
    @Test
    void shouldCloseInTimeWhenLookupsFindNoStop() throws ConfigException {
        final SeedReport report = Simulation.run(4_084, hours(2));
        assertNull(report.violationOrNull(), () -> String.join("\n", report.trail()));
    }

    @Test
    void shouldLeaveTheSameTrailWhenSeedIsTheSame() throws ConfigException {
        final SeedReport first = Simulation.run(3, hours(1));
        final SeedReport again = Simulation.run(3, hours(1));
        assertEquals(first.trailHash(), again.trailHash());
        assertEquals(first.counts(), again.counts());
    }

    @Test
    void shouldReportTheSameWhenSeedsRunBesideEachOther() throws ConfigException {
        final List<String> alone = new ArrayList<>();
        final List<String> beside = new ArrayList<>();
        new SeedRunner(hours(1), 1).run(5, 3, report -> alone.add(textOf(report)));
        new SeedRunner(hours(1), 3).run(5, 3, report -> beside.add(textOf(report)));
        assertEquals(3, alone.size());
        assertEquals(alone, beside);
    }

    private static String textOf(final SeedReport report) {
        return report.seed() + " " + report.trailHash() + " " + report.counts();
    }

    @Test
    void shouldBeginNoSeedWhenToldToStop() throws ConfigException {
        final List<Long> seeds = new ArrayList<>();
        final SeedRunner runner = new SeedRunner(hours(1), 1);
        runner.run(
                1,
                1_000,
                report -> {
                    seeds.add(report.seed());
                    runner.stop();
                });
        assertTrue(seeds.size() < 10, () -> "seeds after the stop: " + seeds);
    }

    /** Each mistake is found by its invariant; {@link MutationTableMain} tells by which seed. */
    @ParameterizedTest
    @EnumSource
    void shouldCatchMutationWhenItIsInTheSystem(final Mutation mutation) throws ConfigException {
        final List<String> found = new ArrayList<>();
        final SimulationSettings settings = mutation.settings();
        for (long seed = 1; seed <= MUTATION_SEEDS; seed++) {
            final SeedReport report = Simulation.run(seed, settings);
            if (!report.isClean()) {
                found.add(report.violationOrNull());
                assertFalse(report.trail().isEmpty(), "a violation without a trail");
                if (report.violationOrNull().startsWith(mutation.invariant())) {
                    return;
                }
            }
        }
        fail(mutation.invariant() + " was not violated within the seeds, but " + found);
    }
}
