package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.IntentAction;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.TargetLadder;

/** Feeds whole trades, and market events that lead to nothing, without allocating anything. */
final class TradeCycle {
    private static final long PRICE_E8 = e8("100");
    private static final long BID_E8 = e8("99.99");
    private static final long ASK_E8 = e8("100.01");
    private static final long QTY_E8 = e8("3.75");
    private static final long STOP_E8 = e8("99.2");
    private static final long TARGET_E8 = e8("101.2");
    private static final long VOLUME_E8 = e8("10000000");
    private static final long WALLET_E8 = e8("400");
    private static final long USDC = AssetCode.of("USDC");

    final DecisionHandler engine;
    final InlineRunner runner;
    private boolean isIntentWanted;
    private EntryStyle style = EntryStyle.MARKET;
    private long nowNs = TestSetup.NOON_NS;
    private long bookId = 1;
    private long aggTradeId = 1;
    private long tradeId = 1;
    private long intentSeq = 1;
    long commands;

    TradeCycle(final EngineConfig config) {
        engine = new DecisionHandler(config, this::addIntent);
        runner = new InlineRunner(engine, (event, atNs) -> commands += event.commands().count());
        EngineEvent event = claim(EventType.INSTRUMENT);
        event.instrument = TestSetup.instrument(0, "ADA");
        runner.publish(event);
        event = claim(EventType.ACCOUNT_UPDATE);
        event.account().row = AccountRow.BALANCE;
        event.account().reason = AccountReason.SNAPSHOT;
        event.account().assetCode = USDC;
        event.account().walletE8 = WALLET_E8;
        runner.publish(event);
        event = claim(EventType.OPERATOR_COMMAND);
        event.operator().kind = OperatorKind.ENABLE_ENTRIES;
        runner.publish(event);
        event = claim(EventType.DAY_TICKER);
        event.instrumentId = 0;
        event.ticker().quoteVolumeE8 = VOLUME_E8;
        runner.publish(event);
    }

    private EngineEvent claim(final EventType type) {
        final EngineEvent event = runner.tryClaim(type);
        nowNs += 1_000_000L;
        event.ingestTimeNs = nowNs;
        event.eventTimeMs = nowNs / 1_000_000L;
        return event;
    }

    /** One best price. */
    void book() {
        final EngineEvent event = claim(EventType.TOP_OF_BOOK);
        event.instrumentId = 0;
        event.topOfBook().updateId = bookId++;
        event.topOfBook().bidPriceE8 = BID_E8;
        event.topOfBook().bidQtyE8 = QTY_E8 * (1 + (bookId & 3));
        event.topOfBook().askPriceE8 = ASK_E8;
        event.topOfBook().askQtyE8 = QTY_E8 * (1 + (bookId & 7));
        runner.publish(event);
    }

    /** One trade of the market. */
    void trade() {
        final EngineEvent event = claim(EventType.AGG_TRADE);
        event.instrumentId = 0;
        event.trade().aggTradeId = aggTradeId++;
        event.trade().priceE8 = (aggTradeId & 1) == 0 ? BID_E8 : ASK_E8;
        event.trade().qtyE8 = QTY_E8;
        event.trade().tradeTimeMs = event.eventTimeMs;
        event.trade().buyerIsMaker = (aggTradeId & 1) == 0;
        runner.publish(event);
    }

    /** One mark price. */
    void mark() {
        final EngineEvent event = claim(EventType.MARK_PRICE);
        event.instrumentId = 0;
        event.mark().markPriceE8 = PRICE_E8;
        runner.publish(event);
    }

    /** One mark price at a share of the entry price, in ten-thousandths. */
    private void markAt(final long tenThousandths) {
        final EngineEvent event = claim(EventType.MARK_PRICE);
        nowNs += 61_000_000_000L;
        event.ingestTimeNs = nowNs;
        event.eventTimeMs = nowNs / 1_000_000L;
        event.instrumentId = 0;
        event.mark().markPriceE8 = PRICE_E8 / 10_000 * (10_000 + tenThousandths);
        runner.publish(event);
    }

