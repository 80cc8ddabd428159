package dev.bowline.gateway.history;

import dev.bowline.core.event.Bar;

/**
 * The way a kline's price is assumed to have gone: open, the extreme nearer to the open (the low if
 * both are equally near), the other extreme, close. Each of the three legs has the same number of
 * steps, the points are spread evenly over the bar's time, the volume evenly over the points with
 * the rest at the last. Scale 1e-8.
 */
final class BarWalk {
    private final int legSteps;
    private final PriceGrid grid;
    private final long[] cornersE8 = new long[4];
    private final Bar bar = new Bar();
    private int at;
    private int points;

    BarWalk(final int legSteps, final PriceGrid grid) {
        this.legSteps = legSteps;
        this.grid = grid;
    }

    void start(final Bar source) {
        bar.openTimeMs = source.openTimeMs;
        bar.intervalMs = source.intervalMs;
        bar.volumeE8 = source.volumeE8;
        final boolean lowFirst = source.openE8 - source.lowE8 <= source.highE8 - source.openE8;
        cornersE8[0] = source.openE8;
        cornersE8[1] = lowFirst ? source.lowE8 : source.highE8;
        cornersE8[2] = lowFirst ? source.highE8 : source.lowE8;
        cornersE8[3] = source.closeE8;
        points = 3 * legSteps + 1;
        at = 0;
    }

    boolean hasPoint() {
        return at < points;
    }

    void next() {
        at++;
    }

    long timeMs() {
        return bar.openTimeMs + (bar.intervalMs * at) / points;
    }

    long priceE8() {
        return priceE8(at);
    }

    private long priceE8(final int point) {
        final int leg = Math.min(2, point / legSteps);
        final long done = point - (long) leg * legSteps;
        final long fromE8 = cornersE8[leg];
        return grid.nearestE8(fromE8 + (cornersE8[leg + 1] - fromE8) * done / legSteps);
    }

    /** 0 for a bar without volume, and for all points but the last if it is too small to share. */
    long qtyE8() {
        final long shareE8 = grid.floorQtyE8(bar.volumeE8 / points);
        return at == points - 1 ? grid.qtyE8(bar.volumeE8 - shareE8 * (points - 1L)) : shareE8;
    }

    /** A falling step was sold, a rising one bought; an unchanged one alternates. */
    boolean buyerIsMaker() {
        final long beforeE8 = at == 0 ? cornersE8[3] : priceE8(at - 1);
        final long nowE8 = priceE8();
        final boolean unchanged = nowE8 == beforeE8 || at == 0;
        return unchanged ? at % 2 == 0 : nowE8 < beforeE8;
    }
}
