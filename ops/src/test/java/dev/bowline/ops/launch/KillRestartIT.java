package dev.bowline.ops.launch;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 at random moments of trading, of starting and of recovering, and start again on the same
 * journal, with the exchange as the judge (REC-4, OMS-1, OMS-2, OMS-3, OMS-8, RISK-3, TS-8, JRN-3).
 * {@code -Dbowline.kills=200} kills more often; the seed is printed, {@code -Dbowline.seed=…} takes
 * it back.
 */
final class KillRestartIT {
    private static final int KILLS = Integer.getInteger("bowline.kills", 6);

    @TempDir private Path directory;

    @Test
    void shouldLoseNothingWhenKilledAtRandomMoments() throws Exception {
        final long seed = Long.getLong("bowline.seed", System.nanoTime());
        try (KillHarness harness = new KillHarness(directory, seed)) {
            harness.run(KILLS);
        }
    }
}
