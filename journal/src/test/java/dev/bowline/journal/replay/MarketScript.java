package dev.bowline.journal.replay;

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
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.SnapshotMark;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.instrument.InstrumentSpec;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A market that swings between buyers and sellers, and a venue that fills what it is sent. Seeded;
 * the venue is the last link of the chain, its answers are published between market events.
 */
final class MarketScript implements EngineHandler {
    private static final long ONE_E8 = 100_000_000L;
    private static final long STEP_NS = 20_000_000L;
    private static final long BARS_FROM_MS = 1_795_176_000_000L;

    /** Publishes one event. */
    interface Publisher {
        void publish(EventType type, Consumer<EngineEvent> filler);
    }

    private record Reply(EventType type, Consumer<EngineEvent> filler) {}

    private final Queue<Reply> replies = new ArrayDeque<>();
    private final Map<Long, OrderCommand> algos = new LinkedHashMap<>();
    private final Random random;
    private long nowNs = 1_795_176_000_000L * 1_000_000L;
    private long priceE8 = 100 * ONE_E8;
    private long tradeId = 1;

    MarketScript(final long seed) {
        random = new Random(seed);
    }

    @Override
    public void onEvent(final EngineEvent event, final long engineNs) {
        for (int i = 0; i < event.commands().count(); i++) {
            answer(event.commands().get(i));
        }
    }

    /** Publishes everything, in one order. */
    void run(final Publisher publisher, final byte[] stateOrNull, final int steps) {
        if (stateOrNull != null) {
            send(publisher, EventType.STATE_RESTORED, e -> e.state = stateOrNull);
        }
        send(publisher, EventType.INSTRUMENT, e -> e.instrument = instrument());
        send(
                publisher,
                EventType.ACCOUNT_UPDATE,
                e -> {
                    e.account().row = AccountRow.BALANCE;
                    e.account().reason = AccountReason.SNAPSHOT;
                    e.account().assetCode = AssetCode.of("USDC");
                    e.account().walletE8 = 400 * ONE_E8;
                    e.account().crossWalletE8 = 400 * ONE_E8;
                });
        send(
                publisher,
                EventType.OPERATOR_COMMAND,
                e -> e.operator().kind = OperatorKind.ENABLE_ENTRIES);
        for (int step = 0; step < steps; step++) {
            step(publisher, step);
            for (Reply reply = replies.poll(); reply != null; reply = replies.poll()) {
                send(publisher, reply.type(), reply.filler());
            }
        }
    }

    private void step(final Publisher publisher, final int step) {
        final boolean isBuying = step / 300 % 2 == 0;
        priceE8 += (random.nextInt(5) - 2 + (isBuying ? 1 : -1)) * ONE_E8 / 1000;
        if (step % 50 == 0) {
            send(
                    publisher,
                    EventType.DAY_TICKER,
                    e -> {
                        e.instrumentId = 0;
                        e.ticker().quoteVolumeE8 = 1_000_000 * ONE_E8;
                        e.ticker().lastPriceE8 = priceE8;
                    });
            send(
                    publisher,
                    EventType.MARK_PRICE,
                    e -> {
                        e.instrumentId = 0;
                        e.mark().markPriceE8 = priceE8;
                    });
        }
        send(
                publisher,
                EventType.TOP_OF_BOOK,
                e -> {
                    e.instrumentId = 0;
                    e.topOfBook().updateId = step + 1L;
                    e.topOfBook().bidPriceE8 = priceE8;
                    e.topOfBook().bidQtyE8 = (isBuying ? 900 : 50) * ONE_E8;
                    e.topOfBook().askPriceE8 = priceE8 + ONE_E8 / 100;
                    e.topOfBook().askQtyE8 = (isBuying ? 50 : 900) * ONE_E8;
                });
        send(
                publisher,
                EventType.AGG_TRADE,
                e -> {
                    e.instrumentId = 0;
                    e.trade().aggTradeId = step + 1L;
                    e.trade().priceE8 = priceE8;
                    e.trade().qtyE8 = ONE_E8;
                    e.trade().tradeTimeMs = nowNs / 1_000_000;
                    e.trade().buyerIsMaker = !isBuying;
                });
        besides(publisher, step);
        if (step % 250 == 249 && !algos.isEmpty()) {
            final OrderCommand hit = algos.remove(algos.keySet().iterator().next());
            report(hit, ReportSource.ORDER_TRADE_UPDATE, ExecutionType.TRADE, hit.qtyE8);
        }
    }

    /** Bars, time, a connection that goes and comes back, a snapshot that is being read. */
    private void besides(final Publisher publisher, final int step) {
        if (step % 25 == 0) {
            bar(publisher, step / 25);
        }
        if (step % 40 == 39) {
            send(publisher, EventType.CLOCK_TICK, e -> {});
        }
        if (step % 700 == 350) {
            stream(publisher, false);
        } else if (step % 700 == 360) {
            stream(publisher, true);
        } else if (step % 700 == 370) {
            snapshotEdge(publisher, SnapshotMark.BEGIN);
        } else if (step % 700 == 380) {
            snapshotEdge(publisher, SnapshotMark.END);
        }
    }

