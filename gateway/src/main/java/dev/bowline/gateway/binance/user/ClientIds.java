package dev.bowline.gateway.binance.user;

import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.order.ClientOrderId;
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

    private final char mode;
    private OrderOrigin origin = OrderOrigin.FOREIGN;
    private int runId;
    private long orderKey;

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
