package dev.bowline.ops.simulate;

/** What can go wrong in a simulation. The order is part of what a seed means. */
public enum FaultKind {
    /** A request never arrives; nothing tells so. */
    REQUEST_LOST(true, 25),
    /** Executed, and the reply never comes. */
    REPLY_LOST(true, 25),
    /** HTTP 503, execution unknown; it was executed. */
    UNKNOWN_EXECUTED(true, 20),
    /** HTTP 503, execution unknown; it was not. */
    UNKNOWN_NOT_EXECUTED(true, 20),
    /** −1007 of the backend; executed or not. */
    BACKEND_TIMEOUT(true, 20),
    /** −1008, not executed; reduce-only orders are exempt. */
    THROTTLED(true, 30),
    /** −1021 without a clock that is wrong. */
    STALE_TIMESTAMP(true, 15),
    /** −2013 or −2011 about a conditional order that was placed seconds ago. */
    QUERY_LAG(true, 400),
    /** −2021: the price has passed the trigger while the order was on its way. */
    WOULD_TRIGGER(true, 25),
    /** −2022 about a close that would be fine. */
    REDUCE_ONLY_REFUSED(true, 20),
    /** A request that takes seconds to arrive. */
    REQUEST_SLOW(true, 20),
    /** A reply that takes seconds to arrive. */
    REPLY_SLOW(true, 20),
    /** A user frame twice. */
    FRAME_TWICE(true, 40),
    /** A user frame overtaken by later ones. */
    FRAME_OVERTAKEN(true, 40),
    /** All user frames late by seconds. */
    FRAMES_STALL(false, 120),
    /** The user stream is down for a while. */
    USER_DOWN(false, 120),
    /** Market data is missing, with or without a word. */
    MARKET_GAP(false, 120),
    /** HTTP 429 for everything, with Retry-After. */
    RATE_LIMITED(false, 480),
    /** HTTP 418 for everything, for two minutes. */
    BANNED(false, 900),
    /** All connections break; the exchange is away for a while. */
    EXCHANGE_RESTART(false, 480),
    /** The listen key ends early. */
    KEY_EXPIRED(false, 480),
    /** The machine's clock jumps. */
    CLOCK_STEP(false, 480),
    /** The owner closes a position by hand. */
    MANUAL_CLOSE(false, 240),
    /** The owner opens a position by hand. */
    MANUAL_OPEN(false, 360),
    /** {@code kill -9}, and a new start after a while. */
    KILL(false, 60),
    /** The venue takes a position to deleverage another account. */
    ADL(false, 480),
    /** The venue liquidates a position. */
    LIQUIDATION(false, 720),
    /** HTTP 503 "Service Unavailable.": definitely not executed. */
    UNAVAILABLE(true, 20),
    /** −2019 about an entry. */
    MARGIN_INSUFFICIENT(true, 60),
    /** −2011 about an order that lives. */
    CANCEL_UNKNOWN(true, 60),
    /** −4130 about a stop, although there is no other. */
    STOP_EXISTS(true, 20),
    /** HTTP 429, −1015: too many orders, with Retry-After. */
    TOO_MANY_ORDERS(true, 10),
    /** A user frame, or all of some moments, lost for good while the stream stays up. */
    FRAME_LOST(true, 30),
    /** openAlgoOrders as it was seconds ago: without what is new, with what is gone. */
    OPEN_ALGO_LAG(true, 400),
    /** HTTP 502 or 504 with a page instead of JSON; executed or not. */
    HTML_PAGE(true, 15),
    /** −4116 about an id used once; the order is placed, or there is none. */
    DUPLICATE_ID(true, 20),
    /** −4120 about a conditional order at the right place. */
    WRONG_ENDPOINT(true, 15),
    /** The user stream ends in the middle of a frame. */
    TORN_FRAME(true, 5),
    /** A kill that leaves half a record at the end of the journal. */
    TORN_TAIL(true, 600);

    private final boolean perMessage;
    private final int scale;

    FaultKind(final boolean perMessage, final int scale) {
        this.perMessage = perMessage;
        this.scale = scale;
    }

    /** Whether each message, or kill, is drawn for; else it comes by itself. */
    boolean isPerMessage() {
        return perMessage;
    }

    /** Kinds that came later happen in odd seeds alone: even ones mean what they always did. */
    boolean isLater() {
        return compareTo(KILL) > 0;
    }

    /** Greatest rate in thousandths of messages, or the usual minutes between two of them. */
    int scale() {
        return scale;
    }
}
