package dev.bowline.gateway.binance.market;

import dev.bowline.gateway.json.FieldTable;
import dev.bowline.gateway.json.TextRange;
import dev.bowline.gateway.json.WordTable;
import java.nio.charset.StandardCharsets;

/**
 * Names of the market streams' fields and events, and the tables one frame is read into.
 *
 * <p>USDⓈ-M docs, WebSocket Market Streams, read 2026-11-20.
 */
final class MarketTables {
    static final int STREAM = 0;
    static final int DATA = 1;
    static final int RESULT = 2;
    static final int ID = 3;
    static final int ERROR = 4;
    static final int CODE = 5;
    static final int ST = 6;
    static final int PS = 7;
    static final int PU = 8;
    static final int NQ = 9;
    static final int AP = 10;

    static final int UNKNOWN = WordTable.MISSING;
    static final int BOOK_TICKER = 0;
    static final int AGG_TRADE = 1;
    static final int TRADE = 2;
    static final int KLINE = 3;
    static final int MARK_PRICE = 4;
    static final int TICKER = 5;
    static final int MINI_TICKER = 6;
    static final int DEPTH = 7;

    /** No event name but the shape of an answer to SUBSCRIBE and the like. */
    static final int CONTROL = 100;

    /** The position of a name is its number above; from 8 on they are known and ignored. */
    static final WordTable EVENTS =
            new WordTable(
                    "bookTicker",
                    "aggTrade",
                    "trade",
                    "kline",
                    "markPriceUpdate",
                    "24hrTicker",
                    "24hrMiniTicker",
                    "depthUpdate",
                    "continuous_kline",
                    "forceOrder",
                    "contractInfo",
                    "compositeIndex",
                    "assetIndexUpdate",
                    "EquityUpdate",
                    "CommodityUpdate",
                    "KR_EquityUpdate",
                    "HK_EquityUpdate",
                    "CN_EquityUpdate",
                    "FXUpdate");

    static final WordTable TRADE_KINDS = new WordTable("MARKET");

    /** Fields of each event that are in the contract; the rest is counted. */
    static final long[] LETTERS = {
        FieldTable.letters("eusbBaATE"),
        FieldTable.letters("eEaspqflTm"),
        FieldTable.letters("eETstpqXmMab"),
        FieldTable.letters("eEsk"),
        FieldTable.letters("eEspPirT"),
        FieldTable.letters("eEspPwcQohlvqOCFLnxbBaA"),
        FieldTable.letters("eEscohlvq"),
        FieldTable.letters("eETsUuba"),
    };

    private static final long ROW_WORDS = FieldTable.words(STREAM, DATA, ST, PS);

    static final long[] WORDS = {
        ROW_WORDS,
        ROW_WORDS | FieldTable.words(NQ),
        ROW_WORDS,
        ROW_WORDS,
        ROW_WORDS | FieldTable.words(AP),
        ROW_WORDS,
        ROW_WORDS,
        ROW_WORDS | FieldTable.words(PU),
    };

    static final long BAR_LETTERS = FieldTable.letters("tTsifLochlvnxqVQB");

    private static final WordTable NAMES =
            new WordTable(
                    "stream", "data", "result", "id", "error", "code", "st", "ps", "pu", "nq",
                    "ap");

    private static final WordTable NO_NAMES = new WordTable();
    private static final byte[] BOOK_TICKER_STREAM = bytes("@bookTicker");
    private static final byte[] DEPTH_STREAM = bytes("@depth");
    private static final byte[] RPI_DEPTH_STREAM = bytes("@rpiDepth");

    final FieldTable error = new FieldTable(NAMES);
    final FieldTable topBar = new FieldTable(NO_NAMES);
    final FieldTable dataBar = new FieldTable(NO_NAMES);
    final FieldTable data = new FieldTable(NAMES).withChild('k', dataBar);
    final FieldTable top =
            new FieldTable(NAMES)
                    .withChild(DATA, data)
                    .withChild('k', topBar)
                    .withChild(ERROR, error);

    private final TextRange stream = new TextRange();

    /** The frame is of the form {@code {"stream":…,"data":…}}, so {@link #top} has its name. */
    boolean wrapped;

    /** Answers to control requests and the venue's spot bookTicker carry no event name. */
    int eventOfNamelessRow(final FieldTable row) {
        final boolean answer = row.has(ID) && (row.has(RESULT) || row.has(ERROR));
        if (row == top && (answer || row.has(CODE))) {
            return CONTROL;
        }
        final boolean book =
                hasStream()
                        && stream.isAt(
                                BOOK_TICKER_STREAM, stream.length() - BOOK_TICKER_STREAM.length);
        return book ? BOOK_TICKER : UNKNOWN;
    }

    /** The stream's name is that of a top-N book: {@code @depth5}, {@code @depth20@100ms}. */
    boolean isPartialDepth() {
        final int index = hasStream() ? stream.indexOf(DEPTH_STREAM) : -1;
        final int digit = index + DEPTH_STREAM.length;
        return index >= 0
                && digit < stream.length()
                && Character.isDigit(stream.buffer().getByte(stream.offset() + digit));
    }

    /** The stream's name is that of the book with RPI orders, whose chain is another one. */
    boolean isRetailDepth() {
        return hasStream() && stream.indexOf(RPI_DEPTH_STREAM) >= 0;
    }

    private boolean hasStream() {
        return wrapped && top.text(STREAM, stream);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
