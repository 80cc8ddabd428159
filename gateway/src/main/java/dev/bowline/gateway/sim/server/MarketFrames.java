package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.num.FixedPoint;
import java.util.Locale;

/**
 * Encodes market events, once per event, and only those somebody listens to. Field order and number
 * formats are those of recorded frames. Exchange thread only.
 */
final class MarketFrames {
    private static final int MARK_DIGITS = 8;
    private static final int QUOTE_DIGITS = 5;
    private static final long KLINE_EVERY_MS = 250;
    private static final long MARK_EVERY_MS = 3_000;
    private static final String[] PARTIAL = {
        "@depth5",
        "@depth5@100ms",
        "@depth5@500ms",
        "@depth10",
        "@depth10@100ms",
        "@depth10@500ms",
        "@depth20",
        "@depth20@100ms",
        "@depth20@500ms",
    };
    private static final String[] DIFF = {"@depth", "@depth@100ms", "@depth@500ms"};

    /** Streams of one contract. */
    private static final class Streams {
        private final String symbol;
        private final MarketTape tape;
        private final Topic book;
        private final Topic trade;
        private final Topic mark;
        private final Topic markFast;
        private final Topic miniTicker;
        private final Topic ticker;
        private final Topic[] partial = new Topic[PARTIAL.length];
        private final Topic[] diff = new Topic[DIFF.length];
        private final Topic[] klines;
        private final Topic[] continuous;
        private final long[] klineSentMs;
        private long markSentMs = Long.MIN_VALUE / 2;
        private long tickerSentMs = Long.MIN_VALUE / 2;
        private long bidE8;
        private long askE8;
        private long bookUpdateId;

        Streams(final MarketTape tape, final StreamHub hub) {
            this.tape = tape;
            this.symbol = tape.instrument().spec().symbol();
            final String lower = symbol.toLowerCase(Locale.ROOT);
            this.book = hub.topic(lower + "@bookTicker", StreamRoute.PUBLIC);
            this.trade = hub.topic(lower + "@aggTrade", StreamRoute.MARKET);
            this.mark = hub.topic(lower + "@markPrice", StreamRoute.MARKET);
            this.markFast = hub.topic(lower + "@markPrice@1s", StreamRoute.MARKET);
            this.miniTicker = hub.topic(lower + "@miniTicker", StreamRoute.MARKET);
            this.ticker = hub.topic(lower + "@ticker", StreamRoute.MARKET);
            for (int i = 0; i < PARTIAL.length; i++) {
                partial[i] = hub.topic(lower + PARTIAL[i], StreamRoute.PUBLIC);
            }
            for (int i = 0; i < DIFF.length; i++) {
                diff[i] = hub.topic(lower + DIFF[i], StreamRoute.PUBLIC);
            }
            this.klines = new Topic[tape.seriesCount()];
            this.continuous = new Topic[tape.seriesCount()];
            this.klineSentMs = new long[tape.seriesCount()];
            for (int i = 0; i < klines.length; i++) {
                final String word = tape.series(i).interval().word();
                klines[i] = hub.topic(lower + "@kline_" + word, StreamRoute.MARKET);
                continuous[i] =
                        hub.topic(lower + "_perpetual@continuousKline_" + word, StreamRoute.MARKET);
            }
        }
    }

    private final Streams[] streams;
    private final Topic allMarks;
    private final Topic allMarksFast;
    private final Topic allMini;
    private final Topic allTickers;
    private final JsonWriter json = new JsonWriter();
    private final JsonWriter marks = new JsonWriter();
    private int marksCollected;
    private long allMarksSentMs = Long.MIN_VALUE / 2;
    private long allTickersSentMs = Long.MIN_VALUE / 2;

    MarketFrames(final MarketTape[] tapes, final StreamHub hub) {
        this.streams = new Streams[tapes.length];
        for (int i = 0; i < tapes.length; i++) {
            streams[i] = new Streams(tapes[i], hub);
        }
        this.allMarks = hub.topic("!markPrice@arr", StreamRoute.MARKET);
        this.allMarksFast = hub.topic("!markPrice@arr@1s", StreamRoute.MARKET);
        this.allMini = hub.topic("!miniTicker@arr", StreamRoute.MARKET);
        this.allTickers = hub.topic("!ticker@arr", StreamRoute.MARKET);
    }

