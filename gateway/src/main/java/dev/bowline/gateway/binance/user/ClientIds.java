package dev.bowline.gateway.binance.user;

import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.json.TextRange;
import java.nio.charset.StandardCharsets;

/**
 * Who made an order, as its client order id tells. Reads one id at a time; one thread; allocates
 * nothing.
 */
// USDⓈ-M docs, Event: Order Update, read 2026-11-20: ids made by the venue.
public final class ClientIds {
    private static final byte[] LIQUIDATION = bytes("autoclose-");
    private static final byte[] ADL = bytes("adl_autoclose");
    private static final byte[] SETTLEMENT = bytes("settlement_autoclose-");
    private static final byte[] DELIVERY = bytes("delivery_autoclose-");

    private static final int RADIX = 36;
    private static final int MAX_DIGITS = 9;

    /** Where the run number begins; the side stands at 3, the strategy at 4. */
    private static final int RUN_AT = 6;

    private static final int SHORTEST = 12;

    /** Value of each byte as a lower-case digit of base 36, or -1. */
    private static final byte[] DIGITS = new byte[256];

    private static final OrderLeg[] LEGS = new OrderLeg[128];

    static {
        for (final OrderLeg leg : OrderLeg.values()) {
            LEGS[leg.letter()] = leg;
        }
        for (int c = 0; c < DIGITS.length; c++) {
            final boolean upper = c >= 'A' && c <= 'Z';
            DIGITS[c] = (byte) (c < 0x80 && !upper ? Character.digit(c, RADIX) : -1);
        }
    }

    private final char mode;
    private OrderOrigin origin = OrderOrigin.FOREIGN;
    private int runId;
    private long orderKey;
    private int numberEnd;

    /**
     * Makes a reader.
     *
     * @param mode letter of our ids in this run; ids of another mode are foreign
     */
    public ClientIds(final char mode) {
        this.mode = mode;
    }

    /** Reads an id; the result stands until the next one is read. */
    public void read(final TextRange id) {
        orderKey = ClientOrderId.parseKey(id.buffer(), id.offset(), id.length(), mode);
        if (orderKey != 0) {
            runId = ClientOrderId.parseRunId(id.buffer(), id.offset(), id.length(), mode);
            origin = OrderOrigin.OWN;
            return;
        }
        runId = 0;
        if (id.startsWith(LIQUIDATION)) {
            origin = OrderOrigin.LIQUIDATION;
        } else if (id.startsWith(ADL)) {
            origin = OrderOrigin.ADL;
        } else if (id.startsWith(SETTLEMENT) || id.startsWith(DELIVERY)) {
            origin = OrderOrigin.SETTLEMENT;
        } else {
            origin = OrderOrigin.FOREIGN;
        }
    }

    /**
     * As {@link #read(TextRange)}, in one pass over a range of an array.
     *
     * @param from first byte of the id
     * @param to index behind it
     */
    public void read(final byte[] bytes, final int from, final int to) {
        runId = 0;
        orderKey = own(bytes, from, to);
        if (orderKey != 0) {
            origin = OrderOrigin.OWN;
        } else if (startsWith(LIQUIDATION, bytes, from, to)) {
            origin = OrderOrigin.LIQUIDATION;
        } else if (startsWith(ADL, bytes, from, to)) {
            origin = OrderOrigin.ADL;
        } else if (startsWith(SETTLEMENT, bytes, from, to)
                || startsWith(DELIVERY, bytes, from, to)) {
            origin = OrderOrigin.SETTLEMENT;
        } else {
            origin = OrderOrigin.FOREIGN;
        }
    }

    /** Key of our own id, whose run is noted; else 0. The format is that of ClientOrderId. */
    private long own(final byte[] bytes, final int from, final int to) {
        final int length = to - from;
        if (length < SHORTEST
                || length > ClientOrderId.MAX_LENGTH
                || bytes[from] != 'b'
                || bytes[from + 1] != 'w'
                || bytes[from + 2] != mode
                || bytes[from + 5] != '-') {
            return 0;
        }
        final byte side = bytes[from + 3];
        final int strategyId = DIGITS[bytes[from + 4] & 0xFF];
        final long run = number(bytes, from + RUN_AT, to);
        if ((side != 'B' && side != 'S')
                || strategyId < 0
                || run < 0
                || run > Integer.MAX_VALUE
                || !isDash(bytes, numberEnd, to)) {
            return 0;
        }
        final long intentSeq = number(bytes, numberEnd + 1, to);
        final int dash = numberEnd;
        if (intentSeq <= 0
                || intentSeq > ClientOrderId.MAX_INTENT_SEQ
                || !isDash(bytes, dash, to)) {
            return 0;
        }
        final OrderLeg leg = dash + 1 < to ? legOrNull(bytes[dash + 1]) : null;
        final long attempt = number(bytes, dash + 2, to);
        if (leg == null || attempt < 0 || attempt > ClientOrderId.MAX_ATTEMPT || numberEnd != to) {
            return 0;
        }
        runId = (int) run;
        return ClientOrderId.key(
                intentSeq, strategyId, side == 'B' ? Side.BUY : Side.SELL, leg, (int) attempt);
    }

    /** Number whose end is noted; -1 if it has no digit, a leading zero, or is long. */
    private long number(final byte[] bytes, final int from, final int to) {
        long number = 0;
        int i = from;
        while (i < to && DIGITS[bytes[i] & 0xFF] >= 0) {
            number = number * RADIX + DIGITS[bytes[i++] & 0xFF];
        }
        numberEnd = i;
        final int digits = i - from;
        return digits < 1 || digits > MAX_DIGITS || (digits > 1 && bytes[from] == '0')
                ? -1
                : number;
    }

    private static boolean isDash(final byte[] bytes, final int at, final int to) {
        return at < to && bytes[at] == '-';
    }

    private static OrderLeg legOrNull(final byte letter) {
        return letter < 0 ? null : LEGS[letter];
    }

    private static boolean startsWith(
            final byte[] prefix, final byte[] bytes, final int from, final int to) {
        if (to - from < prefix.length) {
            return false;
        }
        int i = 0;
        while (i < prefix.length && bytes[from + i] == prefix[i]) {
            i++;
        }
        return i == prefix.length;
    }

    public OrderOrigin origin() {
        return origin;
    }

    /** Run of our own id, else 0. */
    public int runId() {
        return runId;
    }

    /** Packed own id, else 0. */
    public long orderKey() {
        return orderKey;
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
