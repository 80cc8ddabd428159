package dev.bowline.gateway.history;

/** Kinds of the venue's public files, and one of our own recorder: mark prices. */
enum HistoryKind {
    BOOK_TICKER("update_id", 7),
    AGG_TRADES("agg_trade_id", 7),
    TRADES("id", 6),
    MARK_PRICE("event_time", 5),
    KLINES("open_time", 12),
    FUNDING_RATE("calc_time", 3);

    /** First word of the header. */
    final String firstColumn;

    final int columns;

    HistoryKind(final String firstColumn, final int columns) {
        this.firstColumn = firstColumn;
        this.columns = columns;
    }

    /** By header, or {@code null}. */
    static HistoryKind byHeaderOrNull(final String firstColumn) {
        for (final HistoryKind kind : values()) {
            if (kind.firstColumn.equals(firstColumn)) {
                return kind;
            }
        }
        return null;
    }

    /** By the first row of a file without header, or {@code null}. */
    static HistoryKind byRowOrNull(final int columns, final boolean lastIsFlag) {
        return switch (columns) {
            case 3 -> FUNDING_RATE;
            case 5 -> MARK_PRICE;
            case 6 -> lastIsFlag ? TRADES : null;
            case 7 -> lastIsFlag ? AGG_TRADES : BOOK_TICKER;
            case 12 -> KLINES;
            default -> null;
        };
    }
}