    void onBook(
            final int id,
            final long bidE8,
            final long bidQtyE8,
            final long askE8,
            final long askQtyE8,
            final long updateId,
            final long timeMs) {
        final Streams at = streams[id];
        if (at.book.hasSubscribers()) {
            json.reset().beginObject().field("e", "bookTicker").field("u", updateId);
            json.field("s", at.symbol).field("ps", at.symbol);
            json.fieldE8("b", bidE8, at.tape.priceDigits());
            json.fieldE8("B", bidQtyE8, at.tape.qtyDigits());
            json.fieldE8("a", askE8, at.tape.priceDigits());
            json.fieldE8("A", askQtyE8, at.tape.qtyDigits());
            json.field("T", timeMs).field("E", timeMs).field("st", 1).endObject();
            at.book.publish(json);
        }
        for (final Topic topic : at.partial) {
            if (topic.hasSubscribers()) {
                depth(at, bidE8, bidQtyE8, askE8, askQtyE8, updateId, timeMs, false);
                topic.publish(json);
            }
        }
        for (final Topic topic : at.diff) {
            if (topic.hasSubscribers()) {
                depth(at, bidE8, bidQtyE8, askE8, askQtyE8, updateId, timeMs, true);
                topic.publish(json);
            }
        }
        at.bidE8 = bidE8;
        at.askE8 = askE8;
        at.bookUpdateId = updateId;
    }

    // The model's book has one level a side; a diff takes the old level out when price moved.
    private void depth(
            final Streams at,
            final long bidE8,
            final long bidQtyE8,
            final long askE8,
            final long askQtyE8,
            final long updateId,
            final long timeMs,
            final boolean diff) {
        json.reset().beginObject().field("e", "depthUpdate").field("E", timeMs);
        json.field("T", timeMs).field("s", at.symbol).field("ps", at.symbol);
        json.field("U", at.bookUpdateId == 0 ? updateId : at.bookUpdateId + 1);
        json.field("u", updateId).field("pu", at.bookUpdateId);
        side(at, "b", bidE8, bidQtyE8, diff ? at.bidE8 : bidE8);
        side(at, "a", askE8, askQtyE8, diff ? at.askE8 : askE8);
        json.field("st", 1).endObject();
    }

    private void side(
            final Streams at,
            final String name,
            final long priceE8,
            final long qtyE8,
            final long beforeE8) {
        json.name(name).beginArray();
        json.beginArray().padded(priceE8, at.tape.priceDigits());
        json.padded(qtyE8, at.tape.qtyDigits()).endArray();
        if (beforeE8 != priceE8 && beforeE8 != 0) {
            json.beginArray().padded(beforeE8, at.tape.priceDigits());
            json.padded(0, at.tape.qtyDigits()).endArray();
        }
        json.endArray();
    }

    void onTrade(
            final int id,
            final long priceE8,
            final long qtyE8,
            final boolean buyerIsMaker,
            final long tradeId,
            final long timeMs) {
        final Streams at = streams[id];
        if (at.trade.hasSubscribers()) {
            json.reset().beginObject().field("e", "aggTrade").field("E", timeMs);
            json.field("a", tradeId).field("s", at.symbol);
            json.fieldE8("p", priceE8, at.tape.priceDigits());
            json.fieldE8("q", qtyE8, at.tape.qtyDigits());
            json.fieldE8("nq", qtyE8, at.tape.qtyDigits());
            json.field("f", tradeId).field("l", tradeId).field("T", timeMs);
            json.field("m", buyerIsMaker).field("st", 1).endObject();
            at.trade.publish(json);
        }
        for (int i = 0; i < at.klines.length; i++) {
            if ((at.klines[i].hasSubscribers() || at.continuous[i].hasSubscribers())
                    && timeMs - at.klineSentMs[i] >= KLINE_EVERY_MS) {
                at.klineSentMs[i] = timeMs;
                kline(at, i, at.tape.series(i).openOrNull(), false, timeMs);
            }
        }
    }

    /** The last update of a bar: {@code x} is true. */
    void onClosedBar(final int id, final int seriesIndex, final KlineRow row, final long timeMs) {
        final Streams at = streams[id];
        if (at.klines[seriesIndex].hasSubscribers()
                || at.continuous[seriesIndex].hasSubscribers()) {
            at.klineSentMs[seriesIndex] = timeMs;
            kline(at, seriesIndex, row, true, timeMs);
        }
    }

