package dev.bowline.ops.simulate;

import dev.bowline.gateway.sim.AlgoOrder;
import dev.bowline.gateway.sim.Reply;
import dev.bowline.gateway.sim.SeededRandom;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.link.FatePlan;
import dev.bowline.gateway.sim.link.RequestFate;
import dev.bowline.gateway.sim.link.UserWire;
import dev.bowline.gateway.sim.link.VirtualTime;
import dev.bowline.gateway.sim.server.DirectExchange;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The network's temper in one simulation: latency of everything, and the faults that befall single
 * messages. Knows until when the bot is cut off.
 */
final class Weather implements FatePlan, UserWire.FramePlan {
    static final long NS_PER_MS = 1_000_000L;
    private static final long LAG_MS = 3_500;
    private static final String WRONG_ENDPOINT =
            "Order type not supported for this endpoint. Please use the Algo Order API endpoints"
                    + " instead.";
    private static final int GAP_IN_THOUSAND = 500;
    private static final String SYMBOL = "\"s\":\"";
    private static final String KEY_EXPIRED = "\"e\":\"listenKeyExpired\"";

    private final SeededRandom random;
    private final FaultMix mix;
    private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
    private final VirtualTime time;
    private final DirectExchange exchange;
    private final Consumer<String> onFault;
    private final long baseLatencyNs;
    private boolean isFair;
    private boolean isExchangeUp = true;
    private long limitedUntilNs;
    private int limitStatus;
    private long stalledUntilNs;
    private long framesLostUntilNs;

    /**
     * Weather of one seed.
     *
     * @param onFault told the target of each request that a fault befell; of a frame that is lost,
     *     the contract it is about, of other frames nothing
     */
    Weather(
            final SeededRandom random,
            final FaultMix mix,
            final VirtualTime time,
            final DirectExchange exchange,
            final Consumer<String> onFault) {
        this.random = random;
        this.mix = mix;
        this.time = time;
        this.exchange = exchange;
        this.onFault = onFault;
        baseLatencyNs = random.between(1, 40) * NS_PER_MS;
    }

    /** No faults from now on. */
    void clearUp() {
        isFair = true;
        limitedUntilNs = Math.min(limitedUntilNs, time.nowNs());
        framesLostUntilNs = Math.min(framesLostUntilNs, time.nowNs());
    }

    boolean isExchangeUp() {
        return isExchangeUp;
    }

    void setExchangeUp(final boolean up) {
        isExchangeUp = up;
    }

    /** Everything is refused with 429 or 418 for a while. */
    void limit(final int status, final long forMs) {
        limitStatus = status;
        limitedUntilNs = time.nowNs() + forMs * NS_PER_MS;
    }

    /** User frames come late for a while. */
    void stall(final long forMs) {
        stalledUntilNs = time.nowNs() + forMs * NS_PER_MS;
    }

    /** Nothing that was said before is still on its way, and requests are let through. */
    boolean isOpen() {
        final long nowNs = time.nowNs();
        return isExchangeUp && nowNs >= limitedUntilNs && nowNs >= stalledUntilNs;
    }

    /** How often each kind happened. */
    Map<FaultKind, Long> counts() {
        return counts;
    }

