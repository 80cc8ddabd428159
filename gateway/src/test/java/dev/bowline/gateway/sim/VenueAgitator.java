package dev.bowline.gateway.sim;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.num.FixedPoint;
import java.util.List;

/** Throws random prices and random requests at a venue; everything follows from the seed. */
final class VenueAgitator {
    private static final OrderType[] ALGOS = {
        OrderType.STOP,
        OrderType.STOP_MARKET,
        OrderType.TAKE_PROFIT,
        OrderType.TAKE_PROFIT_MARKET,
        OrderType.TRAILING_STOP_MARKET
    };
    private static final TimeInForce[] TIFS = {
        TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK, TimeInForce.GTX
    };
    private static final long TICK_E8 = 10_000;
    private static final long STEP_E8 = 10_000_000;
    private static final int CONTRACTS = 2;

    final EventLog log = new EventLog();
    final SimulatedVenue venue;
    final SeededRandom random;
    int accepted;
    private final long[] midE8 = {2 * FixedPoint.ONE_E8, 70_000_000};
    private long nowMs = 1_700_000_000_000L;
    private long ids;

    VenueAgitator(final long seed) {
        random = new SeededRandom(seed);
        venue =
                new SimulatedVenue(
                        VenueSettings.usdc(400 * FixedPoint.ONE_E8),
                        InstrumentCatalog.builtIn(List.of("XRPUSDC", "ADAUSDC")),
                        log);
        for (int id = 0; id < CONTRACTS; id++) {
            book(id);
        }
    }

    /** One input. */
    void step() {
        nowMs += random.below(2_000);
        final int id = (int) random.below(CONTRACTS);
        switch ((int) random.below(12)) {
            case 0, 1, 2 -> book(id);
            case 3, 4 -> trade(id);
            case 5 -> mark(id);
            case 6, 7 -> order(id);
            case 8 -> algo(id);
            case 9 -> cancel(id);
            case 10 -> modify(id);
            default -> rare(id);
        }
    }

    private void book(final int id) {
        final long moveE8 = random.normal(midE8[id] / (random.chance(20) ? 15 : 800));
        midE8[id] = Math.max(midE8[id] / 2, midE8[id] + moveE8) / TICK_E8 * TICK_E8;
        venue.onBook(id, midE8[id], qty(500), midE8[id] + TICK_E8, qty(500), ++ids, nowMs);
    }

    private void trade(final int id) {
        final long priceE8 = near(id, 3);
        venue.onTrade(id, priceE8, qty(800), random.chance(500), ++ids, nowMs);
    }

    private void mark(final int id) {
        final long rateE8 = random.normal(30_000);
        final long nextMs = (nowMs / 600_000 + 1) * 600_000;
        venue.onMark(id, midE8[id] + random.normal(999), midE8[id], rateE8, nextMs, nowMs);
    }

    private long near(final int id, final long ticks) {
        return Math.max(TICK_E8, midE8[id] + random.between(-ticks, ticks) * TICK_E8);
    }

    private long qty(final long max) {
        return random.between(1, max * 10) * STEP_E8;
    }

    private Side side() {
        return random.chance(500) ? Side.BUY : Side.SELL;
    }

    private String clientId() {
        return random.chance(100) ? "again" : random.chance(500) ? null : "c" + ++ids;
    }

    private void order(final int id) {
        final boolean market = random.chance(400);
        count(
                venue.placeOrder(
                        new OrderRequest(
                                id,
                                side(),
                                market ? OrderType.MARKET : OrderType.LIMIT,
                                market ? null : TIFS[(int) random.below(TIFS.length)],
                                qty(random.chance(100) ? 4_000 : 400),
                                market ? 0 : near(id, 25),
                                random.chance(400),
                                clientId()),
                        nowMs));
    }

    private void algo(final int id) {
        final OrderType type = ALGOS[(int) random.below(ALGOS.length)];
        final boolean all = random.chance(200);
        final boolean trails = type == OrderType.TRAILING_STOP_MARKET;
        count(
                venue.placeAlgo(
                        new AlgoRequest(
                                id,
                                side(),
                                type,
                                null,
                                all ? 0 : qty(400),
                                near(id, 30),
                                near(id, 60),
                                random.chance(500)
                                        ? WorkingType.MARK_PRICE
                                        : WorkingType.CONTRACT_PRICE,
                                all,
                                random.chance(100),
                                !all && random.chance(700),
                                trails && random.chance(500) ? near(id, 60) : 0,
                                trails ? FixedPoint.ONE_E8 / 2 : 0,
                                clientId()),
                        nowMs));
    }

    private void count(final Reply<?> reply) {
        accepted += reply.isOk() ? 1 : 0;
    }

    private void cancel(final int id) {
        final List<VenueOrder> orders = venue.openOrders(id);
        final List<AlgoOrder> algos = venue.openAlgoOrders(id);
        if (!orders.isEmpty() && random.chance(500)) {
            final VenueOrder order = orders.get((int) random.below(orders.size()));
            count(venue.cancelOrder(id, order.orderId, null, nowMs));
        } else if (!algos.isEmpty()) {
            final AlgoOrder algo = algos.get((int) random.below(algos.size()));
            count(venue.cancelAlgo(algo.algoId, null, nowMs));
        }
    }

    private void modify(final int id) {
        final List<VenueOrder> orders = venue.openOrders(id);
        if (!orders.isEmpty()) {
            final VenueOrder order = orders.get((int) random.below(orders.size()));
            count(
                    venue.modifyOrder(
                            new ModifyRequest(
                                    id,
                                    order.orderId,
                                    null,
                                    order.side,
                                    qty(400),
                                    near(id, 25),
                                    false,
                                    ++ids),
                            nowMs));
        }
    }

    private void rare(final int id) {
        switch ((int) random.below(5)) {
            case 0 -> venue.changeLeverage(id, (int) random.between(1, 50), nowMs);
            case 1 -> venue.countdownCancelAll(id, random.between(0, 60_000), nowMs);
            case 2 -> {
                if (venue.account().walletE8() < 100 * FixedPoint.ONE_E8) {
                    venue.transfer(300 * FixedPoint.ONE_E8, nowMs);
                }
            }
            case 3 -> venue.cancelAllAlgos(id, nowMs);
            default -> venue.onTime(nowMs);
        }
    }
}
