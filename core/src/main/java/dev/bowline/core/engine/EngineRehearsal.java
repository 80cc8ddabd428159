package dev.bowline.core.engine;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.Bar;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.IntentAction;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;

/**
 * A throw-away engine with the configuration of the real one, on a small market of its own: entries
 * with their stops and targets, each of the usual ends, refusals and strategies that look on. What
 * it runs through is compiled before the first real order, which would else run interpreted. It
 * shares nothing with the real engine but the classes; its commands go to {@link RehearsalVenue}
 * and to the links given, nowhere else. Deterministic; the caller bounds it in time. One thread.
 */
public final class EngineRehearsal {
    private static final long ONE_E8 = FixedPoint.ONE_E8;
    private static final long TICK_E8 = ONE_E8 / 10_000;
    private static final long BASE_PRICE_E8 = 100 * ONE_E8;
    private static final long WALLET_E8 = 10_000 * ONE_E8;
    private static final long VOLUME_E8 = 1_000_000_000 * ONE_E8;
    private static final long QTY_E8 = 50 * ONE_E8;
    private static final long STEP_NS = 10 * Books.NS_PER_MS;
    private static final int INSTRUMENTS = 2;
    private static final int SYNTHETIC_STRATEGY = 35;
    private static final int STORIES = 8;

    /** 2026-01-05, a Monday; the day itself does not matter. */
    private static final long FIRST_DAY_MS = 1_767_571_200_000L;

    private static final long MS_PER_MINUTE = 60_000;

    private final EngineConfig config;
    private final HaltSwitch haltSwitch = new HaltSwitch();
    private final DecisionHandler engine;
    private final InlineRunner runner;
    private final RehearsalVenue venue;
    private final long barMs;
    private long nowNs;
    private long barOpenMs;
    private long updateId;
    private long rounds;
    private long priceE8 = BASE_PRICE_E8;
    private IntentAction wanted;
    private int wantedInstrument;

    /**
     * Introduces the instruments and enables entries.
     *
     * @param config of the real engine
     * @param links see every slot after the decision; they must not be those of the real chain
     */
    public EngineRehearsal(final EngineConfig config, final EngineHandler... links) {
        this.config = config;
        engine = new DecisionHandler(config, this::addIntent);
        venue = new RehearsalVenue(AssetCode.of(config.marginAsset()), WALLET_E8);
        final EngineHandler[] chain = new EngineHandler[links.length + 2];
        chain[0] = new HaltOnError(new DecidedStamp(engine, () -> 1), haltSwitch);
        System.arraycopy(links, 0, chain, 1, links.length);
        chain[links.length + 1] = venue;
        runner = new InlineRunner(chain);
        barMs = config.scalping().timeframeMs();
        barOpenMs = FIRST_DAY_MS + config.risk().tradingFromMinuteUtc() * MS_PER_MINUTE;
        barOpenMs -= barOpenMs % barMs;
        nowNs = barOpenMs * Books.NS_PER_MS;
        for (int id = 0; id < INSTRUMENTS; id++) {
            final EngineEvent event = claim(EventType.INSTRUMENT, id);
            event.instrument = instrument(id);
            runner.publish(event);
            final EngineEvent ticker = claim(EventType.DAY_TICKER, id);
            ticker.ticker().quoteVolumeE8 = VOLUME_E8;
            runner.publish(ticker);
        }
        final EngineEvent balance = claim(EventType.ACCOUNT_UPDATE, -1);
        balance.account().row = AccountRow.BALANCE;
        balance.account().reason = AccountReason.SNAPSHOT;
        balance.account().assetCode = AssetCode.of(config.marginAsset());
        balance.account().walletE8 = WALLET_E8;
        runner.publish(balance);
        final EngineEvent enable = claim(EventType.OPERATOR_COMMAND, -1);
        enable.operator().kind = OperatorKind.ENABLE_ENTRIES;
        runner.publish(enable);
    }

    private InstrumentSpec instrument(final int id) {
        final String base = "REHEARSAL" + id;
        return new InstrumentSpec(
                id,
                base + config.marginAsset(),
                base,
                config.marginAsset(),
                config.marginAsset(),
                TICK_E8,
                TICK_E8,
                1_000_000 * ONE_E8,
                TICK_E8,
                TICK_E8,
                1_000_000 * ONE_E8,
                TICK_E8,
                TICK_E8,
                1_000_000 * ONE_E8,
                ONE_E8,
                2 * ONE_E8,
                ONE_E8 / 2,
                200,
                ONE_E8 / 5_000,
                ONE_E8 / 2_500,
                config.sizing().leverage(),
                1_000_000_000 * ONE_E8,
                ONE_E8 / 250);
    }

    /**
     * One bar of the market with one trade in it, entered and ended as the story of the round says.
     */
    public void round() {
        final int id = (int) (rounds % INSTRUMENTS);
        final int story = (int) (rounds % STORIES);
        venue.begin(story == STORIES - 1, (story & 1) + 1);
        quiet(id, story);
        want(IntentAction.ENTER, id);
        quiet(id, story);
        switch (story) {
            case 2 -> move(id, venue.stopPriceE8());
            case 4 -> closeAll();
            case 5 -> want(IntentAction.EXIT, id);
            default -> move(id, venue.targetPriceE8());
        }
        quiet(id, story + 1);
        if (venue.isOpen()) {
            closeAll();
        }
        endBar(id);
        rounds++;
    }

    /** Rounds so far. */
    public long rounds() {
        return rounds;
    }

    /** Commands that went nowhere. */
    public long commands() {
        return venue.commands();
    }

    /** Positions opened and closed again. */
    public long trades() {
        return engine.view().settledTrades();
    }

