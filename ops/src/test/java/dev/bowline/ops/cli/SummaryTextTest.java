package dev.bowline.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.market.MarketCounters;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.position.ExitReason;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.gateway.binance.market.DecodeCounters;
import dev.bowline.gateway.binance.market.DecodeResult;
import dev.bowline.ops.report.Json;
import dev.bowline.ops.report.RiskText;
import dev.bowline.ops.report.RunStatistics;
import dev.bowline.ops.report.StreamFigures;
import org.junit.jupiter.api.Test;

/** What people read at the end of a session (RPT-3). */
final class SummaryTextTest {
    private static void count(
            final DecodeCounters counters, final DecodeResult result, final int frames) {
        for (int i = 0; i < frames; i++) {
            assertEquals(result, counters.count(result));
        }
    }

    @Test
    void shouldTellEachKindOfFaultWhenStreamsBroughtThem() {
        final DecodeCounters market = new DecodeCounters();
        count(market, DecodeResult.EVENTS, 1_200);
        count(market, DecodeResult.MALFORMED, 3);
        count(market, DecodeResult.ABSURD_NUMBER, 4);
        count(market, DecodeResult.UNKNOWN_SYMBOL, 5);
        final DecodeCounters user = new DecodeCounters();
        count(user, DecodeResult.MALFORMED, 10);
        count(user, DecodeResult.UNKNOWN_EVENT, 20);
        final MarketCounters engine = new MarketCounters();
        engine.oldBooks = 1;
        engine.oldTrades = 2;
        engine.oldMarks = 3;
        engine.tradeGaps = 4;
        engine.barGaps = 5;
        final ObjectNode summary = Json.object();
        summary.put("streamsText", StreamFigures.of(market, user, engine).toText());
        final String text = SummaryText.of(summary);
        assertTrue(
                text.contains(
                        "events read 1,242, 17 undecodable, 25 unknown, 6 duplicates, 9 gaps"),
                text);
    }

    @Test
    void shouldSayInWordsWhyTheDayIsStoppedWhenItIs() {
        assertEquals("no limit hit", RiskText.of(0));
        for (final int code :
                new int[] {
                    RejectReason.DAY_LOSS, RejectReason.STOP_LOSS_STREAK, RejectReason.PROFIT_FACTOR
                }) {
            assertTrue(RiskText.isDayStop(code));
            final String words = RiskText.of(code);
            assertTrue(words.startsWith("stopped for the day: "), words);
            assertTrue(words.contains("risk."), words);
            assertTrue(words.endsWith("next UTC day (" + RejectReason.name(code) + ")"), words);
        }
        assertFalse(RiskText.isDayStop(RejectReason.SPREAD));
    }

    private static void decide(
            final EngineEvent event,
            final DecisionAction action,
            final int instrumentId,
            final int code,
            final long valueE8,
            final int number) {
        final Decision decision = event.decisions().addOrNull();
        decision.action = action;
        decision.instrumentId = instrumentId;
        decision.reasonCode = code;
        decision.valueE8 = valueE8;
        decision.qtyE8 = number * FixedPoint.ONE_E8;
    }

    private static InstrumentSpec instrument(final int id, final String symbol) {
        final long one = FixedPoint.ONE_E8;
        return new InstrumentSpec(
                id,
                symbol,
                symbol.substring(0, 3),
                "USDC",
                "USDC",
                one / 100,
                one / 100,
                1_000 * one,
                one,
                one,
                1_000 * one,
                one,
                one,
                1_000 * one,
                5 * one,
                2 * one,
                one / 2,
                200,
                0,
                0,
                5,
                1_000 * one,
                one / 100);
    }

    /** RISK-2. */
    @Test
    void shouldNameTheExitsOfTheStreakWhenItStoppedTheDay() {
        final RunStatistics statistics = new RunStatistics("USDC");
        final EngineEvent event = new EngineEvent();
        for (int id = 0; id < 2; id++) {
            event.clear(EventType.INSTRUMENT);
            event.instrument = instrument(id, id == 0 ? "XRPUSDC" : "ADAUSDC");
            statistics.onEvent(event, 1);
        }
        event.clear(EventType.CLOCK_TICK);
        final int streak = RejectReason.STOP_LOSS_STREAK;
        decide(event, DecisionAction.RISK_EVENT, -1, streak, 0, 0);
        decide(event, DecisionAction.STREAK_EXIT, 1, ExitReason.STOP, -335_274_947, 1);
        decide(event, DecisionAction.STREAK_EXIT, 0, ExitReason.BREAK_EVEN, -40_500_000, 2);
        statistics.onEvent(event, 2);
        final String text = statistics.ended().riskText();
        assertTrue(text.contains("(ADAUSDC stop -3.35, XRPUSDC break even -0.41)"), text);
        event.clear(EventType.CLOCK_TICK);
        decide(event, DecisionAction.DAY_ROLLED, -1, 0, 0, 0);
        statistics.onEvent(event, 3);
        assertEquals("ACTIVE, no limit hit", statistics.ended().riskText());
    }
}
