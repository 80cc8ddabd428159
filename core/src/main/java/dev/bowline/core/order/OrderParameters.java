package dev.bowline.core.order;

import dev.bowline.core.num.FixedPoint;

/**
 * How entries are worked and how positions are left (OMS-4, OMS-6).
 *
 * @param entries resting entries
 * @param targets levels of the targets
 */
public record OrderParameters(EntryParameters entries, TargetParameters targets) {
    /** One target of the strategy's own, the rest as SPEC has it. */
    public static OrderParameters plain() {
        final long percentE8 = FixedPoint.ONE_E8 / 100;
        return new OrderParameters(
                new EntryParameters(
                        60_000,
                        45_000,
                        45_000,
                        30_000,
                        EntryRegime.ANY,
                        PatienceEnd.CANCEL,
                        percentE8 / 5,
                        3),
                new TargetParameters(
                        TargetMode.SINGLE,
                        TargetMode.SINGLE,
                        TargetStyle.MARKET,
                        percentE8 * 6 / 10,
                        percentE8 * 12 / 10,
                        percentE8 * 18 / 10,
                        100 * percentE8,
                        150 * percentE8,
                        200 * percentE8,
                        50 * percentE8,
                        30 * percentE8,
                        20 * percentE8,
                        false,
                        50,
                        65 * percentE8,
                        120 * percentE8,
                        50 * percentE8,
                        80 * percentE8));
    }
}
