package dev.bowline.gateway.sim;

import dev.bowline.core.event.Side;
import java.util.List;

/** What the parts of the model share. One writer: the call into the venue that is running. */
final class VenueState {
    final VenueSettings settings;
    final SimInstrument[] instruments;
    final InstrumentMarket[] markets;
    final VenuePosition[] positions;

    /** Quantity our takers took from the ask side (BUY) since the last book update. */
    final long[] takenAskE8;

    /** As {@link #takenAskE8}, from the bid side. */
    final long[] takenBidE8;

    /** Position or orders of the contract changed in this call. */
    final boolean[] touched;

    /** The order that a conditional one becomes has a client id that the venue made. */
    boolean makesChildIds;

    final VenueListener listener;
    final VenueOrders orders;
    long nowMs;

    VenueState(
            final VenueSettings settings,
            final List<SimInstrument> list,
            final VenueListener listener) {
        this.settings = settings;
        this.listener = listener;
        final int count = list.size();
        instruments = list.toArray(new SimInstrument[0]);
        markets = new InstrumentMarket[count];
        positions = new VenuePosition[count];
        takenAskE8 = new long[count];
        takenBidE8 = new long[count];
        touched = new boolean[count];
        orders = new VenueOrders(count);
        for (int i = 0; i < count; i++) {
            if (instruments[i].spec().id() != i) {
                throw new IllegalArgumentException(
                        "instrument "
                                + instruments[i].spec().symbol()
                                + " has id "
                                + instruments[i].spec().id()
                                + ", must be its place in the list, "
                                + i);
            }
            markets[i] = new InstrumentMarket();
            positions[i] = new VenuePosition(i);
            positions[i].leverage = instruments[i].spec().leverage();
        }
    }

    /** Quantity a reduce-only order of that side may still close. */
    long reducibleE8(final int instrumentId, final Side side) {
        final long heldE8 = positions[instrumentId].qtyE8;
        return Math.max(0, side == Side.SELL ? heldE8 : -heldE8);
    }
}
