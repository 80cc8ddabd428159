package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import net.openhft.affinity.Affinity;
import org.junit.jupiter.api.Test;

/** OPS-3. */
final class PinnedThreadsTest {
    private static BitSet affinityOf(final ThreadFactory threads) throws Exception {
        final CompletableFuture<BitSet> seen = new CompletableFuture<>();
        threads.newThread(() -> seen.complete(Affinity.getAffinity())).start();
        return seen.get(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldRunOnTheCpuOfItsRoleWhenOneIsConfigured() throws Exception {
        final PinnedThreads threads = new PinnedThreads(List.of(0), List.of("decision", "journal"));
        final ThreadFactory both = threads.forRoles("decision", "journal");
        final BitSet first = affinityOf(both);
        assertEquals(1, first.cardinality());
        assertTrue(first.get(0));
        affinityOf(both);
        assertEquals(List.of("decision on CPU 0", "journal not pinned"), threads.report());
    }

    @Test
    void shouldRunUnpinnedAndSaySoWhenTheCpuDoesNotExist() throws Exception {
        final PinnedThreads threads = new PinnedThreads(List.of(4000), List.of("decision"));
        affinityOf(threads.forRole("decision"));
        assertTrue(
                threads.report().get(0).startsWith("decision not pinned (CPU 4000: there are only"),
                threads.report().toString());
    }
}
