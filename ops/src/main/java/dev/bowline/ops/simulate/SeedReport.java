package dev.bowline.ops.simulate;

import java.util.List;
import java.util.Map;

/**
 * What became of one seed.
 *
 * @param seed the seed
 * @param trailHash over everything that happened; the same seed has the same
 * @param simulatedMs virtual time
 * @param counts figures by name, in the order they are shown
 * @param faults how often each kind happened
 * @param worstUnprotected longest time a position was without a full stop while the bot could act
 * @param worstRawUnprotectedMs the same, whether or not it could
 * @param unprotectedMs each time without a full stop that ended, whether or not the bot could act
 * @param violationOrNull what was violated, {@code null} if nothing was
 * @param trail the last notable events if something was violated, oldest first
 */
public record SeedReport(
        long seed,
        long trailHash,
        long simulatedMs,
        Map<String, Long> counts,
        Map<FaultKind, Long> faults,
        UnprotectedCase worstUnprotected,
        long worstRawUnprotectedMs,
        List<Long> unprotectedMs,
        String violationOrNull,
        List<String> trail) {

    /** Whether every invariant held. */
    public boolean isClean() {
        return violationOrNull == null;
    }
}
