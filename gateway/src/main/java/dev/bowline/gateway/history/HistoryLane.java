package dev.bowline.gateway.history;

import dev.bowline.core.event.Bar;
import dev.bowline.core.instrument.InstrumentSpec;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One file as a cursor over its records, in the order and on the grid of its contract. Times must
 * be epoch milliseconds that do not run backwards (those of klines must grow).
 */
final class HistoryLane {
    private static final long MIN_TIME_MS = 1_262_304_000_000L; // 2010
    private static final long MAX_TIME_MS = 4_102_444_800_000L; // 2100

    final HistoryKind kind;
    final InstrumentSpec spec;
    final PriceGrid grid;

    /** Time of the current row; that of a kline is its open time. */
    long timeMs;

    long idOrUpdate;
    long priceE8;
    long qtyE8;
    long askE8;
    long askQtyE8;
    boolean buyerIsMaker;
    long indexE8;
    long rateE8;
    long nextFundingMs;
    final Bar bar = new Bar();
    boolean ended;
    private final CsvRows rows;

    HistoryLane(final Path file, final InstrumentSpec spec) {
        this.rows = new CsvRows(file);
        this.spec = spec;
        this.grid = new PriceGrid(spec);
        if (!rows.next()) {
            throw new HistoryException(file.toString(), "has no rows", null);
        }
        if (rows.startsWithDigit()) {
            kind =
                    HistoryKind.byRowOrNull(
                            rows.columns(), rows.isFlag(Math.max(0, rows.columns() - 1)));
            rows.stay();
        } else {
            kind = HistoryKind.byHeaderOrNull(rows.text(0));
        }
        if (kind == null) {
            throw rows.bad(
                    "starts with '"
                            + rows.text(0)
                            + "' and has "
                            + rows.columns()
                            + " columns, must be one of "
                            + Arrays.toString(HistoryKind.values()));
        }
        next();
    }

    /** Moves to the next row; sets {@link #ended} when there is none. */
    void next() {
        if (!rows.next()) {
            ended = true;
            timeMs = MarketSource.END;
            rows.close();
            return;
        }
        if (rows.columns() != kind.columns) {
            throw rows.bad("has " + rows.columns() + " columns, " + kind + " has " + kind.columns);
        }
        switch (kind) {
            case BOOK_TICKER -> book();
            case AGG_TRADES -> trade("agg_trade_id", 2, 5, 6);
            case TRADES -> trade("id", 2, 4, 5);
            case MARK_PRICE -> mark();
            case KLINES -> kline();
            case FUNDING_RATE -> funding();
        }
    }

    private void moveTo(final int column, final String name, final boolean mustGrow) {
        final long nextMs = rows.whole(column, name);
        if (nextMs < MIN_TIME_MS || nextMs > MAX_TIME_MS) {
            throw rows.bad(name + "=" + nextMs + ", must be epoch milliseconds of 2010 to 2099");
        }
        if (nextMs < timeMs || (mustGrow && nextMs == timeMs)) {
            throw rows.bad(
                    name
                            + "="
                            + nextMs
                            + ", must be "
                            + (mustGrow ? "after " : "at or after ")
                            + timeMs
                            + " of the row before; sort the file");
        }
        timeMs = nextMs;
    }

    private void book() {
        moveTo(5, "transaction_time", false);
        idOrUpdate = rows.whole(0, "update_id");
        priceE8 = grid.bidE8(rows.decimalE8(1, "best_bid_price", 1));
        qtyE8 = grid.qtyE8(rows.decimalE8(2, "best_bid_qty", 0));
        askE8 =
                Math.max(
                        grid.askE8(rows.decimalE8(3, "best_ask_price", 1)),
                        priceE8 + spec.tickE8());
        askQtyE8 = grid.qtyE8(rows.decimalE8(4, "best_ask_qty", 0));
    }

    private void trade(
            final String idName, final int qtyColumn, final int timeColumn, final int flagColumn) {
        moveTo(timeColumn, "time", false);
        idOrUpdate = rows.whole(0, idName);
        priceE8 = grid.nearestE8(rows.decimalE8(1, "price", 1));
        qtyE8 = grid.qtyE8(rows.decimalE8(qtyColumn, "qty", 0));
        buyerIsMaker = rows.flag(flagColumn, "is_buyer_maker");
    }

    private void mark() {
        moveTo(0, "event_time", false);
        priceE8 = rows.decimalE8(1, "mark_price", 1);
        indexE8 = rows.decimalE8(2, "index_price", 0);
        rateE8 = rows.signedE8(3, "funding_rate");
        nextFundingMs = rows.whole(4, "next_funding_time");
    }

    private void funding() {
        moveTo(0, "calc_time", true);
        rateE8 = rows.signedE8(2, "last_funding_rate");
    }

    private void kline() {
        moveTo(0, "open_time", true);
        final long openE8 = rows.decimalE8(1, "open", 1);
        final long highE8 = rows.decimalE8(2, "high", 1);
        final long lowE8 = rows.decimalE8(3, "low", 1);
        final long closeE8 = rows.decimalE8(4, "close", 1);
        if (lowE8 > Math.min(openE8, closeE8) || highE8 < Math.max(openE8, closeE8)) {
            throw rows.bad(
                    "low="
                            + rows.text(3)
                            + " high="
                            + rows.text(2)
                            + ", must enclose open="
                            + rows.text(1)
                            + " and close="
                            + rows.text(4));
        }
        bar.clear();
        bar.openTimeMs = timeMs;
        bar.closeTimeMs = rows.whole(6, "close_time");
        if (bar.closeTimeMs <= timeMs || bar.closeTimeMs > MAX_TIME_MS) {
            throw rows.bad("close_time=" + bar.closeTimeMs + ", must be after open_time=" + timeMs);
        }
        bar.intervalMs = bar.closeTimeMs - bar.openTimeMs + 1;
        bar.openE8 = grid.nearestE8(openE8);
        bar.highE8 = grid.nearestE8(highE8);
        bar.lowE8 = grid.nearestE8(lowE8);
        bar.closeE8 = grid.nearestE8(closeE8);
        bar.volumeE8 = rows.decimalE8(5, "volume", 0);
        bar.quoteVolumeE8 = rows.decimalE8(7, "quote_volume", 0);
        bar.tradeCount = rows.whole(8, "count");
        bar.closed = true;
    }

    CsvRows rows() {
        return rows;
    }
}
