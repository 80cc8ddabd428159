package dev.bowline.gateway.binance.rest;

/** What a caller does about a reply of the venue. */
public enum Reaction {
    /** It worked, or the state asked for was there already. */
    SUCCESS,
    /** Definitely not executed; the same request may be sent again after a pause. */
    RETRY,
    /** Perhaps executed: look it up by client id, never send it again blindly. */
    IN_DOUBT,
    /** Definitely refused; sending the same again is of no use. */
    REFUSED,
    /** Refused because our picture of the venue is wrong: reconcile over REST. */
    RECONCILE,
    /** Definitely not executed because of the time stamp: measure the clock, then once again. */
    RESYNC_CLOCK,
    /** Refused in a way that makes trading pointless: halt and tell a person. */
    STOP
}
