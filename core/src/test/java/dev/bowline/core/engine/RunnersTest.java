package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.IntentAction;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One script through every runner gives the same commands, records and hashes (JRN-2). */
final class RunnersTest {
    private static final long DEADLINE_NS = 20_000_000_000L;
    private static final int RING_SLOTS = 64;

    /** Fills one event of the script. */
    private record Step(EventType type, Consumer<EngineEvent> filler) {}

    @ParameterizedTest
    @EnumSource(WaitKind.class)
    void shouldAnswerAlikeWhenRunOnRing(final WaitKind waitKind) {
        final List<String> expected = inline();
        final List<String> answers = new ArrayList<>();
        final AtomicInteger threads = new AtomicInteger();
        final RingRunner runner =
                new RingRunner(
                        RING_SLOTS,
                        waitKind,
                        task -> new Thread(task, "link-" + threads.getAndIncrement()),
                        engine(),
                        (event, nowNs) -> {},
                        writer(answers));
        runner.start();
        assertTrue(threads.get() == 3, "one thread per link");
        feed(runner, script(), () -> {});
        runner.close();
        assertNull(runner.tryClaim(EventType.CLOCK_TICK), "closed");
        assertEquals(runner.publishedSequence(), runner.processedSequence(), "drained");
        assertEquals(expected, answers);
    }

    @Test
    void shouldAnswerAlikeWhenRunCompact() {
        final List<String> answers = new ArrayList<>();
        final CompactRunner runner = new CompactRunner(RING_SLOTS, engine(), writer(answers));
        feed(runner, script(), runner::poll);
        while (runner.poll() > 0) {
            assertTrue(runner.processedSequence() <= runner.publishedSequence());
        }
        assertEquals(runner.publishedSequence(), runner.processedSequence());
        assertEquals(inline(), answers);
    }

    @Test
    void shouldNeverBlockButRefuseWhenRingIsFull() {
        final CompactRunner runner = new CompactRunner(2, (event, nowNs) -> {});
        runner.publish(runner.tryClaim(EventType.CLOCK_TICK));
        runner.publish(runner.tryClaim(EventType.CLOCK_TICK));
        assertNull(runner.tryClaim(EventType.CLOCK_TICK));
        assertEquals(2, runner.poll());
        assertEquals(1, runner.processedSequence());
        assertEquals(2, runner.tryClaim(EventType.CLOCK_TICK).sequence);
    }

    @Test
    void shouldHoldTimeWhenIngestGoesBack() {
        final List<Long> times = new ArrayList<>();
        final InlineRunner runner = new InlineRunner((event, nowNs) -> times.add(nowNs));
        for (final long ingestNs : new long[] {5, 3, 9}) {
            Scenario.send(runner, EventType.CLOCK_TICK, ingestNs, event -> {});
        }
        assertEquals(List.of(5L, 5L, 9L), times);
    }

    private static List<String> inline() {
        final List<String> answers = new ArrayList<>();
        feed(new InlineRunner(engine(), writer(answers)), script(), () -> {});
        assertTrue(
                answers.stream().anyMatch(line -> line.contains("PLACE_ALGO")),
                "the script leads to a protected position");
        return answers;
    }

    private static void feed(
            final EventSink sink, final List<Step> script, final Runnable whenFull) {
        long atNs = TestSetup.NOON_NS;
        for (final Step step : script) {
            final long stampNs = atNs;
            final long deadlineNs = System.nanoTime() + DEADLINE_NS;
            EngineEvent event = sink.tryClaim(step.type);
            while (event == null) {
                assertTrue(System.nanoTime() < deadlineNs, "no slot became free");
                whenFull.run();
                Thread.onSpinWait();
                event = sink.tryClaim(step.type);
            }
            event.ingestTimeNs = stampNs;
            step.filler.accept(event);
            sink.publish(event);
            atNs += 7_000_000L;
        }
    }

    private static DecisionHandler engine() {
        return new DecisionHandler(TestSetup.config(), RunnersTest::wish);
    }

    /** Wants a position every hundredth book. */
    private static void wish(final EngineEvent event, final long nowNs) {
        if (event.type != EventType.TOP_OF_BOOK || event.topOfBook().updateId % 100 != 50) {
            return;
        }
        final TradeIntent intent = event.intents().addOrNull();
        intent.instrumentId = 0;
        intent.strategyId = 2;
        intent.action = IntentAction.ENTER;
        intent.side = Side.BUY;
        intent.style = EntryStyle.MARKET;
        intent.refPriceE8 = e8("100");
        intent.stopPriceE8 = e8("99.2");
        intent.targetPriceE8 = e8("101.2");
    }

