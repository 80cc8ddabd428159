package dev.bowline.gateway.binance;

/** Who runs what. */
public enum ThreadLayout {
    /** One thread reads the sockets, decides, journals and writes orders, run to completion. */
    COMPACT,
    /** Market I/O, order and user I/O, and the chain's links each on a thread of their own. */
    SPLIT
}
