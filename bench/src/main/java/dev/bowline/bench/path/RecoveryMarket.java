package dev.bowline.bench.path;

import dev.bowline.core.engine.EngineRunner;
import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/**
 * Symbols whose pressure swings between buyers and sellers, and a venue that fills what it is sent;
 * as many events per second of venue time as asked for. Seeded. Last link of the chain.
 */
final class RecoveryMarket implements EngineHandler {
    private static final long ONE_E8 = FixedPoint.ONE_E8;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int MARK_EVERY = 30;

    private record Reply(EventType type, OrderCommand order, OutcomeKind outcome, boolean fills) {}

    private final Queue<Reply> replies = new ArrayDeque<>();
    private final List<OrderCommand> working = new ArrayList<>();
    private final Random random = new Random(5);
    private final int symbols;
    private final long stepNs;
    private final long[] pricesE8;
    private final long[] ids;
    private final long[] trades;
    private EngineRunner runner;
    private long nowNs = 1_795_176_000_000L * 1_000_000L;
    private long step;
    private long tradeId = 1;
    private long nextTickNs;
    private long nextBarNs;

    RecoveryMarket(final int symbols, final int eventsPerSecond) {
        this.symbols = symbols;
        stepNs = NS_PER_SECOND / eventsPerSecond;
        pricesE8 = new long[symbols];
        ids = new long[symbols];
        trades = new long[symbols];
    }

    /** Introduces the symbols and opens the account. */
    void start(final EngineRunner target) {
        runner = target;
        for (int id = 0; id < symbols; id++) {
            pricesE8[id] = 100 * ONE_E8;
            final EngineEvent event = claim(EventType.INSTRUMENT, -1);
            event.instrument = instrument(id);
            runner.publish(event);
        }
        EngineEvent event = claim(EventType.ACCOUNT_UPDATE, -1);
        event.account().row = AccountRow.BALANCE;
        event.account().reason = AccountReason.SNAPSHOT;
        event.account().assetCode = AssetCode.of("USDC");
        event.account().walletE8 = 400_000 * ONE_E8;
        runner.publish(event);
        event = claim(EventType.OPERATOR_COMMAND, -1);
        event.operator().kind = OperatorKind.ENABLE_ENTRIES;
        runner.publish(event);
        for (int id = 0; id < symbols; id++) {
            event = claim(EventType.DAY_TICKER, id);
            event.ticker().quoteVolumeE8 = 1_000_000_000 * ONE_E8;
            runner.publish(event);
        }
        nextBarNs = nowNs - nowNs % (60 * NS_PER_SECOND) + 60 * NS_PER_SECOND;
    }

    /** Events of so much venue time. */
    void run(final long durationNs) {
        final long endNs = nowNs + durationNs;
        while (nowNs < endNs) {
            step();
        }
    }

    /** One market event and what follows from it. */
    void step() {
        nowNs += stepNs;
        final int id = (int) (step % symbols);
        final long round = step / symbols;
        final boolean isBuying = (round / 3_000 + id) % 2 == 0;
        final int drift = round % 8 == 0 ? (isBuying ? 1 : -1) : 0;
        pricesE8[id] += (random.nextInt(5) - 2 + drift) * 100_000L;
        pricesE8[id] = Math.max(10 * ONE_E8, pricesE8[id]);
        if (round % MARK_EVERY == 0) {
            mark(id);
        } else if (round % 3 != 0) {
            trade(id, isBuying);
        } else {
            book(id, isBuying);
        }
        if (nowNs >= nextTickNs) {
            nextTickNs = nowNs + NS_PER_SECOND / 10;
            runner.publish(claim(EventType.CLOCK_TICK, -1));
        }
        if (nowNs >= nextBarNs) {
            bars();
        }
        if (step % 20_000 == 19_999 && !working.isEmpty()) {
            replies.add(new Reply(EventType.EXECUTION_REPORT, working.remove(0), null, true));
        }
        while (!replies.isEmpty()) {
            answer(replies.poll());
        }
        step++;
    }

    private void book(final int id, final boolean isBuying) {
        final EngineEvent event = claim(EventType.TOP_OF_BOOK, id);
        event.topOfBook().updateId = ++ids[id];
        event.topOfBook().bidPriceE8 = pricesE8[id];
        event.topOfBook().bidQtyE8 = (isBuying ? 900 : 50) * ONE_E8;
        event.topOfBook().askPriceE8 = pricesE8[id] + ONE_E8 / 100;
        event.topOfBook().askQtyE8 = (isBuying ? 50 : 900) * ONE_E8;
        runner.publish(event);
    }

    private void trade(final int id, final boolean isBuying) {
        final EngineEvent event = claim(EventType.AGG_TRADE, id);
        final long tradeNumber = ++trades[id];
        event.trade().aggTradeId = tradeNumber;
        event.trade().firstTradeId = tradeNumber;
        event.trade().lastTradeId = tradeNumber;
        event.trade().priceE8 = pricesE8[id];
        event.trade().qtyE8 = ONE_E8;
        event.trade().tradeTimeMs = nowNs / 1_000_000;
        event.trade().buyerIsMaker = !isBuying;
        runner.publish(event);
    }

    private void mark(final int id) {
        final EngineEvent event = claim(EventType.MARK_PRICE, id);
        event.mark().markPriceE8 = pricesE8[id];
        event.mark().indexPriceE8 = pricesE8[id];
        runner.publish(event);
    }