    private void bar(final Publisher publisher, final int index) {
        send(
                publisher,
                EventType.BAR,
                e -> {
                    e.instrumentId = 0;
                    e.bar().intervalMs = 60_000;
                    e.bar().openTimeMs = BARS_FROM_MS + index * 60_000L;
                    e.bar().closeTimeMs = e.bar().openTimeMs + 59_999;
                    e.bar().openE8 = priceE8;
                    e.bar().highE8 = priceE8 + ONE_E8 / 50;
                    e.bar().lowE8 = priceE8 - ONE_E8 / 50;
                    e.bar().closeE8 = priceE8 + (index % 5 - 2) * ONE_E8 / 100;
                    e.bar().volumeE8 = ONE_E8 * (1 + index % 7);
                    e.bar().closed = true;
                    e.bar().historical = index < 30;
                });
    }

    /** The market's connection; what was open stays open. */
    private void stream(final Publisher publisher, final boolean isUp) {
        send(
                publisher,
                EventType.STREAM_STATUS,
                e -> {
                    e.stream().route = StreamRoute.MARKET;
                    e.stream().up = isUp;
                });
    }

    /** An incomplete snapshot of the venue: it decides nothing, but is being read meanwhile. */
    private void snapshotEdge(final Publisher publisher, final SnapshotMark mark) {
        send(publisher, EventType.VENUE_SNAPSHOT, e -> e.snapshot().mark = mark);
    }

    private void answer(final OrderCommand live) {
        final OrderCommand command = copy(live);
        final boolean isPlace =
                command.kind == CommandKind.PLACE_ORDER || command.kind == CommandKind.PLACE_ALGO;
        final boolean isQuery =
                command.kind == CommandKind.QUERY_ORDER || command.kind == CommandKind.QUERY_ALGO;
        replies.add(
                new Reply(
                        EventType.REQUEST_OUTCOME,
                        e -> {
                            e.instrumentId = command.instrumentId;
                            e.outcome().kind =
                                    isQuery ? OutcomeKind.NOT_FOUND : OutcomeKind.ACCEPTED;
                            e.outcome().commandKind = command.kind;
                            e.outcome().runId = command.runId;
                            e.outcome().orderKey = command.orderKey;
                        }));
        if (command.kind == CommandKind.PLACE_ORDER) {
            report(command, ReportSource.ORDER_TRADE_UPDATE, ExecutionType.TRADE, command.qtyE8);
        } else if (isPlace) {
            algos.put(command.orderKey, command);
            report(command, ReportSource.ALGO_UPDATE, ExecutionType.NEW, 0);
        } else if (!isQuery) {
            final OrderCommand gone = algos.remove(command.orderKey);
            if (gone != null) {
                report(gone, ReportSource.ALGO_UPDATE, ExecutionType.CANCELED, 0);
            }
        }
    }

    private void report(
            final OrderCommand command,
            final ReportSource source,
            final ExecutionType type,
            final long filledE8) {
        final long id = tradeId++;
        final long fillPriceE8 = priceE8;
        replies.add(
                new Reply(
                        EventType.EXECUTION_REPORT,
                        e -> {
                            e.instrumentId = command.instrumentId;
                            final ExecutionReport report = e.execution();
                            report.source = source;
                            report.executionType = type;
                            report.status = statusOf(type);
                            report.origin = OrderOrigin.OWN;
                            report.runId = command.runId;
                            report.orderKey = command.orderKey;
                            report.side = command.side;
                            report.orderType = command.orderType;
                            report.qtyE8 = command.qtyE8;
                            report.triggerPriceE8 = command.triggerPriceE8;
                            report.reduceOnly = command.reduceOnly;
                            report.lastQtyE8 = filledE8;
                            report.cumQtyE8 = filledE8;
                            report.lastPriceE8 = filledE8 == 0 ? 0 : fillPriceE8;
                            report.tradeId = filledE8 == 0 ? 0 : id;
                        }));
    }

    private static VenueOrderStatus statusOf(final ExecutionType type) {
        return switch (type) {
            case TRADE -> VenueOrderStatus.FILLED;
            case CANCELED -> VenueOrderStatus.CANCELED;
            default -> VenueOrderStatus.NEW;
        };
    }

    private void send(
            final Publisher publisher, final EventType type, final Consumer<EngineEvent> filler) {
        nowNs += STEP_NS / 4;
        final long ingestTimeNs = nowNs;
        publisher.publish(
                type,
                e -> {
                    e.ingestTimeNs = ingestTimeNs;
                    e.eventTimeMs = ingestTimeNs / 1_000_000;
                    filler.accept(e);
                });
    }

    private static OrderCommand copy(final OrderCommand live) {
        final OrderCommand copy = new OrderCommand();
        copy.kind = live.kind;
        copy.instrumentId = live.instrumentId;
        copy.runId = live.runId;
        copy.orderKey = live.orderKey;
        copy.side = live.side;
        copy.orderType = live.orderType;
        copy.qtyE8 = live.qtyE8;
        copy.triggerPriceE8 = live.triggerPriceE8;
        copy.reduceOnly = live.reduceOnly;
        return copy;
    }

    static InstrumentSpec instrument() {
        return new InstrumentSpec(
                0,
                "ADAUSDC",
                "ADA",
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
