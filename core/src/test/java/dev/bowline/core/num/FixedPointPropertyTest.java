package dev.bowline.core.num;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.function.LongSupplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Every operation beside its slow twin in {@link BigDecimal}, over the whole range of a long. */
class FixedPointPropertyTest {
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    @Provide
    Arbitrary<Long> anyLong() {
        return Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(-1_000, 1_000),
                Arbitraries.longs().between(-1L << 40, 1L << 40),
                Arbitraries.of(
                        Long.MIN_VALUE,
                        Long.MIN_VALUE + 1,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE - 1,
                        1L << 32,
                        -1L << 32,
                        FixedPoint.ONE_E8,
                        -FixedPoint.ONE_E8));
    }

    @Property(tries = 20_000)
    void shouldEqualBigDecimalWhenMultiplyingThenDividing(
            @ForAll("anyLong") final long a,
            @ForAll("anyLong") final long b,
            @ForAll("anyLong") final long d) {
        check(a, b, d, RoundingMode.FLOOR, () -> FixedPoint.mulDivFloor(a, b, d));
        check(a, b, d, RoundingMode.CEILING, () -> FixedPoint.mulDivCeil(a, b, d));
    }

    @Property(tries = 5_000)
    void shouldEqualBigDecimalWhenScaleIsE8(
            @ForAll("anyLong") final long a, @ForAll("anyLong") final long b) {
        final long one = FixedPoint.ONE_E8;
        check(a, b, one, RoundingMode.FLOOR, () -> FixedPoint.mulFloorE8(a, b));
        check(a, b, one, RoundingMode.CEILING, () -> FixedPoint.mulCeilE8(a, b));
        check(a, one, b, RoundingMode.FLOOR, () -> FixedPoint.divFloorE8(a, b));
        check(a, one, b, RoundingMode.CEILING, () -> FixedPoint.divCeilE8(a, b));
    }

    /** Results that sit at the very edge of a long, where an overflow is missed by one. */
    @Property
    void shouldRefuseOrEqualWhenResultIsAtTheEdge(
            @ForAll @LongRange(min = 2, max = Integer.MAX_VALUE) final long d,
            @ForAll @LongRange(min = -2, max = 2) final long off) {
        // MAX * d / (d + off) for small off is close to MAX on either side of it.
        final long divisor = d + off;
        check(
                Long.MAX_VALUE,
                d,
                divisor,
                RoundingMode.FLOOR,
                () -> FixedPoint.mulDivFloor(Long.MAX_VALUE, d, divisor));
        check(
                Long.MIN_VALUE,
                d,
                divisor,
                RoundingMode.CEILING,
                () -> FixedPoint.mulDivCeil(Long.MIN_VALUE, d, divisor));
        check(
                Long.MIN_VALUE,
                d,
                divisor,
                RoundingMode.FLOOR,
                () -> FixedPoint.mulDivFloor(Long.MIN_VALUE, d, divisor));
    }

    @Property
    void shouldLandOnTheGridWhenRoundingToStep(
            @ForAll @LongRange(min = 0) final long value,
            @ForAll @LongRange(min = 1) final long step) {
        final BigInteger bigStep = BigInteger.valueOf(step);
        final BigInteger down = BigInteger.valueOf(value).divide(bigStep).multiply(bigStep);
        assertEquals(down.longValueExact(), FixedPoint.floorToStepE8(value, step));
        final boolean onGrid = down.longValueExact() == value;
        expect(onGrid ? down : down.add(bigStep), () -> FixedPoint.ceilToStepE8(value, step));
    }

    @Property
    void shouldThrowWhenStepIsNotPositive(
            @ForAll @LongRange(min = 0) final long value,
            @ForAll @LongRange(min = Long.MIN_VALUE, max = 0) final long step) {
        assertThrows(ArithmeticException.class, () -> FixedPoint.floorToStepE8(value, step));
        assertThrows(ArithmeticException.class, () -> FixedPoint.ceilToStepE8(value, step));
    }

    private static void check(
            final long a,
            final long b,
            final long d,
            final RoundingMode rounding,
            final LongSupplier operation) {
        if (d == 0) {
            assertThrows(ArithmeticException.class, operation::getAsLong);
            return;
        }
        final BigDecimal product = BigDecimal.valueOf(a).multiply(BigDecimal.valueOf(b));
        expect(product.divide(BigDecimal.valueOf(d), 0, rounding).toBigIntegerExact(), operation);
    }

    private static void expect(final BigInteger expected, final LongSupplier operation) {
        if (expected.compareTo(MIN) < 0 || expected.compareTo(MAX) > 0) {
            assertThrows(ArithmeticException.class, operation::getAsLong);
        } else {
            assertEquals(expected.longValueExact(), operation.getAsLong());
        }
    }
}
