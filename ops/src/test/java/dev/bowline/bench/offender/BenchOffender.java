package dev.bowline.bench.offender;

/** Breaks a rule on purpose: reads the environment outside the configuration. */
public final class BenchOffender {
    private BenchOffender() {}

    /** The forbidden call. */
    public static String home() {
        return System.getenv("HOME");
    }
}
