package dev.bowline.ops.simulate;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.gateway.net.DownCause;
import dev.bowline.gateway.sim.OrderRequest;
import dev.bowline.gateway.sim.SeededRandom;
import dev.bowline.gateway.sim.SimulatedVenue;

/** What happens by itself: breakdowns of network, exchange and machine, and the owner's hands. */
final class World {
    private static final long NS_PER_MS = Weather.NS_PER_MS;
    private static final long MINUTE_MS = 60_000;
    private static final long MANUAL_QUOTE_E8 = 60 * FixedPoint.ONE_E8;

    private final SeededRandom random;
    private final FaultMix mix;
    private final Simulation simulation;
    private boolean isOver;
    private long marketSilentUntilNs;
    private long clockUnknownUntilNs;
    private long manualOrders;

    World(final SeededRandom random, final FaultMix mix, final Simulation simulation) {
        this.random = random;
        this.mix = mix;
        this.simulation = simulation;
    }

    /** Plans the first of each kind. */
    void begin() {
        for (final FaultKind kind : FaultKind.values()) {
            if (!kind.isPerMessage() && mix.rate(kind) > 0) {
                plan(kind);
            }
        }
    }

    /** Nothing happens any more. */
    void end() {
        isOver = true;
        simulation.weather().setExchangeUp(true);
        marketSilentUntilNs = 0;
        simulation.setClockOffsetNs(0);
        clockUnknownUntilNs = nowNs() + 15_000 * NS_PER_MS;
    }

    private long nowNs() {
        return simulation.time().nowNs();
    }

    private void plan(final FaultKind kind) {
        final long meanMs = mix.rate(kind) * MINUTE_MS;
        final long waitMs = random.between(meanMs / 8, 2 * meanMs - meanMs / 8);
        simulation
                .time()
                .afterMs(
                        null,
                        waitMs,
                        () -> {
                            if (!isOver) {
                                plan(kind);
                                happen(kind);
                            }
                        });
    }

    private void happen(final FaultKind kind) {
        if (kind == FaultKind.KILL) {
            kill();
            return;
        }
        simulation.weather().count(kind);
        simulation.trail().note("WORLD " + kind);
        final BotProcess bot = simulation.botOrNull();
        switch (kind) {
            case FRAMES_STALL -> simulation.weather().stall(random.between(500, 5_000));
            case USER_DOWN -> {
                if (bot != null && bot.isUserStreamUp()) {
                    bot.dropUserStream(DownCause.CLOSED_BY_PEER, random.between(50, 40_000));
                }
            }
            case MARKET_GAP -> marketGap(random.between(500, 30_000), random.chance(500));
            case RATE_LIMITED -> simulation.weather().limit(429, random.between(1_000, 30_000));
            case BANNED -> simulation.weather().limit(418, random.between(120_000, 180_000));
            case EXCHANGE_RESTART -> restartExchange(random.between(500, 20_000));
            case KEY_EXPIRED -> simulation.exchange().expireListenKeys();
            case CLOCK_STEP -> stepClock(random.between(-2_500, 2_500));
            case MANUAL_CLOSE -> closeByHand();
            case MANUAL_OPEN -> openByHand();
            case ADL -> takeOver(true);
            case LIQUIDATION -> takeOver(false);
            default -> throw new IllegalStateException(kind + " does not come by itself");
        }
    }

    /** At once, between two tasks, or at the next fitting place within the chain. */
    private void kill() {
        final BotProcess bot = simulation.botOrNull();
        if (bot == null) {
            return;
        }
        if (random.chance(300)) {
            bot.killSwitch().kill("between two tasks");
            return;
        }
        final KillSwitch.Place[] places = KillSwitch.Place.values();
        final KillSwitch.Place usual =
                places[(int) random.below(places.length - 1)]; // the last tears a record
        final boolean onlyWithCommands = random.chance(750);
        final int sendsBefore = (int) random.below(3);
        final int tornInThousand = mix.rate(FaultKind.TORN_TAIL);
        final boolean isTorn = tornInThousand > 0 && random.chance(tornInThousand);
        bot.killSwitch()
                .arm(isTorn ? KillSwitch.Place.IN_JOURNAL : usual, onlyWithCommands, sendsBefore);
    }

