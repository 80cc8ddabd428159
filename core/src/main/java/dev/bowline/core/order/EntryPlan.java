package dev.bowline.core.order;

import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/** What an entry that may rest waits for, and what follows it (OMS-4). Part of its order. */
public final class EntryPlan {
    private static final long NO_STYLE = -1;

    /** Style; {@code null} for an order without a plan. */
    public EntryStyle style;

    /** End of patience in engine time; 0 for orders that do not rest. */
    public long deadlineNs;

    /** Price the signal was found at. */
    public long refPriceE8;

    /** How often it was priced anew. */
    public int reprices;

    /** The same strategy found a signal for the other side since, or asked to leave. */
    public boolean isContradicted;

    /** The rest is to be bought at the market once the cancel is certain. */
    public boolean isMarketNext;

    /** Nothing follows any more; what has not happened yet keeps the entry alive. */
    public boolean isOver = true;

    void clear() {
        style = null;
        deadlineNs = 0;
        refPriceE8 = 0;
        reprices = 0;
        isContradicted = false;
        isMarketNext = false;
        isOver = true;
    }

    void write(final StateSink sink) {
        sink.putLong(style == null ? NO_STYLE : style.code());
        sink.putLong(deadlineNs);
        sink.putLong(refPriceE8);
        sink.putLong(reprices);
        sink.putLong(isContradicted ? 1 : 0);
        sink.putLong(isMarketNext ? 1 : 0);
        sink.putLong(isOver ? 1 : 0);
    }

    void read(final StateSource source) {
        style = EntryStyle.byCodeOrNull((int) source.getLong());
        deadlineNs = source.getLong();
        refPriceE8 = source.getLong();
        reprices = (int) source.getLong();
        isContradicted = source.getLong() != 0;
        isMarketNext = source.getLong() != 0;
        isOver = source.getLong() != 0;
    }
}
