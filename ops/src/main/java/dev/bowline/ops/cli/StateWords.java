package dev.bowline.ops.cli;

import dev.bowline.core.risk.StateReason;
import java.util.ArrayList;
import java.util.List;

/** Why trading is held back, and what ends it, for somebody who has to decide at night. */
final class StateWords {
    private StateWords() {}

    /**
     * One line for each reason.
     *
     * @param state as the engine tells it, for example {@code REDUCING: DAY_STOP, PAUSED}
     */
    static List<String> of(final String state) {
        final List<String> lines = new ArrayList<>();
        for (final StateReason reason : StateReason.values()) {
            if (List.of(state.split("[^A-Z_]+")).contains(reason.name())) {
                lines.add(reason.name() + ": " + words(reason));
            }
        }
        return lines;
    }

    private static String words(final StateReason reason) {
        return switch (reason) {
            case DAY_STOP -> "a limit of the day was reached; entries again on the next UTC day";
            case USER_STREAM_DOWN ->
                    "the account's stream is down, orders are read over REST; ends by itself";
            case MARKET_DEGRADED ->
                    "a market stream is down, prices are read over REST; ends by itself";
            case RATE_GOVERNOR -> "requests are near the exchange's limits; ends by itself";
            case LIQUIDATION_GUARD -> "a position is near its liquidation; ends when none is";
            case MEMORY_GUARD ->
                    "the process has too much memory, and stops if that lasts (run.memory-stop-ms)";
            case OPERATOR -> "an operator asked to reduce only; until resume";
            case PAUSED -> "an operator paused entries; until resume";
            case KILL_SWITCH -> "everything was closed by the kill switch; until arm";
            case INTERNAL_ERROR ->
                    "the engine failed on an event, see ENGINE_HALTED in the log; until arm";
            case SECOND_INSTANCE ->
                    "another host places orders with our prefix on this account: find and stop it,"
                            + " then arm";
            case JOURNAL_LOST ->
                    "the journal lost a record, see JOURNAL_LOST in the log: make room, or mend"
                            + " the disk, and restart; arm does not help";
            case SNAPSHOT_OVERDUE ->
                    "positions and orders could not be read for too long, see BACKGROUND_FAILED in"
                            + " the log; ends with the first complete reading";
        };
    }
}
