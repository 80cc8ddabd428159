package dev.bowline.ops.simulate;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One time a position was without a full stop.
 *
 * @param symbol whose
 * @param sinceMs when it began or, if the bot could not act then, when it could again; epoch ms
 * @param ms how long the bot could act in it
 * @param faults what befell messages about the contract shortly before and meanwhile, oldest first
 * @param trail the last notable events up to its end, oldest first
 */
public record UnprotectedCase(
        String symbol, long sinceMs, long ms, List<String> faults, List<String> trail) {
    /** No time at all. */
    static final UnprotectedCase NONE = new UnprotectedCase("", 0, 0, List.of(), List.of());

    /** In one line. */
    public String toText() {
        return String.format(
                Locale.ROOT,
                "%d ms of %s from %s, faults: %s",
                ms,
                symbol,
                Instant.ofEpochMilli(sinceMs),
                faults.isEmpty() ? "none" : String.join(" ", faults));
    }
}