    private void bars() {
        final long openMs = nextBarNs / 1_000_000 - 60_000;
        nextBarNs += 60 * NS_PER_SECOND;
        for (int id = 0; id < symbols; id++) {
            final EngineEvent event = claim(EventType.BAR, id);
            event.bar().intervalMs = 60_000;
            event.bar().openTimeMs = openMs;
            event.bar().closeTimeMs = openMs + 59_999;
            event.bar().openE8 = pricesE8[id];
            event.bar().highE8 = pricesE8[id] + ONE_E8 / 10;
            event.bar().lowE8 = pricesE8[id] - ONE_E8 / 10;
            event.bar().closeE8 = pricesE8[id] + (random.nextInt(11) - 5) * ONE_E8 / 100;
            event.bar().volumeE8 = (100 + random.nextInt(100)) * ONE_E8;
            event.bar().closed = true;
            runner.publish(event);
        }
    }

    @Override
    public void onEvent(final EngineEvent event, final long engineNs) {
        for (int i = 0; i < event.commands().count(); i++) {
            take(copy(event.commands().get(i)));
        }
    }

    private void take(final OrderCommand order) {
        switch (order.kind) {
            case PLACE_ORDER -> {
                replies.add(
                        new Reply(EventType.REQUEST_OUTCOME, order, OutcomeKind.ACCEPTED, false));
                replies.add(new Reply(EventType.EXECUTION_REPORT, order, null, true));
            }
            case PLACE_ALGO -> {
                working.add(order);
                replies.add(
                        new Reply(EventType.REQUEST_OUTCOME, order, OutcomeKind.ACCEPTED, false));
                replies.add(new Reply(EventType.EXECUTION_REPORT, order, null, false));
            }
            case CANCEL_ORDER, CANCEL_ALGO -> {
                working.removeIf(each -> each.orderKey == order.orderKey);
                replies.add(
                        new Reply(EventType.REQUEST_OUTCOME, order, OutcomeKind.ACCEPTED, false));
            }
            case RECONCILE, DEADMAN_ARM, DEADMAN_DISARM -> {
                // This market has no snapshots.
            }
            case QUERY_ORDER, QUERY_ALGO ->
                    replies.add(
                            new Reply(
                                    EventType.REQUEST_OUTCOME,
                                    order,
                                    OutcomeKind.NOT_FOUND,
                                    false));
        }
    }

    private void answer(final Reply reply) {
        final OrderCommand order = reply.order();
        final EngineEvent event = claim(reply.type(), order.instrumentId);
        if (reply.type() == EventType.REQUEST_OUTCOME) {
            event.outcome().kind = reply.outcome();
            event.outcome().commandKind = order.kind;
            event.outcome().runId = order.runId;
            event.outcome().orderKey = order.orderKey;
        } else {
            final ExecutionReport report = event.execution();
            final long priceE8 = pricesE8[order.instrumentId];
            report.source =
                    reply.fills() ? ReportSource.ORDER_TRADE_UPDATE : ReportSource.ALGO_UPDATE;
            report.executionType = reply.fills() ? ExecutionType.TRADE : ExecutionType.NEW;
            report.status = reply.fills() ? VenueOrderStatus.FILLED : VenueOrderStatus.NEW;
            report.origin = OrderOrigin.OWN;
            report.runId = order.runId;
            report.orderKey = order.orderKey;
            report.side = order.side;
            report.orderType = order.orderType;
            report.qtyE8 = order.qtyE8;
            report.triggerPriceE8 = order.triggerPriceE8;
            report.lastQtyE8 = reply.fills() ? order.qtyE8 : 0;
            report.cumQtyE8 = report.lastQtyE8;
            report.lastPriceE8 = reply.fills() ? priceE8 : 0;
            report.commissionAssetCode = AssetCode.of("USDC");
            report.tradeId = reply.fills() ? tradeId++ : 0;
        }
        runner.publish(event);
    }

    private EngineEvent claim(final EventType type, final int id) {
        final EngineEvent event = runner.tryClaim(type);
        event.ingestTimeNs = nowNs;
        event.eventTimeMs = nowNs / 1_000_000;
        event.instrumentId = id;
        return event;
    }

    private static OrderCommand copy(final OrderCommand live) {
        final CommandKind kind = live.kind;
        final Side side = live.side;
        final OrderType orderType = live.orderType;
        final OrderCommand copy = new OrderCommand();
        copy.kind = kind;
        copy.side = side;
        copy.orderType = orderType;
        copy.instrumentId = live.instrumentId;
        copy.runId = live.runId;
        copy.orderKey = live.orderKey;
        copy.qtyE8 = live.qtyE8;
        copy.triggerPriceE8 = live.triggerPriceE8;
        return copy;
    }

    private static InstrumentSpec instrument(final int id) {
        final String base = "A" + id;
        return new InstrumentSpec(
                id,
                base + "USDC",
                base,
                "USDC",
                "USDC",
                1_000,
                1_000,
                1_000_000 * ONE_E8,
                100_000,
                100_000,
                100_000 * ONE_E8,
                100_000,
                100_000,
                10_000 * ONE_E8,
                5 * ONE_E8,
                105_000_000,
                95_000_000,
                200,
                20_000,
                40_000,
                5,
                100_000 * ONE_E8,
                1_000_000);
    }
}