    private void kline(
            final Streams at,
            final int index,
            final KlineRow row,
            final boolean closed,
            final long timeMs) {
        if (at.klines[index].hasSubscribers()) {
            json.reset().beginObject().field("e", "kline").field("E", timeMs);
            json.field("s", at.symbol);
            bar(at, index, row, closed, true);
            at.klines[index].publish(json);
        }
        if (at.continuous[index].hasSubscribers()) {
            json.reset().beginObject().field("e", "continuous_kline").field("E", timeMs);
            json.field("ps", at.symbol).field("ct", "PERPETUAL");
            bar(at, index, row, closed, false);
            at.continuous[index].publish(json);
        }
    }

    private void bar(
            final Streams at,
            final int index,
            final KlineRow row,
            final boolean closed,
            final boolean withSymbol) {
        final int priceDigits = at.tape.priceDigits();
        final int qtyDigits = at.tape.qtyDigits();
        json.name("k").beginObject().field("t", row.openTimeMs).field("T", row.closeTimeMs);
        if (withSymbol) {
            json.field("s", at.symbol);
        }
        json.field("i", at.tape.series(index).interval().word());
        json.field("f", row.firstTradeId).field("L", row.lastTradeId);
        json.fieldE8("o", row.openE8, priceDigits).fieldE8("c", row.closeE8, priceDigits);
        json.fieldE8("h", row.highE8, priceDigits).fieldE8("l", row.lowE8, priceDigits);
        json.fieldE8("v", row.volumeE8, qtyDigits).field("n", row.trades).field("x", closed);
        json.fieldE8("q", row.quoteE8, QUOTE_DIGITS).fieldE8("V", row.takerBuyE8, qtyDigits);
        json.fieldE8("Q", row.takerBuyQuoteE8, QUOTE_DIGITS).field("B", "0");
        json.endObject().endObject();
    }

    void onMark(
            final int id,
            final long markE8,
            final long indexE8,
            final long fundingRateE8,
            final long nextFundingMs,
            final long timeMs) {
        final Streams at = streams[id];
        final boolean slowDue = timeMs - at.markSentMs >= MARK_EVERY_MS;
        final boolean wanted =
                at.markFast.hasSubscribers() || (slowDue && at.mark.hasSubscribers());
        if (wanted) {
            mark(json.reset(), at, markE8, indexE8, fundingRateE8, nextFundingMs, timeMs);
            at.markFast.publish(json);
            if (slowDue) {
                at.mark.publish(json);
            }
        }
        if (slowDue) {
            at.markSentMs = timeMs;
        }
        if (allMarks.hasSubscribers() || allMarksFast.hasSubscribers()) {
            if (marksCollected++ == 0) {
                marks.reset().beginArray();
            }
            mark(marks, at, markE8, indexE8, fundingRateE8, nextFundingMs, timeMs);
        }
    }

    private static void mark(
            final JsonWriter out,
            final Streams at,
            final long markE8,
            final long indexE8,
            final long fundingRateE8,
            final long nextFundingMs,
            final long timeMs) {
        out.beginObject().field("e", "markPriceUpdate").field("E", timeMs).field("s", at.symbol);
        out.fieldE8("p", markE8, MARK_DIGITS).fieldE8("ap", markE8, MARK_DIGITS);
        out.fieldE8("P", indexE8, MARK_DIGITS).fieldE8("i", indexE8, MARK_DIGITS);
        out.fieldE8("r", fundingRateE8, MARK_DIGITS).field("T", nextFundingMs);
        out.field("st", 1).endObject();
    }

    /** Everything of one moment has been encoded: sends what collects several contracts. */
    void onMomentDone(final long timeMs) {
        if (marksCollected > 0) {
            marks.endArray();
            marksCollected = 0;
            allMarksFast.publish(marks);
            if (timeMs - allMarksSentMs >= MARK_EVERY_MS) {
                allMarksSentMs = timeMs;
                allMarks.publish(marks);
            }
        }
        for (final Streams at : streams) {
            if ((at.miniTicker.hasSubscribers() || at.ticker.hasSubscribers())
                    && timeMs - at.tickerSentMs >= 2_000) {
                at.tickerSentMs = timeMs;
                tickers(at, timeMs);
            }
        }
        if ((allMini.hasSubscribers() || allTickers.hasSubscribers())
                && timeMs - allTickersSentMs >= 1_000) {
            allTickersSentMs = timeMs;
            allTickers(timeMs);
        }
    }

