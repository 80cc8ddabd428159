package dev.bowline.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.core.market.MarketCounters;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.gateway.binance.market.DecodeCounters;
import dev.bowline.gateway.binance.market.DecodeResult;
import dev.bowline.ops.report.Json;
import dev.bowline.ops.report.RiskText;
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
}
