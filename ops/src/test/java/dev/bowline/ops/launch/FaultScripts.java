package dev.bowline.ops.launch;

import dev.bowline.gateway.sim.server.FaultKind;
import dev.bowline.gateway.sim.server.PositionPhase;
import java.util.ArrayList;
import java.util.List;

/** What each cell of the matrix arms, what it allows, and which cells cannot exist. */
final class FaultScripts {
    /** PROT-1: looked up until 5 s, then closed; the close itself may take a second. */
    private static final long STOP_IN_DOUBT_MS = 6_000;

    /** PROT-1: a stop that nothing keeps from being placed is confirmed by then. */
    private static final long STOP_UNHINDERED_MS = 1_500;

    private static final long LATER_SENDING_MS = 10_000;
    private static final List<FaultKind> KINDS = List.of(FaultKind.values());
    private static final int SEEDS = 7;

    private static final List<String> LARGE_ORDERS =
            List.of("sizing.max-margin=1500", "sim.start-equity=100000");

    private FaultScripts() {}

    /** Why the exchange can never see this, or {@code null}. */
    static String whyImpossibleOrNull(final FaultKind kind, final PositionPhase phase) {
        return switch (kind) {
            case WOULD_TRIGGER, STOP_EXISTS ->
                    switch (phase) {
                        case ENTRY -> "no conditional order is placed before there is a position";
                        case CLOSING -> "no conditional order is placed once a close was sent";
                        case PARTIAL, UNPROTECTED, PROTECTED, TRAILING -> null;
                    };
            case STOP_EVENTS_LATE ->
                    phase == PositionPhase.ENTRY
                            ? "no conditional order stands before there is a position"
                            : null;
            case REDUCE_ONLY_REFUSED ->
                    phase == PositionPhase.CLOSING
                            ? null
                            : "a reduce-only market order is what begins the closing phase";
            case OVERLOADED, MARGIN_INSUFFICIENT, WRONG_ENDPOINT -> whyNoPlainOrder(kind, phase);
            case MANUAL_CLOSE, ADL, LIQUIDATION ->
                    phase == PositionPhase.ENTRY
                            ? "there is no position that others could take"
                            : null;
            default -> null;
        };
    }

    private static String whyNoPlainOrder(final FaultKind kind, final PositionPhase phase) {
        return switch (phase) {
            case ENTRY, PROTECTED, TRAILING -> null;
            case PARTIAL -> "a second entry is sent only when the rest of the first is gone";
            case UNPROTECTED -> "no second entry is sent while a stop is in doubt";
            case CLOSING ->
                    kind == FaultKind.OVERLOADED ? "orders that only reduce are exempt" : null;
        };
    }

    /** The faults of a cell, as lines. */
    static List<String> lines(final FaultCase cell) {
        final String word = "kind=" + cell.kind().word() + ", phase=" + cell.phase().word();
        return switch (cell.kind()) {
            case CLOCK_SKEW -> List.of(word + ", offset=7s, for=10s");
            case ALGO_LAG -> List.of(word + ", delay=4s, for=20s");
            case STREAM_SILENT -> List.of(word + ", route=private, for=20s");
            case PARTIAL_FILLS -> List.of(word + ", for=10s");
            case FRAME_CUT -> List.of(word + ", route=private");
            case BANNED -> List.of(word + ", for=5s");
            case RATE_LIMITED, TOO_MANY_ORDERS -> List.of(word + ", delay=2s");
            case EXCHANGE_RESTART -> List.of(word + ", for=3s");
            // There the stop does not exist, but the target does.
            case QUERY_UNKNOWN ->
                    cell.phase() == PositionPhase.UNPROTECTED
                            ? List.of(word + ", client=*-T*")
                            : List.of(word);
            case MANUAL_OPEN -> List.of(word + ", symbol=XRPUSDC, side=BUY, qty=10");
            default -> List.of(word);
        };
    }

    /** What else must go wrong so that the fault can happen in this phase. */
    static List<String> extras(final FaultCase cell) {
        final String phase = ", phase=" + cell.phase().word();
        return switch (cell.kind()) {
            case QUERY_UNKNOWN -> doubts(cell, phase);
            case TRADE_GAP, STOP_EVENTS_LATE, CANCEL_UNKNOWN -> waiting(cell, phase);
            default -> List.of();
        };
    }

    /** Nobody asks for an order whose answer or whose events come. */
    private static List<String> doubts(final FaultCase cell, final String phase) {
        final String untold = "kind=event-dropped, event=ALGO_UPDATE, times=24" + phase;
        return switch (cell.phase()) {
            case ENTRY ->
                    List.of(
                            "kind=unknown-executed, method=POST, times=12" + phase,
                            "kind=event-dropped, event=ORDER_TRADE_UPDATE, times=12" + phase);
            case UNPROTECTED ->
                    List.of(
                            "kind=request-dropped, type=STOP_MARKET, times=12" + phase,
                            "kind=unknown-executed, type=TAKE_PROFIT*, times=12" + phase,
                            untold);
            case PARTIAL, PROTECTED, TRAILING ->
                    List.of("kind=unknown-executed, method=POST, times=12" + phase, untold);
            case CLOSING ->
                    List.of(
                            "kind=unknown-executed, method=POST, times=12" + phase,
                            "kind=event-dropped, times=12" + phase);
        };
    }

    /** The phase lasts because what would end it is lost. */
    private static List<String> waiting(final FaultCase cell, final String phase) {
        return switch (cell.phase()) {
            // Answered, so that the target that leaves right behind it arrives over a socket, too.
            case UNPROTECTED ->
                    List.of("kind=unknown-not-executed, type=STOP_MARKET, times=3" + phase);
            case CLOSING ->
                    cell.kind() == FaultKind.CANCEL_UNKNOWN
                            ? List.of()
                            : List.of("kind=no-answer, type=MARKET, times=8" + phase);
            case ENTRY, PARTIAL, PROTECTED, TRAILING -> List.of();
        };
    }

