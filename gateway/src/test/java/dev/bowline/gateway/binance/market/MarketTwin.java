package dev.bowline.gateway.binance.market;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.gateway.json.Frames;
import dev.bowline.gateway.json.RecordingSink;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What a market frame means, read slowly with Jackson and BigDecimal. */
final class MarketTwin {
    private final List<String> symbols;
    private final RecordingSink sink = new RecordingSink();

    MarketTwin(final List<String> symbols) {
        this.symbols = symbols;
    }

    /** Text of the slot that a frame makes. */
    String slotOf(final String json, final long ingestTimeNs) {
        sink.clear();
        final JsonNode root = Frames.parse(json);
        final JsonNode row = root.has("data") ? root.get("data") : root;
        final String name = row.get("e").asText();
        final EventType type =
                switch (name) {
                    case "aggTrade" -> EventType.AGG_TRADE;
                    case "bookTicker" -> EventType.TOP_OF_BOOK;
                    case "kline" -> EventType.BAR;
                    case "markPriceUpdate" -> EventType.MARK_PRICE;
                    default -> EventType.DAY_TICKER;
                };
        final EngineEvent event = sink.tryClaim(type);
        event.instrumentId = symbols.indexOf(row.get("s").asText());
        event.eventTimeMs = row.get("E").asLong();
        event.ingestTimeNs = ingestTimeNs;
        fill(event, row);
        sink.publish(event);
        return sink.texts().get(0);
    }

    private static void fill(final EngineEvent event, final JsonNode row) {
        switch (event.type) {
            case AGG_TRADE -> {
                event.trade().aggTradeId = row.get("a").asLong();
                event.trade().priceE8 = e8(row, "p");
                event.trade().qtyE8 = e8(row, "q");
                event.trade().firstTradeId = row.get("f").asLong();
                event.trade().lastTradeId = row.get("l").asLong();
                event.trade().tradeTimeMs = row.get("T").asLong();
                event.trade().buyerIsMaker = row.get("m").asBoolean();
            }
            case TOP_OF_BOOK -> {
                event.topOfBook().updateId = row.get("u").asLong();
                event.topOfBook().bidPriceE8 = e8(row, "b");
                event.topOfBook().bidQtyE8 = e8(row, "B");
                event.topOfBook().askPriceE8 = e8(row, "a");
                event.topOfBook().askQtyE8 = e8(row, "A");
            }
            case BAR -> {
                final JsonNode k = row.get("k");
                event.bar().openTimeMs = k.get("t").asLong();
                event.bar().closeTimeMs = k.get("T").asLong();
                event.bar().intervalMs = 1 + k.get("T").asLong() - k.get("t").asLong();
                event.bar().openE8 = e8(k, "o");
                event.bar().highE8 = e8(k, "h");
                event.bar().lowE8 = e8(k, "l");
                event.bar().closeE8 = e8(k, "c");
                event.bar().volumeE8 = e8(k, "v");
                event.bar().quoteVolumeE8 = e8(k, "q");
                event.bar().tradeCount = k.get("n").asLong();
                event.bar().closed = k.get("x").asBoolean();
            }
            case MARK_PRICE -> {
                event.mark().markPriceE8 = e8(row, "p");
                event.mark().indexPriceE8 = e8(row, "i");
                event.mark().fundingRateE8 = e8(row, "r");
                event.mark().nextFundingTimeMs = row.get("T").asLong();
            }
            default -> {
                event.ticker().quoteVolumeE8 = e8(row, "q");
                event.ticker().lastPriceE8 = e8(row, "c");
            }
        }
    }

    private static long e8(final JsonNode row, final String field) {
        return new BigDecimal(row.get(field).asText())
                .setScale(8, RoundingMode.DOWN)
                .unscaledValue()
                .longValueExact();
    }
}
