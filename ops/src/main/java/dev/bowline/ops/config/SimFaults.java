package dev.bowline.ops.config;

import dev.bowline.gateway.sim.server.FaultPlan;

/** The faults of the embedded exchange that the configuration asks for (SIM-3). */
public final class SimFaults {
    private SimFaults() {}

    /** A plan with all of them armed. */
    public static FaultPlan of(final ConfigTree tree) {
        final FaultPlan plan = new FaultPlan();
        plan.seed(tree.number("sim.fault-seed"));
        tree.list("sim.faults").forEach(plan::arm);
        tree.list("sim.fault-rates").forEach(rate -> plan.arm(lineOf(rate)));
        return plan;
    }

    /** {@code kind=rate} as a line of faults. */
    static String lineOf(final String rate) {
        final int equals = rate.indexOf('=');
        return "kind=" + rate.substring(0, equals) + ", rate=" + rate.substring(equals + 1);
    }
}
