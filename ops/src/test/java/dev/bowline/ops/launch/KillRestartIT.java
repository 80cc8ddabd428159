package dev.bowline.ops.launch;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 at random moments of trading, of starting and of recovering, and start again on the same
 * journal, with the exchange as the judge (REC-4, OMS-1, OMS-2, OMS-3, OMS-8, RISK-3, TS-8, JRN-3).
 * {@code -Dbowline.kills=200} kills more often, {@code -Dbowline.seed=…} at other moments.
 */
final class KillRestartIT {
    private static final int KILLS = Integer.getInteger("bowline.kills", 6);

    /** Meets closing, protected, partly filled, entry working, replacing and starting. */
    private static final long SEED = 29_616_373_212_464L;

    @TempDir private Path directory;

    @Test
    void shouldLoseNothingWhenKilledAtRandomMoments() throws Exception {
        final long seed = Long.getLong("bowline.seed", SEED);
        try (KillHarness harness = new KillHarness(directory, seed)) {
            harness.run(KILLS);
        }
    }
}
