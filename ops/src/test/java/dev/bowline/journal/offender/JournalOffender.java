package dev.bowline.journal.offender;

import dev.bowline.bench.offender.BenchOffender;
import dev.bowline.gateway.offender.GatewayOffender;

/** Breaks two rules on purpose: the journal knows the gateway, and a benchmark. */
public final class JournalOffender {
    private JournalOffender() {}

    /** The forbidden arrows. */
    public static String names() {
        return GatewayOffender.class.getName() + BenchOffender.class.getName();
    }
}