    /** Entry, then the stop follows the price five times, each confirmed, and the stop is hit. */
    void trailOnce() {
        isIntentWanted = true;
        book();
        isIntentWanted = false;
        final long entry = ClientOrderId.key(intentSeq, 2, Side.BUY, OrderLeg.ENTRY, 0);
        final long target = ClientOrderId.key(intentSeq, 2, Side.SELL, OrderLeg.TARGET, 0);
        accepted(entry, CommandKind.PLACE_ORDER);
        fill(entry, Side.BUY, ReportSource.ORDER_TRADE_UPDATE, tradeId++);
        accepted(stop(0), CommandKind.PLACE_ALGO);
        accepted(target, CommandKind.PLACE_ALGO);
        for (int move = 1; move <= 5; move++) {
            markAt(30 + 20L * move);
            accepted(stop(move), CommandKind.PLACE_ALGO);
            accepted(stop(move - 1), CommandKind.CANCEL_ALGO);
        }
        fill(stop(5), Side.SELL, ReportSource.ORDER_TRADE_UPDATE, tradeId++);
        accepted(target, CommandKind.CANCEL_ALGO);
        intentSeq++;
        nowNs += 1_000_000_000L;
        runner.publish(claim(EventType.CLOCK_TICK));
    }

    private long stop(final int attempt) {
        return ClientOrderId.key(intentSeq, 2, Side.SELL, OrderLeg.STOP, attempt);
    }

    /** Book, trade and mark as they come. */
    void market(final int events) {
        for (int i = 0; i < events; i++) {
            if (i % 50 == 49) {
                mark();
            } else if (i % 3 == 2) {
                trade();
            } else {
                book();
            }
        }
    }

    /** Entry, fill, stop and target confirmed, stop hit, target cancelled. */
    void tradeOnce() {
        isIntentWanted = true;
        book();
        isIntentWanted = false;
        final long entry = ClientOrderId.key(intentSeq, 2, Side.BUY, OrderLeg.ENTRY, 0);
        final long stop = ClientOrderId.key(intentSeq, 2, Side.SELL, OrderLeg.STOP, 0);
        final long target = ClientOrderId.key(intentSeq, 2, Side.SELL, OrderLeg.TARGET, 0);
        intentSeq++;
        accepted(entry, CommandKind.PLACE_ORDER);
        fill(entry, Side.BUY, ReportSource.TRADE_LITE, tradeId);
        fill(entry, Side.BUY, ReportSource.ORDER_TRADE_UPDATE, tradeId);
        tradeId++;
        accepted(stop, CommandKind.PLACE_ALGO);
        accepted(target, CommandKind.PLACE_ALGO);
        market(10);
        fill(stop, Side.SELL, ReportSource.ORDER_TRADE_UPDATE, tradeId);
        tradeId++;
        accepted(target, CommandKind.CANCEL_ALGO);
        nowNs += 1_000_000_000L;
        runner.publish(claim(EventType.CLOCK_TICK));
    }

    /**
     * A resting entry fills and its stop is hit with three targets open; another is cancelled when
     * patience is over.
     */
    void restOnce() {
        style = EntryStyle.LIMIT;
        wanted();
        accepted(
                ClientOrderId.key(intentSeq, 2, Side.BUY, OrderLeg.ENTRY, 0),
                CommandKind.PLACE_ORDER);
        fill(
                ClientOrderId.key(intentSeq, 2, Side.BUY, OrderLeg.ENTRY, 0),
                Side.BUY,
                ReportSource.ORDER_TRADE_UPDATE,
                tradeId++);
        accepted(stop(0), CommandKind.PLACE_ALGO);
        levels(CommandKind.PLACE_ALGO);
        market(10);
        fill(stop(0), Side.SELL, ReportSource.ORDER_TRADE_UPDATE, tradeId++);
        levels(CommandKind.CANCEL_ALGO);
        intentSeq++;
        tickAfter(1_000_000_000L);
        wanted();
        final long unfilled = ClientOrderId.key(intentSeq, 2, Side.BUY, OrderLeg.ENTRY, 0);
        accepted(unfilled, CommandKind.PLACE_ORDER);
        tickAfter(2_100_000_000L);
        accepted(unfilled, CommandKind.CANCEL_ORDER);
        tickAfter(1_000_000_000L);
        intentSeq++;
        style = EntryStyle.MARKET;
    }

