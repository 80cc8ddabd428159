package dev.bowline.ops.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.core.market.MarketCounters;
import dev.bowline.gateway.binance.market.DecodeCounters;
import dev.bowline.gateway.binance.market.DecodeResult;
import java.util.List;
import java.util.Locale;

/**
 * What the streams brought, and what was wrong with it (MON-6): the decoders' count of frames, and
 * the engine's of ids that came again or are missing.
 *
 * @param read frames decoded, market and user
 * @param undecodable no JSON, a field missing or of the wrong type, or an absurd number
 * @param unknown an event or instrument that is not known here
 * @param unknownFields fields beyond the contract
 * @param unknownWords enum values beyond the contract
 * @param duplicates books, trades and mark prices that were not newer than those before
 * @param gaps holes in the ids of trades and in the series of bars
 * @param missedTrades trades missing in those holes
 * @param lostRows rows of frames that found no slot
 */
public record StreamFigures(
        long read,
        long undecodable,
        long unknown,
        long unknownFields,
        long unknownWords,
        long duplicates,
        long gaps,
        long missedTrades,
        long lostRows) {

    /** Sums the decoders of market and user streams; call it when they and the chain stand. */
    public static StreamFigures of(
            final DecodeCounters market, final DecodeCounters user, final MarketCounters engine) {
        long read = 0;
        long undecodable = 0;
        long unknown = 0;
        long unknownFields = 0;
        long unknownWords = 0;
        long lostRows = 0;
        for (final DecodeCounters decoder : List.of(market, user)) {
            for (final DecodeResult result : DecodeResult.values()) {
                final long frames = decoder.frames(result);
                read += frames;
                switch (result) {
                    case MALFORMED, ABSURD_NUMBER -> undecodable += frames;
                    case UNKNOWN_EVENT, UNKNOWN_SYMBOL -> unknown += frames;
                    case EVENTS,
                            DEPTH,
                            CONTROL_REPLY,
                            CONTROL_ERROR,
                            IGNORED,
                            COIN_MARGINED,
                            NO_SLOT -> {
                        // Read and understood.
                    }
                }
            }
            unknownFields += decoder.unknownFields();
            unknownWords += decoder.unknownWords();
            lostRows += decoder.lostRows();
        }
        return new StreamFigures(
                read,
                undecodable,
                unknown,
                unknownFields,
                unknownWords,
                engine.oldBooks + engine.oldTrades + engine.oldMarks,
                engine.tradeGaps + engine.barGaps,
                engine.missedTrades,
                lostRows);
    }

    /** All figures. */
    public ObjectNode toJson() {
        return Json.object()
                .put("eventsRead", read)
                .put("undecodable", undecodable)
                .put("unknown", unknown)
                .put("unknownFields", unknownFields)
                .put("unknownWords", unknownWords)
                .put("duplicates", duplicates)
                .put("gaps", gaps)
                .put("missedTrades", missedTrades)
                .put("lostRows", lostRows);
    }

    /** One line, for example {@code events read 131,451, 0 undecodable, 0 unknown, ...}. */
    public String toText() {
        return String.format(
                Locale.ROOT,
                "events read %,d, %,d undecodable, %,d unknown, %,d duplicates, %,d gaps",
                read,
                undecodable,
                unknown,
                duplicates,
                gaps);
    }
}
