package dev.bowline.ops.simulate;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.bowline.ops.config.ConfigException;
import org.slf4j.LoggerFactory;

/**
 * Prints for each {@link Mutation} how many seeds it took until its invariant was violated, and
 * what was violated first at all. Argument: most seeds (200).
 */
final class MutationTableMain {
    private MutationTableMain() {}

    public static void main(final String[] args) throws ConfigException {
        ((Logger) LoggerFactory.getLogger("dev.bowline.gateway")).setLevel(Level.OFF);
        final int maxSeeds = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        System.out.println("| mutation | invariant | caught by seed | at first | by seed |");
        System.out.println("|---|---|---|---|---|");
        for (final Mutation mutation : Mutation.values()) {
            System.out.println(row(mutation, mutation.settings(), maxSeeds));
        }
    }

    private static String row(
            final Mutation mutation, final SimulationSettings settings, final int maxSeeds) {
        String first = "";
        long firstSeed = 0;
        long seed = 1;
        boolean isCaught = false;
        while (!isCaught && seed <= maxSeeds) {
            final SeedReport report = Simulation.run(seed, settings);
            if (!report.isClean() && firstSeed == 0) {
                firstSeed = seed;
                first = report.violationOrNull();
            }
            isCaught =
                    !report.isClean() && report.violationOrNull().startsWith(mutation.invariant());
            seed++;
        }
        return "| "
                + mutation
                + " | "
                + mutation.invariant()
                + " | "
                + (isCaught ? String.valueOf(seed - 1) : "not in " + maxSeeds)
                + " | "
                + (first.indexOf(':') < 0 ? first : first.substring(0, first.indexOf(':')))
                + " | "
                + firstSeed
                + " |";
    }
}
