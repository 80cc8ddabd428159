package dev.bowline.core.position;

import dev.bowline.core.state.Durable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Funding that was booked, by the hour it was due in, so that the venue's income list can correct
 * what the stream did not tell (OMS-8). Money at scale 1e-8; received is positive. Keeps the newest
 * {@value #HOURS} hours with funding; what is older is final. Allocates once.
 */
public final class FundingBook implements Durable {
    private static final int HOURS = 8;
    private static final long HOUR_MS = 3_600_000;

    private final long[] hoursMs = new long[HOURS];
    private final long[] bookedE8 = new long[HOURS];
    private int count;
    private long finalUntilMs;

    /** The stream told a payment at this venue time. */
    public void onPayment(final long timeMs, final long changeE8) {
        final int index = indexOf(timeMs);
        if (index >= 0) {
            bookedE8[index] = Math.addExact(bookedE8[index], changeE8);
        }
    }

    /**
     * The list has so much for the hour of this venue time.
     *
     * @return what has to be booked yet; 0 for an hour that is final
     */
    public long onList(final long timeMs, final long sumE8) {
        final int index = indexOf(timeMs);
        if (index < 0) {
            return 0;
        }
        final long missingE8 = Math.subtractExact(sumE8, bookedE8[index]);
        bookedE8[index] = sumE8;
        return missingE8;
    }

    /** Index of the hour, which is made if it is new; -1 if it is final. */
    private int indexOf(final long timeMs) {
        final long hourMs = timeMs - Math.floorMod(timeMs, HOUR_MS);
        if (hourMs < finalUntilMs) {
            return -1;
        }
        int at = count;
        while (at > 0 && hoursMs[at - 1] >= hourMs) {
            at--;
        }
        if (at < count && hoursMs[at] == hourMs) {
            return at;
        }
        if (count == HOURS) {
            if (at == 0) {
                return -1;
            }
            finalUntilMs = hoursMs[0] + HOUR_MS;
            System.arraycopy(hoursMs, 1, hoursMs, 0, HOURS - 1);
            System.arraycopy(bookedE8, 1, bookedE8, 0, HOURS - 1);
            count--;
            at--;
        }
        System.arraycopy(hoursMs, at, hoursMs, at + 1, count - at);
        System.arraycopy(bookedE8, at, bookedE8, at + 1, count - at);
        hoursMs[at] = hourMs;
        bookedE8[at] = 0;
        count++;
        return at;
    }

    @Override
    public void writeState(final StateSink sink) {
        sink.putLong(finalUntilMs);
        sink.putLong(count);
        for (int i = 0; i < HOURS; i++) {
            sink.putLong(hoursMs[i]);
            sink.putLong(bookedE8[i]);
        }
    }

    @Override
    public void readState(final StateSource source) {
        finalUntilMs = source.getLong();
        count = (int) source.getLong();
        for (int i = 0; i < HOURS; i++) {
            hoursMs[i] = source.getLong();
            bookedE8[i] = source.getLong();
        }
    }
}
