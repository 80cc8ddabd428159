package dev.bowline.gateway.sim.server;

import dev.bowline.gateway.history.MarketListener;
import dev.bowline.gateway.history.MarketSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A market written down by the test, in time order. */
final class ScriptedSource implements MarketSource {
    private record Step(long timeMs, Consumer<MarketListener> emit) {}

    private final List<Step> steps = new ArrayList<>();
    private int next;
    private long ids = 1_000;

    private ScriptedSource add(final long timeMs, final Consumer<MarketListener> emit) {
        steps.add(new Step(timeMs, emit));
        return this;
    }

    ScriptedSource book(
            final long timeMs, final int id, final String bid, final String ask, final String qty) {
        final long updateId = ids++;
        return add(
                timeMs,
                to ->
                        to.onBook(
                                id,
                                SimFixture.e8(bid),
                                SimFixture.e8(qty),
                                SimFixture.e8(ask),
                                SimFixture.e8(qty),
                                updateId,
                                timeMs));
    }

    ScriptedSource trade(final long timeMs, final int id, final String price, final String qty) {
        final long tradeId = ids++;
        return add(
                timeMs,
                to ->
                        to.onTrade(
                                id,
                                SimFixture.e8(price),
                                SimFixture.e8(qty),
                                true,
                                tradeId,
                                timeMs));
    }

    ScriptedSource mark(final long timeMs, final int id, final String mark) {
        final long dayMs = 8 * 3_600_000L;
        final long nextFundingMs = (timeMs / dayMs + 1) * dayMs;
        return add(
                timeMs,
                to ->
                        to.onMark(
                                id,
                                SimFixture.e8(mark),
                                SimFixture.e8(mark),
                                SimFixture.e8("0.0001"),
                                nextFundingMs,
                                timeMs));
    }

    /** Book, trade and mark of both contracts at one moment. */
    ScriptedSource quotes(final long timeMs, final String xrp, final String btc) {
        final long xrpE8 = SimFixture.e8(xrp);
        final long btcE8 = SimFixture.e8(btc);
        return book(timeMs, 0, xrp, text(xrpE8 + SimFixture.e8("0.0001")), "5000")
                .trade(timeMs, 0, xrp, "10")
                .mark(timeMs, 0, xrp)
                .book(timeMs, 1, btc, text(btcE8 + SimFixture.e8("0.1")), "5")
                .trade(timeMs, 1, btc, "0.01")
                .mark(timeMs, 1, btc);
    }

    private static String text(final long valueE8) {
        return dev.bowline.core.num.DecimalFormat.toText(valueE8);
    }

    @Override
    public long peekTimeMs() {
        return next < steps.size() ? steps.get(next).timeMs() : END;
    }

    @Override
    public boolean advance(final MarketListener listener) {
        final long nowMs = peekTimeMs();
        if (nowMs == END) {
            return false;
        }
        while (peekTimeMs() == nowMs) {
            steps.get(next++).emit().accept(listener);
        }
        return true;
    }

    @Override
    public int progressPpm() {
        return (int) (next * 1_000_000L / steps.size());
    }

    @Override
    public long records() {
        return next;
    }
}
