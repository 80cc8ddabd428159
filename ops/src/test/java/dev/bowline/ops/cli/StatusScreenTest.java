package dev.bowline.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.core.risk.StateReason;
import dev.bowline.ops.report.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator reads of a running instance (CTL-1). */
final class StatusScreenTest {
    private static final String POSITION =
            "{'symbol': 'XRPUSDC', 'side': 'LONG', 'qty': '132.4', 'entry': '2.8315',"
                    + " 'mark': '2.8319', 'pnl': '0.05296', 'stop': '2.8089', 'covered': '%s',"
                    + " 'target': '2.8654', 'phase': 'WAITING', 'extreme': '2.8328', 'next': '-',"
                    + " 'age': '37s'}";

    private static JsonNode json(final String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    private static ObjectNode status() {
        return (ObjectNode)
                json(
                        "{'state': 'RUNNING', 'pid': 7, 'mode': 'sim', 'run': 3, 'venueTime':"
                                + " '2026-01-05T08:46:20.625Z', 'balance': '400.80642893', 'trades': 4,"
                                + " 'wins': 1, 'realizedPnl': '0.80642893', 'fees': '1.19913107',"
                                + " 'risk': 'REDUCING: DAY_STOP, stopped for the day: streak',"
                                + " 'eventsPerSecond': 4845, 'positions': [{'pnl': '-1.204'}],"
                                + " 'latency': {'tick to order written': {'count': 28, 'p50Us':"
                                + " '489.9', 'p99Us': '8228.8'}}}");
    }

    private static JsonNode reply(final String trading, final String covered) {
        return json(
                "{'report': {'trading': '"
                        + trading
                        + "', 'entries': 'refused: REDUCING', 'equity': '399.6', 'balance':"
                        + " '400.80642893', 'dayNet': '0.80642893', 'limits': {'dayLoss':"
                        + " '-0.80642893', 'maxDayLoss': '8', 'stopLosses': 2, 'maxStopLosses': 2,"
                        + " 'positions': 1, 'maxPositions': 2, 'dayTrades': 4, 'dayWins': 1},"
                        + " 'positions': ["
                        + POSITION.formatted(covered)
                        + "], 'orders': [{}, {}]}, 'readiness': {'clock': {'green': true,"
                        + " 'detail': 'offset 0 ms'}, 'entries': {'green': false, 'detail': 'held'}"
                        + "}}");
    }

    @Test
    void shouldSayStateMoneyLimitsAndWhatIsMissingWhenTheEngineAnswers() {
        final String text = StatusScreen.of(status(), reply("REDUCING: DAY_STOP", "132.4"), "USDC");
        for (final String part :
                new String[] {
                    "state      RUNNING, pid 7, sim, run 3, 2026-01-05 08:46:20 UTC",
                    "trading    REDUCING: DAY_STOP, entries refused: REDUCING",
                    "DAY_STOP: a limit of the day was reached",
                    "           stopped for the day: streak",
                    "money      equity 399.60 USDC, balance 400.81 USDC",
                    "net 0.81 USDC, 4 closed, 1 won; loss 0.00 of 8.00, stop-losses in a row 2"
                            + " of 2",
                    "positions  1 of 2",
                    "0.81%",
                    "orders     2 of ours",
                    "ready      no, entries: held",
                    "tick to order 490 us median, 8.2 ms p99, of 28"
                }) {
            assertTrue(text.contains(part), part + " is not in\n" + text);
        }
        assertFalse(text.contains("NOT COVERED"), text);
    }

    @Test
    void shouldShoutWhenAPositionIsNotCovered() {
        final String text = StatusScreen.of(status(), reply("ACTIVE", "100"), "USDC");
        assertTrue(
                text.contains("NOT COVERED: XRPUSDC has 132.4, under a confirmed stop 100"), text);
    }

    @Test
    void shouldSayThatTheEngineDoesNotAnswerWhenItDoesNot() {
        final String text = StatusScreen.of(status(), null, "USDC");
        assertTrue(text.contains("engine     does not answer"), text);
        assertTrue(text.contains("money      balance 400.81 USDC"), text);
    }

    /** Every reason says what it is and what ends it. */
    @Test
    void shouldExplainEveryReasonWhenItHolds() {
        for (final StateReason reason : StateReason.values()) {
            final var lines = StateWords.of("HALTED: " + reason.name());
            assertEquals(1, lines.size(), reason.name());
            assertTrue(lines.get(0).length() > reason.name().length() + 20, lines.get(0));
        }
        assertEquals(0, StateWords.of("ACTIVE").size());
        assertEquals(2, StateWords.of("HALTED: PAUSED, KILL_SWITCH").size());
    }

    @Test
    void shouldTellTheReasonOnceAndTheStateAlwaysWhenNobodyWatchesATerminal() {
        final StringWriter out = new StringWriter();
        final LiveStatus live = new LiveStatus(new PrintWriter(out), "USDC");
        for (int i = 0; i < 6; i++) {
            live.show(status());
        }
        final List<String> lines = out.toString().lines().toList();
        assertEquals(2, lines.size());
        assertEquals(
                "STATUS 2026-01-05 08:46:20 UTC | REDUCING: DAY_STOP, stopped for the day: streak |"
                        + " balance 400.81 USDC, 4 closed, 1 won, 1 open, pnl -1.20 | tick to order"
                        + " 490 us, 4,845 events/s",
                lines.get(0));
        assertTrue(lines.get(1).contains("| REDUCING: DAY_STOP | balance"), lines.get(1));
    }
}