    /**
     * How long a cell's fault goes on, and what it leaves behind: before that nothing is judged.
     */
    static long lastsMs(final FaultCase cell) {
        return switch (cell.kind()) {
            case STREAM_SILENT -> 50_000;
            case CLOCK_SKEW, PARTIAL_FILLS -> 12_000;
            case ALGO_LAG -> 20_000;
            default -> 1_000;
        };
    }

    /** Settings under which the phase, or the request, comes about often. */
    static List<String> settings(final FaultCase cell) {
        final List<String> all = new ArrayList<>();
        final boolean isCancelOfTarget =
                cell.kind() == FaultKind.CANCEL_UNKNOWN
                        && cell.phase() == PositionPhase.UNPROTECTED;
        if (cell.phase() == PositionPhase.PARTIAL || isCancelOfTarget) {
            all.addAll(LARGE_ORDERS);
        }
        switch (cell.kind()) {
            case OVERLOADED, MARGIN_INSUFFICIENT, WRONG_ENDPOINT -> addSecondEntries(cell, all);
            case STOP_EVENTS_LATE -> addTriggers(cell, all);
            default -> {
                // The usual market brings it about.
            }
        }
        return all;
    }

    private static void addSecondEntries(final FaultCase cell, final List<String> all) {
        if (cell.phase() == PositionPhase.PROTECTED || cell.phase() == PositionPhase.TRAILING) {
            all.add("entry.patience-end=market");
            if (cell.phase() == PositionPhase.TRAILING) {
                all.add("entry.patience-ms=2s");
                all.add("trailing.update-interval-ms=0");
                all.add("trailing.activation-profit=0.00001");
                all.add("trailing.callback-ranging=0.0009");
            } else {
                all.add("entry.patience-ms=1s");
            }
            all.add("sizing.max-margin=5000");
            all.add("sim.start-equity=300000");
        }
    }

    private static void addTriggers(final FaultCase cell, final List<String> all) {
        all.add("book-momentum.stop-share=0.0003");
        switch (cell.phase()) {
            case TRAILING -> all.add("trailing.callback-ranging=0.0002");
            case CLOSING -> all.add("protection.max-age-ms=2s");
            case ENTRY, PARTIAL, UNPROTECTED, PROTECTED ->
                    all.add("book-momentum.target-share=0.0001");
        }
    }

    /** A market in which the phase comes about soon. */
    static int seed(final FaultCase cell) {
        final Integer given = Integer.getInteger("bowline.faults.seed");
        if (given != null) {
            return given;
        }
        return switch (cell.kind()) {
            case OVERLOADED, MARGIN_INSUFFICIENT, WRONG_ENDPOINT -> 1;
            case STOP_EVENTS_LATE ->
                    switch (cell.phase()) {
                        case UNPROTECTED -> 2;
                        case CLOSING -> 6;
                        case ENTRY, PARTIAL, PROTECTED, TRAILING -> 5;
                    };
            default -> 1 + KINDS.indexOf(cell.kind()) % SEEDS;
        };
    }

    /** Whether the client's own waits matter, so that they must be as fast as the venue's time. */
    static boolean isTimed(final FaultCase cell) {
        return switch (cell.kind()) {
            case NO_ANSWER,
                    REPLY_DELAYED,
                    REQUEST_DELAYED,
                    HTML_PAGE,
                    QUERY_UNKNOWN,
                    TIMESTAMP_REFUSED,
                    RATE_LIMITED,
                    TOO_MANY_ORDERS,
                    BANNED,
                    EVENT_DROPPED,
                    EVENT_DELAYED,
                    FRAME_CUT,
                    CLOCK_SKEW,
                    ALGO_LAG,
                    STREAM_SILENT,
                    STREAMS_CUT,
                    LISTEN_KEY_EXPIRED,
                    EXCHANGE_RESTART ->
                    true;
            case STOP_EVENTS_LATE, TRADE_GAP -> cell.phase() == PositionPhase.CLOSING;
            default -> false;
        };
    }

    /** The old one and the new one; and one that the venue says is gone, though it stands. */
    static int mostStops(final FaultCase cell) {
        return cell.kind() == FaultKind.CANCEL_UNKNOWN ? 3 : 2;
    }

    /**
     * Longest time without a stop, venue ms: 1.5 s where nothing keeps a stop from being placed or
     * seen; 5 s and the close where it is in doubt; longer where the fault itself keeps us from
     * acting.
     */
    static long allowedMs(final FaultCase cell) {
        return switch (cell.kind()) {
            // Placed: nobody can act for 3 s, and connections come back 5 s later.
            case EXCHANGE_RESTART -> STOP_IN_DOUBT_MS + LATER_SENDING_MS;
            // Nothing may be sent for so long.
            case BANNED -> STOP_IN_DOUBT_MS + 5_000;
            case RATE_LIMITED, TOO_MANY_ORDERS -> STOP_IN_DOUBT_MS + 2_000;
            case TRADE_GAP, STOP_EVENTS_LATE, CANCEL_UNKNOWN ->
                    extras(cell).isEmpty() ? STOP_UNHINDERED_MS : STOP_IN_DOUBT_MS;
            case OVERLOADED,
                    MARGIN_INSUFFICIENT,
                    WRONG_ENDPOINT,
                    REDUCE_ONLY_REFUSED,
                    EVENT_DOUBLED,
                    EVENT_SWAPPED,
                    PARTIAL_FILLS ->
                    STOP_UNHINDERED_MS;
            default -> STOP_IN_DOUBT_MS;
        };
    }
}
