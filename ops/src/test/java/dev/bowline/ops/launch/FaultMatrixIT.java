package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.sim.server.FaultKind;
import dev.bowline.gateway.sim.server.PositionPhase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each fault in each phase of a position, over each exit, the whole bot on the embedded exchange
 * over real sockets; the exchange's own books are the judge (SIM-3, PROT-1, PROT-5, OMS-2, OMS-8,
 * TS-7, JRN-2). An ordinary build runs a cover: each fault once, each phase at least five times,
 * each exit; {@code -Dbowline.faults.turn=3} chooses another one. {@code -Dbowline.faults=all} runs
 * the whole matrix, any other value the cells whose name it matches; {@code
 * -Dbowline.faults.times=5} each of them so often, because over sockets no two runs are the same.
 */
final class FaultMatrixIT {
    private static final int WORKERS = 2;
    private static final int LEAST_PER_PHASE = 5;
    private static final List<FaultCase.Exit> EXITS = List.of(FaultCase.Exit.values());
    private static final FaultTable TABLE = new FaultTable();

    @TempDir private static Path directory;

    @AfterAll
    static void printResults() {
        System.out.println(TABLE.text());
    }

    private static List<FaultCase> chosen() {
        final String wanted = System.getProperty("bowline.faults", "cover");
        final List<FaultCase> all = FaultCase.all(EXITS);
        return switch (wanted) {
            case "all" -> all;
            case "cover" -> cover(turn());
            default -> all.stream().filter(cell -> cell.toString().matches(wanted)).toList();
        };
    }

    private static int turn() {
        return Integer.getInteger("bowline.faults.turn", 0);
    }

    /** Each kind once, in the phase that has come least often; the turn decides between several. */
    private static List<FaultCase> cover(final int turn) {
        final PositionPhase[] phases = PositionPhase.values();
        final int[] counts = new int[phases.length];
        final List<FaultCase> cells = new ArrayList<>();
        final FaultKind[] kinds = FaultKind.values();
        for (int k = 0; k < kinds.length; k++) {
            int best = -1;
            for (int i = 0; i < phases.length; i++) {
                final int at = (k + turn + i) % phases.length;
                final boolean isBetter = best < 0 || counts[at] < counts[best];
                if (isBetter && FaultScripts.whyImpossibleOrNull(kinds[k], phases[at]) == null) {
                    best = at;
                }
            }
            counts[best]++;
            final FaultCase.Exit exit = EXITS.get((k + turn) % EXITS.size());
            cells.add(new FaultCase(kinds[k], phases[best], exit));
        }
        return cells;
    }

    @Test
    void shouldCoverEveryPhaseOftenWhateverTheTurn() {
        for (int turn = 0; turn < 12; turn++) {
            final Map<PositionPhase, Integer> counts = new EnumMap<>(PositionPhase.class);
            cover(turn).forEach(cell -> counts.merge(cell.phase(), 1, Integer::sum));
            for (final PositionPhase phase : PositionPhase.values()) {
                assertTrue(counts.getOrDefault(phase, 0) >= LEAST_PER_PHASE, turn + ": " + counts);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldStayProtectedAndRecoverFromEveryFaultInEveryPhase() {
        final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        final List<DynamicTest> tests = new ArrayList<>();
        for (int round = 1; round <= Integer.getInteger("bowline.faults.times", 1); round++) {
            for (final FaultCase cell : chosen()) {
                final String name = cell.toString().replace(' ', '-') + '-' + round;
                final FaultRun run = new FaultRun(cell, directory.resolve(name));
                final Future<FaultRun.Figures> result = workers.submit(run::run);
                tests.add(DynamicTest.dynamicTest(cell.toString(), () -> await(cell, run, result)));
            }
        }
        workers.shutdown();
        return tests.stream();
    }

    private static void await(
            final FaultCase cell, final FaultRun run, final Future<FaultRun.Figures> result)
            throws Throwable {
        try {
            TABLE.add(cell, result.get());
        } catch (final ExecutionException e) {
            TABLE.addFailure(cell, e.getCause(), run.figuresOrNull());
            throw e.getCause();
        }
    }
}
