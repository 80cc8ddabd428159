package dev.bowline.gateway.binance;

/** The venue's names of bar lengths. */
final class BarInterval {
    private BarInterval() {}

    /**
     * Length of a bar.
     *
     * @throws IllegalArgumentException for a name the venue does not know
     */
    // USDⓈ-M docs, Kline streams, read 2026-11-20; weeks and months have no fixed grid and are out.
    static long toMs(final String name) {
        return switch (name) {
            case "1m" -> 60_000L;
            case "3m" -> 180_000L;
            case "5m" -> 300_000L;
            case "15m" -> 900_000L;
            case "30m" -> 1_800_000L;
            case "1h" -> 3_600_000L;
            case "2h" -> 7_200_000L;
            case "4h" -> 14_400_000L;
            case "6h" -> 21_600_000L;
            case "8h" -> 28_800_000L;
            case "12h" -> 43_200_000L;
            case "1d" -> 86_400_000L;
            default ->
                    throw new IllegalArgumentException(
                            "bar-interval="
                                    + name
                                    + ", must be one of 1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d");
        };
    }
}
