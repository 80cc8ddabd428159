package dev.bowline.ops.launch;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import net.openhft.affinity.Affinity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the hot threads, each pinned to the CPU configured for its role. Where pinning is not
 * possible the thread runs unpinned, and one warning says why (OPS-3).
 */
public final class PinnedThreads {
    private static final Logger LOG = LoggerFactory.getLogger(PinnedThreads.class);

    private final Map<String, Integer> cpuByRole = new HashMap<>();
    private final List<String> report = new CopyOnWriteArrayList<>();

    /**
     * Who is pinned where.
     *
     * @param cpus numbers, in the order of the roles; a role without one is not pinned
     * @param roles names of the threads
     */
    public PinnedThreads(final List<Integer> cpus, final List<String> roles) {
        for (int i = 0; i < Math.min(cpus.size(), roles.size()); i++) {
            cpuByRole.put(roles.get(i), cpus.get(i));
        }
    }

    /** Makes threads of one role. */
    public ThreadFactory forRole(final String role) {
        return task -> newThread(role, task);
    }

    /** Makes one thread of each role, in the order they are asked for. */
    public ThreadFactory forRoles(final String... roles) {
        final Queue<String> rest = new ArrayDeque<>(List.of(roles));
        return task -> newThread(rest.remove(), task);
    }

    /** What became of each thread so far, for the build card. */
    public List<String> report() {
        return List.copyOf(report);
    }

    private Thread newThread(final String role, final Runnable task) {
        final Thread thread =
                new Thread(
                        () -> {
                            pin(role, cpuByRole.getOrDefault(role, -1));
                            task.run();
                        },
                        "bowline-" + role);
        thread.setDaemon(true);
        return thread;
    }

    private void pin(final String role, final int cpu) {
        if (cpu < 0) {
            report.add(role + " not pinned");
            return;
        }
        final String problem = problemOfPinning(cpu);
        if (problem.isEmpty()) {
            report.add(role + " on CPU " + cpu);
        } else {
            LOG.warn("PIN_REFUSED thread={} cpu={} runs unpinned: {}", role, cpu, problem);
            report.add(role + " not pinned (CPU " + cpu + ": " + problem + ")");
        }
    }

    private static String problemOfPinning(final int cpu) {
        final int processors = Runtime.getRuntime().availableProcessors();
        if (cpu >= processors) {
            return "there are only " + processors + " CPUs";
        }
        try {
            final BitSet wanted = new BitSet();
            wanted.set(cpu);
            Affinity.setAffinity(wanted);
            final BitSet found = Affinity.getAffinity();
            return wanted.equals(found) ? "" : "the system ran it on " + found;
        } catch (final RuntimeException | LinkageError e) {
            return e.toString();
        }
    }
}
