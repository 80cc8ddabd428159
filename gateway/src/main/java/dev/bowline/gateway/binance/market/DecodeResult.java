package dev.bowline.gateway.binance.market;

/** What became of one frame; decoders count every one of them. */
public enum DecodeResult {
    /** One or more slots were published. */
    EVENTS,
    /** A depth frame was handed to the depth listener. */
    DEPTH,
    /** The venue acknowledged a control request (SUBSCRIBE and the like). */
    CONTROL_REPLY,
    /** The venue refused a control request. */
    CONTROL_ERROR,
    /** A message that is known and of no use here. */
    IGNORED,
    /** A row of the COIN-M engine ({@code st} = 2). */
    COIN_MARGINED,
    /** An event name that is not known here. */
    UNKNOWN_EVENT,
    /** A known event of an instrument that is not traded here. */
    UNKNOWN_SYMBOL,
    /** No JSON, or a field of the message is missing or of the wrong type. */
    MALFORMED,
    /** A number that cannot be: negative, zero where it may not be, too large, no number. */
    ABSURD_NUMBER,
    /** The ring had no slot; the caller conflates, or tries the same frame again. */
    NO_SLOT;

    private static final DecodeResult[] ALL = values();

    /** Position in {@link DecodeCounters}. */
    @SuppressWarnings("EnumOrdinal") // an index into an array of this process only
    public int index() {
        return ordinal();
    }

    /** How many results there are. */
    public static int count() {
        return ALL.length;
    }
}