    void count(final FaultKind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    private boolean draws(final FaultKind kind) {
        return !isFair && mix.rate(kind) > 0 && random.chance(mix.rate(kind));
    }

    private boolean strikes(final FaultKind kind, final String target) {
        if (!draws(kind)) {
            return false;
        }
        count(kind);
        onFault.accept(kind + " " + target);
        return true;
    }

    private long latencyNs() {
        // Mostly near the base, now and then several times as much.
        final long factor = random.chance(30) ? random.between(2, 8) : 1;
        return baseLatencyNs * factor / 2 + random.below(baseLatencyNs);
    }

    @Override
    public RequestFate onRequest(final String method, final String target) {
        final long toVenueNs = latencyNs();
        final long toBotNs = latencyNs();
        if (time.nowNs() < limitedUntilNs) {
            final int seconds = (int) ((limitedUntilNs - time.nowNs()) / NS_PER_MS / 1_000) + 1;
            return refused(toVenueNs, toBotNs, limitStatus, -1003, "Too many requests.", seconds);
        }
        final boolean isPlace = method.equals("POST") && target.contains("rder?");
        final RequestFate refusal = refusalOrNull(method, target, isPlace, toVenueNs, toBotNs);
        if (refusal != null) {
            return refusal;
        }
        if (strikes(FaultKind.REQUEST_LOST, target)) {
            return RequestFate.lost(toVenueNs);
        }
        if (strikes(FaultKind.REPLY_LOST, target)) {
            return new RequestFate(toVenueNs, toBotNs, false, true, null, true);
        }
        if (strikes(FaultKind.REQUEST_SLOW, target)) {
            return RequestFate.usual(random.between(500, 6_000) * NS_PER_MS, toBotNs);
        }
        if (strikes(FaultKind.REPLY_SLOW, target)) {
            return RequestFate.usual(toVenueNs, random.between(500, 4_000) * NS_PER_MS);
        }
        return RequestFate.usual(toVenueNs, toBotNs);
    }

    private RequestFate refusalOrNull(
            final String method,
            final String target,
            final boolean isPlace,
            final long toVenueNs,
            final long toBotNs) {
        final boolean isReducing = target.contains("reduceOnly=true");
        final boolean isAlgo = target.startsWith("/fapi/v1/algoOrder?");
        if (strikes(FaultKind.UNKNOWN_EXECUTED, target)) {
            return unknown(toVenueNs, toBotNs, true);
        }
        if (strikes(FaultKind.UNKNOWN_NOT_EXECUTED, target)) {
            return unknown(toVenueNs, toBotNs, false);
        }
        if (strikes(FaultKind.BACKEND_TIMEOUT, target)) {
            final DirectExchange.Answer answer =
                    exchange.refusal(408, -1007, "Timeout waiting for response from backend.", 0);
            return new RequestFate(toVenueNs, toBotNs, false, random.chance(500), answer, false);
        }
        if (isPlace && !isReducing && !isAlgo && strikes(FaultKind.THROTTLED, target)) {
            return refused(toVenueNs, toBotNs, 503, -1008, "Request throttled.", 0);
        }
        if (target.contains("timestamp=") && strikes(FaultKind.STALE_TIMESTAMP, target)) {
            return refused(toVenueNs, toBotNs, 400, -1021, "Outside of the recvWindow.", 0);
        }
        if (isAlgo && !isPlace && isYoung(target) && strikes(FaultKind.QUERY_LAG, target)) {
            return method.equals("GET")
                    ? refused(toVenueNs, toBotNs, 400, -2013, "Order does not exist.", 0)
                    : refused(toVenueNs, toBotNs, 400, -2011, "Unknown order sent.", 0);
        }
        if (isAlgo && isPlace && strikes(FaultKind.WOULD_TRIGGER, target)) {
            return refused(toVenueNs, toBotNs, 400, -2021, "Would immediately trigger.", 0);
        }
        if (isPlace && !isAlgo && isReducing && strikes(FaultKind.REDUCE_ONLY_REFUSED, target)) {
            return refused(toVenueNs, toBotNs, 400, -2022, "ReduceOnly Order is rejected.", 0);
        }
        if (isAlgo
                && !isPlace
                && method.equals("DELETE")
                && strikes(FaultKind.CANCEL_UNKNOWN, target)) {
            return refused(toVenueNs, toBotNs, 400, -2011, "Unknown order sent.", 0);
        }
        if (strikes(FaultKind.UNAVAILABLE, target)) {
            return refused(toVenueNs, toBotNs, 503, -1001, "Service Unavailable.", 0);
        }
        final RequestFate later =
                isPlace ? placeRefusalOrNull(isAlgo, isReducing, target, toVenueNs, toBotNs) : null;
        return later == null ? strangeOrNull(isPlace, isAlgo, target, toVenueNs, toBotNs) : later;
    }

    private RequestFate strangeOrNull(
            final boolean isPlace,
            final boolean isAlgo,
            final String target,
            final long toVenueNs,
            final long toBotNs) {
        if (strikes(FaultKind.HTML_PAGE, target)) {
            final DirectExchange.Answer page = exchange.page(random.chance(500) ? 502 : 504);
            return new RequestFate(toVenueNs, toBotNs, false, random.chance(500), page, false);
        }
        if (isPlace && strikes(FaultKind.DUPLICATE_ID, target)) {
            final DirectExchange.Answer answer =
                    exchange.refusal(400, -4116, "ClientOrderId is duplicated.", 0);
            return new RequestFate(toVenueNs, toBotNs, false, random.chance(500), answer, false);
        }
        if (isPlace && isAlgo && strikes(FaultKind.WRONG_ENDPOINT, target)) {
            return refused(toVenueNs, toBotNs, 400, -4120, WRONG_ENDPOINT, 0);
        }
        if (target.startsWith("/fapi/v1/openAlgoOrders")
                && draws(FaultKind.OPEN_ALGO_LAG)
                && isAnyYoung()) {
            count(FaultKind.OPEN_ALGO_LAG);
            onFault.accept(FaultKind.OPEN_ALGO_LAG + " " + target);
            return RequestFate.lagging(toVenueNs, toBotNs, LAG_MS);
        }
        return null;
    }

    private boolean isAnyYoung() {
        final long sinceMs = exchange.clock().time() - LAG_MS;
        for (final AlgoOrder algo : exchange.venue().allAlgoOrders(SimulatedVenue.ALL)) {
            if (algo.createTimeMs > sinceMs || algo.updateTimeMs > sinceMs) {
                return true;
            }
        }
        return false;
    }

    private RequestFate placeRefusalOrNull(
            final boolean isAlgo,
            final boolean isReducing,
            final String target,
            final long toVenueNs,
            final long toBotNs) {
        if (!isAlgo && !isReducing && strikes(FaultKind.MARGIN_INSUFFICIENT, target)) {
            return refused(toVenueNs, toBotNs, 400, -2019, "Margin is insufficient.", 0);
        }
        if (target.contains("type=STOP_MARKET") && strikes(FaultKind.STOP_EXISTS, target)) {
            return refused(toVenueNs, toBotNs, 400, -4130, "An open stop order exists.", 0);
        }
        if (strikes(FaultKind.TOO_MANY_ORDERS, target)) {
            return refused(toVenueNs, toBotNs, 429, -1015, "Too many new orders.", 1);
        }
        return null;
    }

    private RequestFate unknown(final long toVenueNs, final long toBotNs, final boolean executes) {
        final DirectExchange.Answer answer =
                exchange.refusal(503, -1000, "Unknown error, please check your request.", 0);
        return new RequestFate(toVenueNs, toBotNs, false, executes, answer, false);
    }

    private RequestFate refused(
            final long toVenueNs,
            final long toBotNs,
            final int status,
            final int code,
            final String message,
            final int retryAfterSeconds) {
        return new RequestFate(
                toVenueNs,
                toBotNs,
                false,
                false,
                exchange.refusal(status, code, message, retryAfterSeconds),
                false);
    }

    private boolean isYoung(final String target) {
        final String id = parameter(target, "clientAlgoId=");
        final Reply<AlgoOrder> found = exchange.venue().queryAlgo(0, id);
        return found.isOk() && exchange.clock().time() - found.valueOrNull().createTimeMs < LAG_MS;
    }

    /** The value of a parameter in a query, empty if it is not there. */
    static String parameter(final String target, final String nameAndEquals) {
        final int at = target.indexOf(nameAndEquals);
        if (at < 0) {
            return "";
        }
        final int from = at + nameAndEquals.length();
        final int end = target.indexOf('&', from);
        return target.substring(from, end < 0 ? target.length() : end);
    }

    /**
     * Half of the losses take all that the exchange says for a while: of one match, no frame must
     * tell what another one lost has told. That a listen key has ended is never lost: a stream that
     * is silent for good is another fault.
     */
    private boolean isLost(final byte[] frame) {
        final boolean isInGap = time.nowNs() < framesLostUntilNs;
        if (!isInGap && !draws(FaultKind.FRAME_LOST)) {
            return false;
        }
        final String text = new String(frame, StandardCharsets.ISO_8859_1);
        if (text.contains(KEY_EXPIRED)) {
            return false;
        }
        if (!isInGap && random.chance(GAP_IN_THOUSAND)) {
            framesLostUntilNs = time.nowNs() + random.between(1, 300) * NS_PER_MS;
        }
        count(FaultKind.FRAME_LOST);
        final int at = text.indexOf(SYMBOL);
        final int from = at + SYMBOL.length();
        onFault.accept(
                FaultKind.FRAME_LOST
                        + (at < 0
                                ? " "
                                : " symbol=" + text.substring(from, text.indexOf('"', from))));
        return true;
    }

    @Override
    public UserWire.Journey onFrame(final byte[] frame) {
        if (isLost(frame)) {
            return new UserWire.Journey(0, false, 0);
        }
        long delayNs = latencyNs();
        if (time.nowNs() < stalledUntilNs) {
            delayNs += stalledUntilNs - time.nowNs();
        }
        if (strikes(FaultKind.TORN_FRAME, "")) {
            return new UserWire.Journey(delayNs, false, 1, true);
        }
        if (strikes(FaultKind.FRAME_OVERTAKEN, "")) {
            return new UserWire.Journey(delayNs + random.between(20, 900) * NS_PER_MS, true, 1);
        }
        return new UserWire.Journey(delayNs, false, strikes(FaultKind.FRAME_TWICE, "") ? 2 : 1);
    }
}