    /** How long a killed process stays dead. */
    long deadMs() {
        return random.chance(500) ? random.between(500, 10_000) : random.between(500, 300_000);
    }

    private void marketGap(final long forMs, final boolean isTold) {
        marketSilentUntilNs = nowNs() + forMs * NS_PER_MS;
        final BotProcess bot = simulation.botOrNull();
        if (isTold && bot != null && bot.isReady()) {
            bot.onMarketStream(false);
            simulation
                    .time()
                    .afterMs(
                            null,
                            forMs,
                            () -> {
                                if (simulation.botOrNull() == bot) {
                                    bot.onMarketStream(true);
                                }
                            });
        }
    }

    /** Whether market data reaches the bot. */
    boolean isMarketHeard() {
        return simulation.weather().isExchangeUp() && nowNs() >= marketSilentUntilNs;
    }

    /** Market data comes as fast as the network is. */
    long marketDelayNs() {
        return random.between(1, 60) * NS_PER_MS;
    }

    private void restartExchange(final long awayMs) {
        simulation.weather().setExchangeUp(false);
        final BotProcess bot = simulation.botOrNull();
        if (bot != null) {
            bot.dropConnections(awayMs + random.between(50, 2_000));
        }
        simulation.time().afterMs(null, awayMs, () -> simulation.weather().setExchangeUp(true));
    }

    private void stepClock(final long byMs) {
        simulation.setClockOffsetNs(byMs * NS_PER_MS);
        // Engine time stands still until the clock is where it was.
        clockUnknownUntilNs = nowNs() + (5_000 + Math.abs(byMs)) * NS_PER_MS;
    }

    /** Whether the bot's time has passed as the exchange's since a step of its clock. */
    boolean isClockKnown() {
        return nowNs() >= clockUnknownUntilNs;
    }

    private void closeByHand() {
        final int id = someHeldOrMinus1();
        if (id >= 0) {
            final long heldE8 = venue().position(id).position().qtyE8;
            order(id, heldE8 > 0 ? Side.SELL : Side.BUY, Math.abs(heldE8), true);
        }
    }

    /** The venue's own hand (PROT-7). */
    private void takeOver(final boolean deleverage) {
        final int id = someHeldOrMinus1();
        if (id >= 0) {
            venue().takeOver(id, deleverage, simulation.exchange().clock().time());
        }
    }

    private SimulatedVenue venue() {
        return simulation.exchange().venue();
    }

    private int someHeldOrMinus1() {
        final int count = venue().instruments().size();
        final int first = (int) random.below(count);
        for (int i = 0; i < count; i++) {
            final int id = (first + i) % count;
            if (!venue().position(id).position().isFlat()) {
                return id;
            }
        }
        return -1;
    }

    private void openByHand() {
        final SimulatedVenue venue = simulation.exchange().venue();
        final int id = (int) random.below(venue.instruments().size());
        if (!venue.position(id).position().isFlat() || venue.market(id).markOrLastE8() <= 0) {
            return;
        }
        final InstrumentSpec spec = venue.instruments().get(id).spec();
        final long stepE8 = Math.max(spec.marketStepE8(), spec.limitStepE8());
        final long qtyE8 =
                FixedPoint.divFloorE8(
                        MANUAL_QUOTE_E8 * random.between(1, 3), venue.market(id).markOrLastE8());
        final long onStepE8 = Math.max(stepE8, FixedPoint.floorToStepE8(qtyE8, stepE8));
        simulation.invariants().onForeign(id);
        order(id, random.chance(500) ? Side.BUY : Side.SELL, onStepE8, false);
        simulation.time().afterMs(null, random.between(5, 60) * MINUTE_MS, this::closeByHand);
    }

    private void order(final int id, final Side side, final long qtyE8, final boolean reduceOnly) {
        simulation
                .exchange()
                .venue()
                .placeOrder(
                        new OrderRequest(
                                id,
                                side,
                                OrderType.MARKET,
                                null,
                                qtyE8,
                                0,
                                reduceOnly,
                                "web_" + ++manualOrders),
                        simulation.exchange().clock().time());
    }
}
