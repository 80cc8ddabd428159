package dev.bowline.core.signal;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.market.InstrumentMarket;
import dev.bowline.core.market.MarketState;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * First part of the decision: keeps the market up to date and lets the enabled strategies see every
 * event that changed it. Their intents and records end up in the slot. Decision thread only;
 * allocates nothing but on INSTRUMENT events.
 */
public final class SignalHandler implements EngineHandler, Resumable {
    /** Number of scalping-v1 in client order ids and records. */
    public static final int SCALPING_ID = ScalpingStrategy.ID;

    /** Number of book-momentum in client order ids and records. */
    public static final int BOOK_MOMENTUM_ID = BookMomentumStrategy.ID;

    private final InstrumentRegistry instruments;
    private final MarketState market;
    private final SignalOutput output;
    private final Strategy[] strategies;

    /**
     * Takes the strategies that are enabled.
     *
     * @param instruments filled by INSTRUMENT events before this handler sees them
     * @param market kept up to date by this handler, read by those that come after
     */
    public SignalHandler(
            final ScalpingParameters scalping,
            final BookMomentumParameters bookMomentum,
            final InstrumentRegistry instruments,
            final MarketState market,
            final PositionView positions) {
        this(instruments, market, positions, enabled(scalping, bookMomentum));
    }

    /** For any set of strategies; they run in this order. */
    SignalHandler(
            final InstrumentRegistry instruments,
            final MarketState market,
            final PositionView positions,
            final Strategy... strategies) {
        this.instruments = instruments;
        this.market = market;
        this.strategies = strategies.clone();
        output = new SignalOutput(positions);
    }

    /** Market events reach market and strategies, polled ones the market alone (MD-6). */
    @Override
    public void onEvent(final EngineEvent event, final long nowNs) {
        final boolean changed = market.onEvent(event, nowNs);
        if (!changed) {
            return;
        }
        switch (event.type) {
            case INSTRUMENT -> {
                for (final Strategy strategy : strategies) {
                    strategy.onInstrument(event.instrument);
                }
            }
            case TOP_OF_BOOK -> {
                if (!event.topOfBook().polled) {
                    runStrategies(event, nowNs);
                }
            }
            case MARK_PRICE -> {
                if (!event.mark().polled) {
                    runStrategies(event, nowNs);
                }
            }
            case AGG_TRADE, BAR -> runStrategies(event, nowNs);
            default -> {
                // Nothing that a strategy looks at.
            }
        }
    }

    /** Whether every strategy has seen enough of the instrument's past. */
    public boolean isWarm(final int instrumentId) {
        for (final Strategy strategy : strategies) {
            if (!strategy.isWarm(instrumentId)) {
                return false;
            }
        }
        return true;
    }

    private void runStrategies(final EngineEvent event, final long nowNs) {
        final InstrumentSpec spec = instruments.byIdOrNull(event.instrumentId);
        final InstrumentMarket instrumentMarket = market.byIdOrNull(event.instrumentId);
        if (spec == null || instrumentMarket == null) {
            return;
        }
        for (final Strategy strategy : strategies) {
            output.begin(event, strategy.id(), spec, instrumentMarket);
            strategy.onEvent(event, nowNs, instrumentMarket, spec, output);
        }
    }

    private static Strategy[] enabled(
            final ScalpingParameters scalping, final BookMomentumParameters bookMomentum) {
        final Strategy[] all = {
            new ScalpingStrategy(scalping), new BookMomentumStrategy(bookMomentum)
        };
        if (scalping.enabled() && bookMomentum.enabled()) {
            return all;
        }
        if (scalping.enabled()) {
            return new Strategy[] {all[0]};
        }
        return bookMomentum.enabled() ? new Strategy[] {all[1]} : new Strategy[0];
    }

    @Override
    public void writeRest(final StateSink sink) {
        for (final Strategy strategy : strategies) {
            strategy.writeRest(sink);
        }
    }

    @Override
    public void readRest(final StateSource source) {
        for (final Strategy strategy : strategies) {
            strategy.readRest(source);
        }
    }
}
