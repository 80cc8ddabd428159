package dev.bowline.gateway.sim.server;

import java.util.Arrays;
import java.util.Locale;

/**
 * What can go wrong on the embedded exchange (SIM-3). The name in a script is {@link #word}: it is
 * stable. A request fault that names neither method nor path meets the requests given here.
 */
public enum FaultKind {
    /** Executed, then the connection is cut without an answer. */
    REPLY_LOST(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, ""),
    /** The connection is cut before anything was executed. */
    REQUEST_DROPPED(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, ""),
    /** Not executed, and never answered; the connection stays open. */
    NO_ANSWER(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, ""),
    /** Executed at once, answered after {@code delay} (wall time): fills come before the answer. */
    REPLY_DELAYED(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, "delay"),
    /** Executed and answered after {@code delay} (wall time). */
    REQUEST_DELAYED(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, "delay"),
    /** An HTML page with status 403, as the venue's firewall sends it; not executed. */
    HTML_PAGE(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, ""),
    /** Executed, but answered with HTTP 503 "Unknown error…". */
    UNKNOWN_EXECUTED(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, ""),
    /** Not executed, and answered with HTTP 503 "Unknown error…". */
    UNKNOWN_NOT_EXECUTED(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, ""),
    /** Executed, but answered with HTTP 408 and −1007. */
    TIMEOUT_EXECUTED(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, ""),
    /** Not executed, and answered with HTTP 408 and −1007. */
    TIMEOUT_NOT_EXECUTED(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, ""),
    /** HTTP 503 "Service Unavailable.": definitely failed. */
    UNAVAILABLE(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, ""),
    /** HTTP 503 and −1001: definitely failed. */
    INTERNAL_ERROR(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, ""),
    /** HTTP 503 and −1008; orders that only reduce are exempt, as at the venue. */
    OVERLOADED(FaultPhase.REQUEST, "POST", Paths.ORDERS, ""),
    /** −1021. */
    TIMESTAMP_REFUSED(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, ""),
    /** −2019. */
    MARGIN_INSUFFICIENT(FaultPhase.REQUEST, "POST", "/fapi/v1/order", ""),
    /** −2011, although the order lives. */
    CANCEL_UNKNOWN(FaultPhase.REQUEST, "DELETE", Paths.ORDERS, ""),
    /** −2013, although the order exists. */
    QUERY_UNKNOWN(FaultPhase.REQUEST, "GET", Paths.ORDERS, ""),
    /** −2021. */
    WOULD_TRIGGER(FaultPhase.REQUEST, "POST", "/fapi/v1/algoOrder", ""),
    /** −2022. */
    REDUCE_ONLY_REFUSED(FaultPhase.REQUEST, "POST", "/fapi/v1/order", ""),
    /** −4116, although no such order is open. */
    DUPLICATE_ID(FaultPhase.REQUEST, "POST", Paths.ORDERS, ""),
    /** −4120. */
    WRONG_ENDPOINT(FaultPhase.REQUEST, "POST", "/fapi/v1/order", ""),
    /** −4130, although no such order is open. */
    STOP_EXISTS(FaultPhase.REQUEST, "POST", "/fapi/v1/algoOrder", ""),
    /** HTTP 429, −1003, with {@code Retry-After} of {@code delay}. */
    RATE_LIMITED(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, "delay"),
    /** HTTP 429, −1015, with {@code Retry-After} of {@code delay}. */
    TOO_MANY_ORDERS(FaultPhase.REQUEST, "POST", Paths.ORDERS, "delay"),
    /** HTTP 418: this and every request for {@code for} (venue time). */
    BANNED(FaultPhase.REQUEST, "POST|PUT|DELETE", Paths.ORDERS, "for"),

    /** Never sent. */
    EVENT_DROPPED(FaultPhase.EVENT, ""),
    /** Sent twice. */
    EVENT_DOUBLED(FaultPhase.EVENT, ""),
    /** Sent after the event that follows it. */
    EVENT_SWAPPED(FaultPhase.EVENT, ""),
    /** Sent after {@code delay} (venue time). */
    EVENT_DELAYED(FaultPhase.EVENT, "delay"),
    /** All that a conditional order causes when it triggers is sent after {@code delay}. */
    STOP_EVENTS_LATE(FaultPhase.EVENT, "delay"),

    /** Half a frame is sent on a socket of the {@code route}, then the connection is closed. */
    FRAME_CUT(FaultPhase.FRAME, "route"),
    /** A public trade is not sent: the next aggregate trade skips its id. */
    TRADE_GAP(FaultPhase.TRADE, "symbol"),

    /** The venue's clock is {@code offset} ahead of the client's (behind, if negative). */
    CLOCK_SKEW(FaultPhase.CONDITION, "offset"),
    /** Queries show conditional orders as they were {@code delay} ago (venue time). */
    ALGO_LAG(FaultPhase.CONDITION, "delay"),
    /** Nothing is sent on the {@code route}, while its sockets stay open. */
    STREAM_SILENT(FaultPhase.CONDITION, "route"),
    /** The book shows {@code qty} per level and trades are that small: orders fill in pieces. */
    PARTIAL_FILLS(FaultPhase.CONDITION, "symbol qty"),

    /** The sockets of the {@code route}, or of all, are closed. */
    STREAMS_CUT(FaultPhase.ACTION, "route"),
    /** All listen keys end, with their event. */
    LISTEN_KEY_EXPIRED(FaultPhase.ACTION, ""),
    /** All sockets are cut, listen keys are gone, and nobody gets in for {@code for}. */
    EXCHANGE_RESTART(FaultPhase.ACTION, "for"),
    /** The owner closes a position that is at least {@code delay} old. */
    MANUAL_CLOSE(FaultPhase.ACTION, "symbol delay"),
    /** The owner opens {@code qty} on {@code side}. */
    MANUAL_OPEN(FaultPhase.ACTION, "symbol side qty"),
    /** The venue takes a position that is at least {@code delay} old to deleverage another. */
    ADL(FaultPhase.ACTION, "symbol delay"),
    /** The venue liquidates a position that is at least {@code delay} old. */
    LIQUIDATION(FaultPhase.ACTION, "symbol delay");

    private final FaultPhase phase;
    private final String methods;
    private final String paths;
    private final String parameters;

    FaultKind(
            final FaultPhase phase,
            final String methods,
            final String paths,
            final String parameters) {
        this.phase = phase;
        this.methods = '|' + methods + '|';
        this.paths = '|' + paths + '|';
        this.parameters = ' ' + parameters + ' ';
    }

    FaultKind(final FaultPhase phase, final String parameters) {
        this(phase, "", "", parameters);
    }

    /** Paths that several kinds share. */
    private static final class Paths {
        static final String ORDERS = "/fapi/v1/order|/fapi/v1/algoOrder";

        private Paths() {}
    }

    /** Its name in scripts and summaries, for example {@code reply-lost}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with this name, or {@code null}. */
    public static FaultKind byWordOrNull(final String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    /** Where it takes hold. */
    public FaultPhase phase() {
        return phase;
    }

    /** Whether a rule of this kind may carry the parameter. */
    boolean takes(final String parameter) {
        return parameters.contains(' ' + parameter + ' ');
    }

    /** Whether it is among the requests this kind is about, for rules that name none. */
    boolean isUsualFor(final String method, final String path) {
        return methods.contains('|' + method + '|') && paths.contains('|' + path + '|');
    }
}
