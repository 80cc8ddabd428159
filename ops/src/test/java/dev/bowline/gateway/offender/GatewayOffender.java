package dev.bowline.gateway.offender;

import dev.bowline.journal.offender.JournalOffender;

/** Breaks a rule on purpose: the gateway knows the journal. */
public final class GatewayOffender {
    private GatewayOffender() {}

    /** The forbidden arrow. */
    public static String name() {
        return JournalOffender.class.getName();
    }
}
