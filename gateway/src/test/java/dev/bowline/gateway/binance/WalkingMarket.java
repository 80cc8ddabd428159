package dev.bowline.gateway.binance;

import dev.bowline.core.num.DecimalParser;
import dev.bowline.gateway.history.MarketListener;
import dev.bowline.gateway.history.MarketSource;

/**
 * Two contracts, quoted ten times a second, up and down by one tick, for a given number of steps.
 */
final class WalkingMarket implements MarketSource {
    static final long START_MS = 1_790_769_600_000L;
    private static final long STEP_MS = 100;
    private static final long[] FIRST_E8 = {
        DecimalParser.parse("2.43"), DecimalParser.parse("84000")
    };
    private static final long[] TICK_E8 = {
        DecimalParser.parse("0.0001"), DecimalParser.parse("0.1")
    };
    private static final long[] QTY_E8 = {DecimalParser.parse("5000"), DecimalParser.parse("5")};
    private static final long FUNDING_E8 = 10_000;
    private static final long FUNDING_MS = 28_800_000;

    private final long steps;
    private long next;

    WalkingMarket(final long steps) {
        this.steps = steps;
    }

    @Override
    public long peekTimeMs() {
        return next < steps ? START_MS + next * STEP_MS : END;
    }

    @Override
    public boolean advance(final MarketListener listener) {
        final long nowMs = peekTimeMs();
        if (nowMs == END) {
            return false;
        }
        for (int id = 0; id < 2; id++) {
            final long bidE8 = FIRST_E8[id] + next % 7 * TICK_E8[id];
            listener.onBook(
                    id, bidE8, QTY_E8[id], bidE8 + TICK_E8[id], QTY_E8[id], next + 1, nowMs);
            listener.onTrade(id, bidE8, QTY_E8[id] / 100, true, next + 1, nowMs);
            if (next % 10 == 0) {
                final long dueMs = (nowMs / FUNDING_MS + 1) * FUNDING_MS;
                listener.onMark(id, bidE8, bidE8, FUNDING_E8, dueMs, nowMs);
            }
        }
        next++;
        return true;
    }

    @Override
    public int progressPpm() {
        return (int) (next * 1_000_000L / steps);
    }

    @Override
    public long records() {
        return next;
    }
}