    private void wanted() {
        isIntentWanted = true;
        book();
        isIntentWanted = false;
    }

    private void tickAfter(final long ns) {
        nowNs += ns;
        runner.publish(claim(EventType.CLOCK_TICK));
    }

    private void levels(final CommandKind kind) {
        for (int level = 0; level < TargetLadder.MAX_LEVELS; level++) {
            final int attempt = level * TargetLadder.TRIES;
            accepted(ClientOrderId.key(intentSeq, 2, Side.SELL, OrderLeg.TARGET, attempt), kind);
        }
    }

    /** Limits, streams and operators hold trading back and let it go again. */
    void holdAndRelease() {
        rate(85_000_000);
        operator(OperatorKind.REDUCE);
        stream(false);
        book();
        stream(true);
        operator(OperatorKind.RESUME);
        rate(0);
    }

    private void rate(final long usedShareE8) {
        final EngineEvent event = claim(EventType.RATE_LIMIT);
        event.rateLimit().usedShareE8 = usedShareE8;
        runner.publish(event);
    }

    private void operator(final OperatorKind kind) {
        final EngineEvent event = claim(EventType.OPERATOR_COMMAND);
        event.operator().kind = kind;
        runner.publish(event);
    }

    private void stream(final boolean up) {
        final EngineEvent event = claim(EventType.STREAM_STATUS);
        event.stream().route = StreamRoute.PRIVATE;
        event.stream().up = up;
        runner.publish(event);
    }

    private void accepted(final long orderKey, final CommandKind kind) {
        final EngineEvent event = claim(EventType.REQUEST_OUTCOME);
        event.outcome().kind = OutcomeKind.ACCEPTED;
        event.outcome().commandKind = kind;
        event.outcome().runId = 1;
        event.outcome().orderKey = orderKey;
        runner.publish(event);
    }

    private void fill(
            final long orderKey, final Side side, final ReportSource source, final long id) {
        final EngineEvent event = claim(EventType.EXECUTION_REPORT);
        event.instrumentId = 0;
        event.execution().source = source;
        event.execution().executionType = ExecutionType.TRADE;
        event.execution().status =
                source == ReportSource.TRADE_LITE ? null : VenueOrderStatus.FILLED;
        event.execution().origin = OrderOrigin.OWN;
        event.execution().runId = 1;
        event.execution().orderKey = orderKey;
        event.execution().side = side;
        event.execution().orderType = OrderType.MARKET;
        event.execution().qtyE8 = QTY_E8;
        event.execution().lastQtyE8 = QTY_E8;
        event.execution().lastPriceE8 = PRICE_E8;
        event.execution().tradeId = id;
        event.execution().transactionTimeMs = event.eventTimeMs;
        runner.publish(event);
    }

    private void addIntent(final EngineEvent event, final long atNs) {
        if (!isIntentWanted || event.type != EventType.TOP_OF_BOOK) {
            return;
        }
        final TradeIntent intent = event.intents().addOrNull();
        intent.instrumentId = 0;
        intent.strategyId = 2;
        intent.action = IntentAction.ENTER;
        intent.side = Side.BUY;
        intent.style = style;
        intent.limitPriceE8 = style.isLimit() ? BID_E8 : 0;
        intent.refPriceE8 = PRICE_E8;
        intent.stopPriceE8 = STOP_E8;
        intent.targetPriceE8 = TARGET_E8;
    }
}
