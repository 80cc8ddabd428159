package dev.bowline.ops.launch;

import dev.bowline.core.engine.EngineView;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.num.DecimalFormat;
import dev.bowline.core.order.Order;
import java.util.ArrayList;
import java.util.List;

/**
 * What the run before left open must be among the contracts of this one (REC-1): a position that
 * nobody watches has no trailing stop and no kill, and the state it is part of cannot be taken
 * over.
 */
final class RestoredSymbols {
    private RestoredSymbols() {}

    /**
     * Refuses a start without a symbol that is still needed.
     *
     * @param known the state to be taken over
     * @param now the contracts of this run
     * @throws IllegalStateException naming each symbol, what is open in it, and what to do
     */
    static void require(final EngineView known, final InstrumentRegistry now) {
        final List<String> missing = new ArrayList<>();
        for (int id = 0; id < known.instruments(); id++) {
            final String symbol = known.instrument(id).symbol();
            final String open = now.bySymbolOrNull(symbol) == null ? openIn(known, id) : "";
            if (!open.isEmpty()) {
                missing.add(symbol + " (" + open + ")");
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "universe.symbols lacks what the run before left open: "
                            + String.join(", ", missing)
                            + ". Nothing was changed at the venue, stops stand as they were. Put"
                            + " the symbol back and start; it may go when it is closed (close"
                            + " SYMBOL) and the run was stopped");
        }
    }

    private static String openIn(final EngineView known, final int id) {
        final List<String> open = new ArrayList<>();
        final long qtyE8 = known.positionQtyE8(id);
        if (qtyE8 != 0) {
            open.add((qtyE8 > 0 ? "LONG " : "SHORT ") + DecimalFormat.toText(Math.abs(qtyE8)));
        }
        for (int i = 0; i < known.orders(); i++) {
            final Order order = known.order(i);
            if (order.instrumentId == id && order.isOpen()) {
                open.add(
                        "order "
                                + order.leg()
                                + ' '
                                + DecimalFormat.toText(order.openQtyE8())
                                + ' '
                                + order.status);
            }
        }
        return String.join(", ", open);
    }
}
