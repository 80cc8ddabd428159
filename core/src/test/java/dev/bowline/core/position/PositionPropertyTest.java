package dev.bowline.core.position;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Cost and profit against exact arithmetic (OMS-8). */
final class PositionPropertyTest {
    private static final BigDecimal ONE = BigDecimal.valueOf(100_000_000L);

    @Test
    void shouldBookProfitOfFillsWhenPositionCloses() {
        final Position position = new Position();
        assertEquals(0, position.applyFill(Side.BUY, 200_000_000L, 10_000_000_000L));
        assertEquals(0, position.applyFill(Side.BUY, 100_000_000L, 10_300_000_000L));
        assertEquals(10_100_000_000L, position.entryPriceE8());
        assertEquals(100_000_000L, position.applyFill(Side.SELL, 100_000_000L, 10_200_000_000L));
        assertEquals(-400_000_000L, position.applyFill(Side.SELL, 200_000_000L, 9_900_000_000L));
        assertEquals(-300_000_000L, position.realizedE8());
        assertTrue(position.isFlat());
    }

    @Test
    void shouldOpenOtherSideWhenFillCrossesZero() {
        final Position position = new Position();
        position.applyFill(Side.SELL, 100_000_000L, 10_000_000_000L);
        assertEquals(100_000_000L, position.applyFill(Side.BUY, 300_000_000L, 9_900_000_000L));
        assertEquals(200_000_000L, position.qtyE8());
        assertEquals(9_900_000_000L, position.entryPriceE8());
    }

    @Property(tries = 500)
    void shouldAgreeWithExactArithmetic(@ForAll final long seed) {
        final Random random = new Random(seed);
        final Position position = new Position();
        BigDecimal qty = BigDecimal.ZERO;
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal realized = BigDecimal.ZERO;
        final int fills = 1 + random.nextInt(20);
        for (int i = 0; i < fills; i++) {
            final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            final long fillE8 = 1 + (random.nextLong() >>> (20 + random.nextInt(40)));
            final long priceE8 = 1 + (random.nextLong() >>> (20 + random.nextInt(40)));
            position.applyFill(side, fillE8, priceE8);
            final BigDecimal fill = BigDecimal.valueOf(fillE8).divide(ONE);
            final BigDecimal price = BigDecimal.valueOf(priceE8).divide(ONE);
            BigDecimal signed = side == Side.BUY ? fill : fill.negate();
            if (qty.signum() * signed.signum() < 0) {
                final BigDecimal closed = qty.abs().min(fill);
                final BigDecimal share =
                        cost.multiply(closed).divide(qty.abs(), MathContext.DECIMAL128);
                final BigDecimal profit = price.multiply(closed).subtract(share);
                realized = realized.add(qty.signum() > 0 ? profit : profit.negate());
                cost = cost.subtract(share);
                final BigDecimal sign = BigDecimal.valueOf(signed.signum());
                qty = qty.add(closed.multiply(sign));
                signed = fill.subtract(closed).multiply(sign);
            }
            qty = qty.add(signed);
            cost = cost.add(price.multiply(signed.abs()));
        }
        assertEquals(qty.multiply(ONE).longValueExact(), position.qtyE8(), "seed " + seed);
        final long exactE8 = realized.multiply(ONE).setScale(0, RoundingMode.HALF_UP).longValue();
        assertTrue(
                Math.abs(exactE8 - position.realizedE8()) <= fills,
                () -> "seed " + seed + " " + exactE8 + " " + position.realizedE8());
    }
}
