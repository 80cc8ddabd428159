package dev.bowline.gateway.sim.link;

import dev.bowline.gateway.sim.server.DirectExchange;

/**
 * What the network makes of one request.
 *
 * @param toVenueNs time on the way there
 * @param toBotNs time on the way back
 * @param isLost never arrives
 * @param executes whether the exchange sees it, if it arrives
 * @param answerOrNull answered so, whatever the exchange says; {@code null}: by the exchange
 * @param isReplyLost the answer never arrives
 * @param algoLagMs how old the conditional orders are that it shows, exchange time
 */
public record RequestFate(
        long toVenueNs,
        long toBotNs,
        boolean isLost,
        boolean executes,
        DirectExchange.Answer answerOrNull,
        boolean isReplyLost,
        long algoLagMs) {

    /** The exchange shows what is true now. */
    public RequestFate(
            final long toVenueNs,
            final long toBotNs,
            final boolean isLost,
            final boolean executes,
            final DirectExchange.Answer answerOrNull,
            final boolean isReplyLost) {
        this(toVenueNs, toBotNs, isLost, executes, answerOrNull, isReplyLost, 0);
    }

    /** Nothing goes wrong. */
    public static RequestFate usual(final long toVenueNs, final long toBotNs) {
        return new RequestFate(toVenueNs, toBotNs, false, true, null, false);
    }

    /** Answered from a list that is so old. */
    public static RequestFate lagging(
            final long toVenueNs, final long toBotNs, final long algoLagMs) {
        return new RequestFate(toVenueNs, toBotNs, false, true, null, false, algoLagMs);
    }

    /** Lost on the way there. */
    public static RequestFate lost(final long toVenueNs) {
        return new RequestFate(toVenueNs, 0, true, false, null, false);
    }
}