    /** What the engine threw, or {@code null}; then there is no sense in going on. */
    public HaltSwitch.Cause failureOrNull() {
        return haltSwitch.causeOrNull();
    }

    /** Books, trades and a mark that lean to the side of the story, so that strategies see both. */
    private void quiet(final int id, final int story) {
        final boolean up = (story & 2) == 0;
        for (int i = 0; i < 12; i++) {
            book(id, up);
            if (i % 2 == 1) {
                trade(id, up);
            }
        }
        mark(id);
    }

    private void book(final int id, final boolean up) {
        final EngineEvent event = claim(EventType.TOP_OF_BOOK, id);
        event.topOfBook().updateId = ++updateId;
        event.topOfBook().bidPriceE8 = priceE8 - TICK_E8;
        event.topOfBook().askPriceE8 = priceE8 + TICK_E8;
        event.topOfBook().bidQtyE8 = up ? QTY_E8 * 5 : QTY_E8;
        event.topOfBook().askQtyE8 = up ? QTY_E8 : QTY_E8 * 5;
        publish(event);
    }

    private void trade(final int id, final boolean up) {
        final EngineEvent event = claim(EventType.AGG_TRADE, id);
        event.trade().aggTradeId = venue.nextAggTradeId(id);
        event.trade().priceE8 = priceE8;
        event.trade().qtyE8 = QTY_E8;
        event.trade().tradeTimeMs = event.eventTimeMs;
        event.trade().buyerIsMaker = !up;
        publish(event);
    }

    private void mark(final int id) {
        final EngineEvent event = claim(EventType.MARK_PRICE, id);
        event.mark().markPriceE8 = priceE8;
        publish(event);
    }

    /** The market reaches a trigger; orders there are filled. */
    private void move(final int id, final long toE8) {
        if (toE8 > 0) {
            priceE8 = toE8;
        }
        book(id, true);
        mark(id);
        venue.onPrice(priceE8);
        answer();
    }

    private void want(final IntentAction action, final int id) {
        wanted = action;
        wantedInstrument = id;
        book(id, true);
        wanted = null;
    }

    private void closeAll() {
        final EngineEvent event = claim(EventType.OPERATOR_COMMAND, -1);
        event.operator().kind = OperatorKind.CLOSE_ALL;
        publish(event);
    }

    /** The bar closes, the next one begins; a swing of the close keeps indicators moving. */
    private void endBar(final int id) {
        final long swingE8 = TICK_E8 * (1 + rounds * 7 % 40);
        final long openE8 = priceE8;
        priceE8 = BASE_PRICE_E8 + (rounds % 3 == 0 ? swingE8 : -swingE8);
        barOpenMs += barMs;
        nowNs = Math.max(nowNs, barOpenMs * Books.NS_PER_MS);
        for (int each = 0; each < INSTRUMENTS; each++) {
            final EngineEvent event = claim(EventType.BAR, each);
            final Bar bar = event.bar();
            bar.intervalMs = barMs;
            bar.openTimeMs = barOpenMs - barMs;
            bar.closeTimeMs = barOpenMs - 1;
            bar.openE8 = openE8;
            bar.highE8 = Math.max(openE8, priceE8) + 20 * TICK_E8;
            bar.lowE8 = Math.min(openE8, priceE8) - 20 * TICK_E8;
            bar.closeE8 = priceE8;
            bar.volumeE8 = QTY_E8 * (1 + rounds % 5);
            bar.closed = true;
            publish(event);
        }
        publish(claim(EventType.CLOCK_TICK, -1));
        book(id, true);
    }

    private EngineEvent claim(final EventType type, final int instrumentId) {
        final EngineEvent event = runner.tryClaim(type);
        nowNs += STEP_NS;
        event.instrumentId = instrumentId;
        event.ingestTimeNs = nowNs;
        event.eventTimeMs = nowNs / Books.NS_PER_MS;
        return event;
    }

    private void publish(final EngineEvent event) {
        runner.publish(event);
        answer();
    }

    /** The venue answers until it has nothing more to say. */
    private void answer() {
        venue.priceE8(priceE8);
        for (EventType next = venue.nextOrNull(); next != null; next = venue.nextOrNull()) {
            final EngineEvent event = claim(next, -1);
            venue.fill(event);
            runner.publish(event);
        }
    }

    private void addIntent(final EngineEvent event, final long atNs) {
        if (wanted == null || event.type != EventType.TOP_OF_BOOK) {
            return;
        }
        final TradeIntent intent = event.intents().addOrNull();
        if (intent == null) {
            return;
        }
        final boolean buys = (rounds >> 2 & 1) == 0;
        final long stopE8 =
                FixedPoint.mulFloorE8(priceE8, config.bookMomentum().stopShareE8()) + 2 * TICK_E8;
        final long targetE8 =
                FixedPoint.mulFloorE8(priceE8, config.bookMomentum().targetShareE8()) + 2 * TICK_E8;
        intent.instrumentId = wantedInstrument;
        intent.strategyId = SYNTHETIC_STRATEGY;
        intent.action = wanted;
        intent.side = buys ? Side.BUY : Side.SELL;
        intent.style = (rounds & 1) == 0 ? EntryStyle.MARKET : EntryStyle.IOC;
        intent.refPriceE8 = priceE8;
        intent.limitPriceE8 =
                intent.style == EntryStyle.IOC ? priceE8 + (buys ? TICK_E8 : -TICK_E8) : 0;
        intent.stopPriceE8 = buys ? priceE8 - stopE8 : priceE8 + stopE8;
        intent.targetPriceE8 = buys ? priceE8 + targetE8 : priceE8 - targetE8;
    }
}
