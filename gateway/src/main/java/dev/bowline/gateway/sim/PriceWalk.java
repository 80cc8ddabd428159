package dev.bowline.gateway.sim;

import static dev.bowline.core.num.FixedPoint.mulDivFloor;

/**
 * Price of one generated contract: a random walk whose regime (trend up, trend down, range, storm)
 * changes every few minutes, with short bursts of one-sided flow inside, and rare jumps. Integer
 * arithmetic only. Returns are in parts per billion.
 */
final class PriceWalk {
    private static final long BILLION = 1_000_000_000L;
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60_000;

    /** Standard deviation of one second in a range: about 0.07 % a minute. */
    private static final long CALM_PPB = 90_000;

    /** In a range, the price would be back at the anchor after this many seconds. */
    private static final long PULL_SECONDS = 90;

    private enum Regime {
        UP,
        DOWN,
        RANGE,
        STORM
    }

    private final SeededRandom random;
    private final long floorE8;
    private long priceE8;
    private long anchorE8;
    private Regime regime = Regime.RANGE;
    private long regimeEndMs;
    private long trendPpbPerSecond;
    private long tidePercent = 100;
    private int burst;
    private long burstEndMs;

    PriceWalk(final SeededRandom random, final long startE8, final long floorE8) {
        this.random = random;
        this.priceE8 = startE8;
        this.anchorE8 = startE8;
        this.floorE8 = floorE8;
    }

    /** Moves on by {@code stepMs} and returns the price. */
    long step(final long nowMs, final long stepMs) {
        if (nowMs >= regimeEndMs) {
            changeRegime(nowMs);
        }
        if (nowMs >= burstEndMs) {
            changeBurst(nowMs);
        }
        long drift = trendPpbPerSecond + burst * CALM_PPB / 3;
        if (regime == Regime.RANGE) {
            drift += mulDivFloor(anchorE8 - priceE8, BILLION, priceE8) / PULL_SECONDS;
        }
        final long deviation = regime == Regime.STORM ? 3 * CALM_PPB : CALM_PPB;
        // The square root of time in thousandths, so that any step has the same volatility.
        final long root = squareRoot(stepMs * SECOND_MS);
        long movedPpb = drift * stepMs / SECOND_MS + random.normal(deviation) * root / SECOND_MS;
        if (random.below(20 * MINUTE_MS) < stepMs) {
            movedPpb += (random.chance(500) ? 1 : -1) * random.between(2_000_000, 8_000_000);
        }
        priceE8 = Math.max(floorE8, priceE8 + mulDivFloor(priceE8, movedPpb, BILLION));
        return priceE8;
    }

    /** Rounded down. */
    private static long squareRoot(final long value) {
        long root = value;
        long next = (value + 1) / 2;
        while (next < root) {
            root = next;
            next = (root + value / root) / 2;
        }
        return root;
    }

    private void changeRegime(final long nowMs) {
        final long draw = random.below(100);
        if (draw < 56) {
            startTrend(draw < 28 ? 1 : -1);
        } else {
            regime = draw < 90 ? Regime.RANGE : Regime.STORM;
            trendPpbPerSecond = 0;
        }
        tidePercent = random.between(50, 220);
        anchorE8 = priceE8;
        regimeEndMs = nowMs + random.between(3 * MINUTE_MS, 25 * MINUTE_MS);
    }

    private void startTrend(final int direction) {
        regime = direction > 0 ? Regime.UP : Regime.DOWN;
        trendPpbPerSecond = direction * random.between(6_000, 20_000);
    }

    /** Some bursts begin a trend: this is what flow strategies live on. */
    private void changeBurst(final long nowMs) {
        burst = random.chance(180) ? (random.chance(500) ? 1 : -1) : 0;
        burstEndMs = nowMs + random.between(5 * SECOND_MS, 35 * SECOND_MS);
        if (burst != 0 && random.chance(500)) {
            startTrend(burst);
            regimeEndMs = nowMs + random.between(3 * MINUTE_MS, 25 * MINUTE_MS);
        }
    }

    /** Direction of the short burst of flow: -1, 0 or 1. */
    int burst() {
        return burst;
    }

    /** How busy the market is: 1 in a range, more in trends, bursts and storms. */
    int activity() {
        return 1
                + (burst != 0 ? 2 : 0)
                + (regime == Regime.STORM ? 3 : regime == Regime.RANGE ? 0 : 1);
    }

    /** Size of trades in this regime, in percent of the usual. */
    long tidePercent() {
        return tidePercent;
    }
}
