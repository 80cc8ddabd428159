package dev.bowline.core.trailing;

import static dev.bowline.core.trailing.Trails.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.Side;
import dev.bowline.core.num.FixedPoint;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * TS-2, TS-6 on random walks, long and short: the stop moves only in the safe direction, never past
 * its distance, never sooner than allowed; a slow twin in {@code BigDecimal} finds the same level.
 */
class TrailingStopPropertyTest {
    private static final long TICK_E8 = e8("0.01");
    private static final long FEE_E8 = e8("0.0005");
    private static final long NS_PER_MS = 1_000_000L;
    private static final List<CallbackRegime> REGIMES = List.of(CallbackRegime.values());
    private static final long ENTRY_E8 = e8("100");

    /** A venue that confirms what is asked. */
    private static final class Walk {
        final Side side;
        final TrailingStop stop;
        final SplittableRandom random;
        long nowNs = 1_000_000L * 3_600 * NS_PER_MS;
        long priceE8 = ENTRY_E8;
        long venueStopE8;
        long lastMoveNs;
        long trueExtremeE8 = ENTRY_E8;
        BigDecimal twinLevel;
        int moves;

        Walk(final Side side, final long seed) {
            this.side = side;
            random = new SplittableRandom(seed);
            stop =
                    new TrailingStop(
                            Trails.parameters(CallbackRegime.RANGING, false), Trails.MINUTE_MS);
            stop.open(side, ENTRY_E8);
            stop.tryApply(TrailingInput.STOP_CONFIRMED);
            venueStopE8 = side == Side.BUY ? e8("99.2") : e8("100.8");
        }

        long sign() {
            return side == Side.BUY ? 1 : -1;
        }

        void step(final long atrE8) {
            nowNs += random.nextLong(1, 20_000) * NS_PER_MS;
            final long moveE8 = random.nextLong(-40, 45) * sign() * e8("0.01");
            priceE8 = Math.max(e8("50"), priceE8 + moveE8);
            trueExtremeE8 =
                    side == Side.BUY
                            ? Math.max(trueExtremeE8, priceE8)
                            : Math.min(trueExtremeE8, priceE8);
            final CallbackRegime regime = REGIMES.get(random.nextInt(REGIMES.size()));
            final long wantedBeforeE8 = stop.trailedE8();
            stop.onPrice(priceE8, nowNs, atrE8, regime);
            twin(regime);
            assertEquals(trueExtremeE8, stop.extremeE8(), "never reset");
            assertTrue(
                    wantedBeforeE8 == 0 || (stop.trailedE8() - wantedBeforeE8) * sign() >= 0,
                    "the wanted level moves only in favour");
            offer();
        }

        /** The level in decimals, from the definition: best of extreme × (1 ∓ callback). */
        private void twin(final CallbackRegime regime) {
            if (stop.phase() != TrailingPhase.ACTIVE) {
                return;
            }
            final TrailingParameters parameters = Trails.parameters(CallbackRegime.RANGING, false);
            BigDecimal share = BigDecimal.valueOf(parameters.callbackE8(regime), 8);
            if (stop.isMomentum()) {
                share = share.multiply(BigDecimal.valueOf(parameters.momentumFactorE8(), 8));
            }
            final BigDecimal factor =
                    side == Side.BUY ? BigDecimal.ONE.subtract(share) : BigDecimal.ONE.add(share);
            final BigDecimal level = BigDecimal.valueOf(trueExtremeE8, 8).multiply(factor);
            if (twinLevel == null) {
                twinLevel = level;
            } else {
                twinLevel = side == Side.BUY ? twinLevel.max(level) : twinLevel.min(level);
            }
            final BigDecimal apart =
                    twinLevel.subtract(BigDecimal.valueOf(stop.trailedE8(), 8)).abs();
            assertTrue(
                    apart.setScale(8, RoundingMode.DOWN).unscaledValue().longValueExact() <= 2,
                    () -> "twin " + twinLevel + ", level " + stop.trailedE8());
        }

        private void offer() {
            final long wantedE8 = stop.wantedStopE8(TICK_E8, FEE_E8, true);
            if (wantedE8 == 0 || (wantedE8 - venueStopE8) * sign() <= 0) {
                return;
            }
            assertEquals(0, wantedE8 % TICK_E8);
            assertTrue(
                    (trueExtremeE8 - wantedE8) * sign() > 0,
                    "never beyond the best price there was");
            if (!stop.mayUpdate(venueStopE8, wantedE8, nowNs)) {
                return;
            }
            final long improvementE8 =
                    FixedPoint.divFloorE8(Math.abs(wantedE8 - venueStopE8), venueStopE8);
            assertTrue(improvementE8 >= e8("0.001"), "worth it");
            assertTrue(
                    lastMoveNs == 0
                            || nowNs - lastMoveNs >= 60_000 * NS_PER_MS
                            || improvementE8 >= e8("0.01"),
                    "rate limit");
            venueStopE8 = wantedE8;
            lastMoveNs = nowNs;
            moves++;
            stop.onConfirmed(stop.isTrailedStop(wantedE8, TICK_E8), nowNs);
        }
    }

    @Property(tries = 500)
    void shouldHoldWhenPriceWalks(
            @ForAll final Side side,
            @ForAll final long seed,
            @ForAll @IntRange(max = 1) final int withAtr) {
        final Walk walk = new Walk(side, seed);
        for (int i = 0; i < 400; i++) {
            walk.step(withAtr == 0 ? 0 : e8("0.1"));
        }
        assertTrue(
                walk.moves > 0 || (walk.trueExtremeE8 - ENTRY_E8) * walk.sign() < e8("0.7"),
                "a walk in favour moves the stop");
    }

    /** Prices relative to the entry are mirrored, so levels are, but for the share of the price. */
    @Property(tries = 300)
    void shouldMirrorWhenSideAndPricesAreMirrored(@ForAll final long seed) {
        final Walk rising = new Walk(Side.BUY, seed);
        final Walk falling = new Walk(Side.SELL, seed);
        for (int i = 0; i < 100; i++) {
            final int phases = rising.moves;
            rising.step(0);
            falling.step(0);
            assertEquals(rising.priceE8 - ENTRY_E8, ENTRY_E8 - falling.priceE8);
            assertEquals(rising.stop.phase(), falling.stop.phase());
            assertTrue(rising.moves >= phases);
            final long apartE8 =
                    Math.abs(
                            (rising.stop.trailedE8() - ENTRY_E8)
                                    + (falling.stop.trailedE8() - ENTRY_E8));
            assertTrue(
                    rising.stop.trailedE8() == 0
                            || apartE8 <= Math.abs(rising.trueExtremeE8 - ENTRY_E8) / 60 + 2,
                    () -> "apart " + apartE8);
        }
    }
}
