package dev.bowline.gateway.sim.server;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** The venue's kline intervals and where their bars begin (UTC; weeks begin on Monday). */
enum KlineInterval {
    M1("1m", 60_000L),
    M3("3m", 180_000L),
    M5("5m", 300_000L),
    M15("15m", 900_000L),
    M30("30m", 1_800_000L),
    H1("1h", 3_600_000L),
    H2("2h", 7_200_000L),
    H4("4h", 14_400_000L),
    H6("6h", 21_600_000L),
    H8("8h", 28_800_000L),
    H12("12h", 43_200_000L),
    D1("1d", 86_400_000L),
    D3("3d", 259_200_000L),
    W1("1w", 604_800_000L),
    MONTH1("1M", 0L);

    // 1970-01-01 was a Thursday.
    private static final long MONDAY_OFFSET_MS = 4 * 86_400_000L;
    private static final Map<String, KlineInterval> BY_WORD = new HashMap<>();

    static {
        for (final KlineInterval each : values()) {
            BY_WORD.put(each.word, each);
        }
    }

    private final String word;
    private final long lengthMs;

    KlineInterval(final String word, final long lengthMs) {
        this.word = word;
        this.lengthMs = lengthMs;
    }

    /** Length in ms; 0 for months. */
    long lengthMs() {
        return lengthMs;
    }

    /** The venue's word, for example {@code 1m}. */
    String word() {
        return word;
    }

    /** The interval with this word, or {@code null}. */
    static KlineInterval byWordOrNull(final String word) {
        return BY_WORD.get(word);
    }

    /** First millisecond of the bar a time falls into. */
    long openTimeMs(final long timeMs) {
        if (this == MONTH1) {
            return month(timeMs).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        }
        final long offsetMs = this == W1 ? MONDAY_OFFSET_MS : 0;
        return timeMs - Math.floorMod(timeMs - offsetMs, lengthMs);
    }

    /** First millisecond of the bar after the one that begins at {@code openTimeMs}. */
    long nextOpenMs(final long openTimeMs) {
        if (this == MONTH1) {
            return month(openTimeMs)
                    .plusMonths(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .toEpochMilli();
        }
        return openTimeMs + lengthMs;
    }

    private static LocalDate month(final long timeMs) {
        return Instant.ofEpochMilli(timeMs).atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    }
}