    private void tickers(final Streams at, final long timeMs) {
        final MarketTape.DayStats day = at.tape.dayStatsOrNull(timeMs);
        if (day == null) {
            return;
        }
        if (at.miniTicker.hasSubscribers()) {
            miniTicker(json.reset(), at, day, timeMs);
            at.miniTicker.publish(json);
        }
        if (at.ticker.hasSubscribers()) {
            ticker(json.reset(), at, day, timeMs);
            at.ticker.publish(json);
        }
    }

    private void allTickers(final long timeMs) {
        final JsonWriter mini = marks.reset().beginArray();
        final JsonWriter full = json.reset().beginArray();
        int count = 0;
        for (final Streams at : streams) {
            final MarketTape.DayStats day = at.tape.dayStatsOrNull(timeMs);
            if (day != null) {
                miniTicker(mini, at, day, timeMs);
                ticker(full, at, day, timeMs);
                count++;
            }
        }
        if (count > 0) {
            allMini.publish(mini.endArray());
            allTickers.publish(full.endArray());
        }
    }

    private static void miniTicker(
            final JsonWriter out,
            final Streams at,
            final MarketTape.DayStats day,
            final long timeMs) {
        out.beginObject().field("e", "24hrMiniTicker").field("E", timeMs).field("s", at.symbol);
        prices(out, at, day);
        out.fieldE8("v", day.volumeE8(), at.tape.qtyDigits());
        out.fieldE8("q", day.quoteE8(), QUOTE_DIGITS);
        out.field("ps", at.symbol).field("st", 1).endObject();
    }

    private static void prices(
            final JsonWriter out, final Streams at, final MarketTape.DayStats day) {
        final int digits = at.tape.priceDigits();
        out.fieldE8("c", day.lastE8(), digits).fieldE8("o", day.openE8(), digits);
        out.fieldE8("h", day.highE8(), digits).fieldE8("l", day.lowE8(), digits);
    }

    private static void ticker(
            final JsonWriter out,
            final Streams at,
            final MarketTape.DayStats day,
            final long timeMs) {
        final int digits = at.tape.priceDigits();
        out.beginObject().field("e", "24hrTicker").field("E", timeMs).field("s", at.symbol);
        out.fieldE8("p", day.lastE8() - day.openE8(), digits);
        out.fieldE8("P", percentE8(day), 3);
        out.fieldE8("w", averageE8(day, at.tape.instrument().spec().tickE8()), digits);
        out.fieldE8("Q", day.lastQtyE8(), at.tape.qtyDigits());
        prices(out, at, day);
        out.fieldE8("v", day.volumeE8(), at.tape.qtyDigits());
        out.fieldE8("q", day.quoteE8(), QUOTE_DIGITS);
        out.field("O", day.openTimeMs()).field("C", day.closeTimeMs());
        out.field("F", day.firstId()).field("L", day.lastId()).field("n", day.trades());
        out.field("ps", at.symbol).field("st", 1).endObject();
    }

    /** Change over the day in percent, three digits, rounded toward zero. */
    static long percentE8(final MarketTape.DayStats day) {
        if (day.openE8() == 0) {
            return 0;
        }
        final long changeE8 = day.lastE8() - day.openE8();
        final long percentE8 =
                FixedPoint.mulDivFloor(Math.abs(changeE8), 100 * FixedPoint.ONE_E8, day.openE8());
        final long shownE8 = FixedPoint.floorToStepE8(percentE8, FixedPoint.ONE_E8 / 1_000);
        return changeE8 < 0 ? -shownE8 : shownE8;
    }

    /** Volume-weighted price of the day, rounded down to the tick. */
    static long averageE8(final MarketTape.DayStats day, final long tickE8) {
        return day.volumeE8() == 0
                ? day.lastE8()
                : FixedPoint.floorToStepE8(
                        FixedPoint.divFloorE8(day.quoteE8(), day.volumeE8()), tickE8);
    }
}