    private static List<Step> script() {
        final List<Step> steps = new ArrayList<>();
        steps.add(
                new Step(
                        EventType.INSTRUMENT,
                        event -> event.instrument = TestSetup.instrument(0, "ADA")));
        steps.add(
                new Step(
                        EventType.ACCOUNT_UPDATE,
                        event -> {
                            event.account().row = AccountRow.BALANCE;
                            event.account().reason = AccountReason.SNAPSHOT;
                            event.account().assetCode = AssetCode.of("USDC");
                            event.account().walletE8 = e8("400");
                        }));
        steps.add(
                new Step(
                        EventType.OPERATOR_COMMAND,
                        event -> event.operator().kind = OperatorKind.ENABLE_ENTRIES));
        steps.add(
                new Step(
                        EventType.DAY_TICKER,
                        event -> {
                            event.instrumentId = 0;
                            event.ticker().quoteVolumeE8 = e8("10000000");
                        }));
        for (int i = 1; i <= 1_000; i++) {
            final long id = i;
            steps.add(new Step(EventType.TOP_OF_BOOK, event -> book(event, id)));
            if (i == 50) {
                final long entry = ClientOrderId.key(1, 2, Side.BUY, OrderLeg.ENTRY, 0);
                final long stop = ClientOrderId.key(1, 2, Side.SELL, OrderLeg.STOP, 0);
                steps.add(outcome(entry, CommandKind.PLACE_ORDER));
                steps.add(fill(entry, Side.BUY, "100", 1));
                steps.add(outcome(stop, CommandKind.PLACE_ALGO));
            } else if (i == 400) {
                final long stop = ClientOrderId.key(1, 2, Side.SELL, OrderLeg.STOP, 0);
                steps.add(fill(stop, Side.SELL, "99.2", 2));
            }
        }
        return steps;
    }

    private static void book(final EngineEvent event, final long updateId) {
        event.instrumentId = 0;
        event.topOfBook().updateId = updateId;
        event.topOfBook().bidPriceE8 = e8("99.99");
        event.topOfBook().bidQtyE8 = e8("10");
        event.topOfBook().askPriceE8 = e8("100.01");
        event.topOfBook().askQtyE8 = e8("10");
    }

    private static Step outcome(final long orderKey, final CommandKind kind) {
        return new Step(
                EventType.REQUEST_OUTCOME,
                event -> {
                    event.outcome().kind = OutcomeKind.ACCEPTED;
                    event.outcome().commandKind = kind;
                    event.outcome().runId = 1;
                    event.outcome().orderKey = orderKey;
                });
    }

    private static Step fill(
            final long orderKey, final Side side, final String price, final long tradeId) {
        return new Step(
                EventType.EXECUTION_REPORT,
                event -> {
                    event.instrumentId = 0;
                    event.execution().source = ReportSource.ORDER_TRADE_UPDATE;
                    event.execution().executionType = ExecutionType.TRADE;
                    event.execution().status = VenueOrderStatus.FILLED;
                    event.execution().origin = OrderOrigin.OWN;
                    event.execution().runId = 1;
                    event.execution().orderKey = orderKey;
                    event.execution().side = side;
                    event.execution().orderType = OrderType.MARKET;
                    event.execution().qtyE8 = e8("3.75");
                    event.execution().lastQtyE8 = e8("3.75");
                    event.execution().cumQtyE8 = e8("3.75");
                    event.execution().lastPriceE8 = e8(price);
                    event.execution().tradeId = tradeId;
                });
    }

    private static EngineHandler writer(final List<String> answers) {
        return (event, nowNs) -> {
            for (int i = 0; i < event.commands().count(); i++) {
                final OrderCommand command = event.commands().get(i);
                answers.add(
                        event.sequence
                                + " "
                                + command.kind
                                + " "
                                + command.orderKey
                                + " "
                                + command.qtyE8
                                + " "
                                + command.triggerPriceE8
                                + " "
                                + command.causeCode);
            }
            for (int i = 0; i < event.decisions().count(); i++) {
                final Decision decision = event.decisions().get(i);
                answers.add(
                        event.sequence
                                + " "
                                + decision.action
                                + " "
                                + decision.reasonCode
                                + " "
                                + decision.valueE8
                                + " "
                                + decision.limitE8
                                + " "
                                + decision.orderKey);
            }
            if (event.stateHash != 0) {
                answers.add(event.sequence + " " + nowNs + " hash " + event.stateHash);
            }
        };
    }
}
