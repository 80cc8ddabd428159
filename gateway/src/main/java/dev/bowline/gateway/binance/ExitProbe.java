package dev.bowline.gateway.binance;

/** Sees when order bytes left; for latency figures. Called on the loop's thread; must not block. */
@FunctionalInterface
public interface ExitProbe {
    /** Sees nothing. */
    ExitProbe NONE = (orderKey, readableNs, decidedNs, writtenNs) -> {};

    /**
     * The bytes of a request were handed to the socket for the first time.
     *
     * @param orderKey packed client order id
     * @param readableNs when the cause of the order became readable; 0 if it had none
     * @param decidedNs when it was decided; 0 if nobody took the time
     * @param writtenNs now; all three are {@code System.nanoTime}
     */
    void onWritten(long orderKey, long readableNs, long decidedNs, long writtenNs);
}
