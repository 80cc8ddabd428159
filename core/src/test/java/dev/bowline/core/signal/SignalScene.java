package dev.bowline.core.signal;

import dev.bowline.core.event.Decision;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.market.MarketFeed;
import dev.bowline.core.market.MarketState;
import java.util.ArrayList;
import java.util.List;

/** One instrument, one {@link SignalHandler}, and what it has written so far. */
final class SignalScene implements PositionView {
    final InstrumentRegistry registry = new InstrumentRegistry();
    final MarketState market;
    final SignalHandler handler;
    final MarketFeed feed = new MarketFeed(this::onEvent);
    final List<String> records = new ArrayList<>();
    int positionSide;
    boolean workingEntry;
    int intents;
    Decision lastRecord;
    TradeIntent lastIntent;

    SignalScene(final ScalpingParameters scalping, final BookMomentumParameters momentum) {
        market = new MarketState(scalping.timeframeMs(), 1_000);
        handler = new SignalHandler(scalping, momentum, registry, market, this);
        feed.instrument(MarketFeed.btc(0));
    }

    @Override
    public int positionSide(final int instrumentId) {
        return positionSide;
    }

    @Override
    public boolean hasWorkingEntry(final int instrumentId) {
        return workingEntry;
    }

    private void onEvent(final EngineEvent event, final long nowNs) {
        if (event.type == EventType.INSTRUMENT) {
            registry.put(event.instrument);
        }
        handler.onEvent(event, nowNs);
        for (int i = 0; i < event.decisions().count(); i++) {
            lastRecord = event.decisions().get(i);
            final String reason = SkipReason.nameOrNull(lastRecord.reasonCode);
            records.add(lastRecord.action + (reason == null ? "" : " " + reason));
        }
        for (int i = 0; i < event.intents().count(); i++) {
            lastIntent = event.intents().get(i);
            intents++;
        }
    }
}
