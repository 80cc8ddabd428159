package dev.bowline.gateway.history;

/** One file of prices as a sequence of emissions, each with its time. */
final class HistoryFeed {
    private final HistoryLane lane;
    private final ContractTape tape;
    private final BarWalk walkOrNull;
    private boolean atBar;

    HistoryFeed(final HistoryLane lane, final ContractTape tape, final int legSteps) {
        this.lane = lane;
        this.tape = tape;
        final boolean walks = lane.kind == HistoryKind.KLINES && tape.walksKlines();
        this.walkOrNull = walks ? new BarWalk(legSteps, lane.grid) : null;
        startBar();
    }

    private void startBar() {
        if (lane.kind == HistoryKind.KLINES && !lane.ended) {
            atBar = walkOrNull == null;
            if (walkOrNull != null) {
                walkOrNull.start(lane.bar);
            }
        }
    }

    /** Time of the next emission, or {@link MarketSource#END}. */
    long timeMs() {
        if (lane.ended || lane.kind != HistoryKind.KLINES) {
            return lane.timeMs;
        }
        return atBar ? lane.bar.closeTimeMs : walkOrNull.timeMs();
    }

    /** Books, trades, mark prices, klines: who is first at the same millisecond. */
    int rank() {
        return switch (lane.kind) {
            case BOOK_TICKER -> 0;
            case AGG_TRADES, TRADES -> 1;
            case MARK_PRICE -> 2;
            case KLINES -> atBar ? 3 : 1;
            case FUNDING_RATE -> 4;
        };
    }

    /** Emits one record and what belongs to it; returns how many. */
    int emit(final MarketListener listener) {
        final int emitted;
        if (lane.kind != HistoryKind.KLINES) {
            emitted = tape.emit(lane, listener);
            lane.next();
            return emitted;
        }
        if (atBar) {
            emitted = tape.emitBar(lane.bar, listener);
            lane.next();
            startBar();
            return emitted;
        }
        emitted = tape.emitPoint(walkOrNull, listener);
        walkOrNull.next();
        atBar = !walkOrNull.hasPoint();
        return emitted;
    }
}
