package dev.bowline.core.engine;

import dev.bowline.core.num.Checks;
import dev.bowline.core.order.OrderParameters;
import dev.bowline.core.order.ProtectionLimits;
import dev.bowline.core.risk.GuardLimits;
import dev.bowline.core.risk.RiskLimits;
import dev.bowline.core.signal.BookMomentumParameters;
import dev.bowline.core.signal.ScalpingParameters;
import dev.bowline.core.sizing.SizingLimits;
import dev.bowline.core.trailing.TrailingParameters;

/**
 * All numbers the decision chain depends on. Same configuration, same input, same output.
 *
 * @param mode letter of the venue mode in client order ids: s, t, p or r
 * @param runId number of this run in the journal, {@code >= 1}
 * @param marginAsset coin of the account, for example {@code USDC}
 * @param risk hard limits
 * @param sizing budget and caps
 * @param protection stops and request life
 * @param scalping strategy 1
 * @param bookMomentum strategy 2
 * @param trailing stops that follow the price
 * @param guards what takes trading back by itself
 * @param orders entries that rest, and levels of targets
 */
public record EngineConfig(
        char mode,
        int runId,
        String marginAsset,
        RiskLimits risk,
        SizingLimits sizing,
        ProtectionLimits protection,
        ScalpingParameters scalping,
        BookMomentumParameters bookMomentum,
        TrailingParameters trailing,
        GuardLimits guards,
        OrderParameters orders) {

    /** With the default guards, entries and a single target. */
    public EngineConfig(
            final char mode,
            final int runId,
            final String marginAsset,
            final RiskLimits risk,
            final SizingLimits sizing,
            final ProtectionLimits protection,
            final ScalpingParameters scalping,
            final BookMomentumParameters bookMomentum,
            final TrailingParameters trailing) {
        this(
                mode,
                runId,
                marginAsset,
                risk,
                sizing,
                protection,
                scalping,
                bookMomentum,
                trailing,
                GuardLimits.standard(),
                OrderParameters.plain());
    }

    /** Refuses values out of range, naming key, value and range. */
    public EngineConfig {
        if ("stpr".indexOf(mode) < 0) {
            throw new IllegalArgumentException("mode=" + mode + ", must be one of s, t, p, r");
        }
        Checks.inRange("run-id", runId, 1, Integer.MAX_VALUE);
    }
}
