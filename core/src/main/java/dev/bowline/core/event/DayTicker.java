package dev.bowline.core.event;

/** Rolling 24 h figures. Scale 1e-8. */
public final class DayTicker {
    /** Quote amount traded in the last 24 h. */
    public long quoteVolumeE8;

    /** Last price. */
    public long lastPriceE8;

    /** Sets every field to its empty value. */
    public void clear() {
        quoteVolumeE8 = 0;
        lastPriceE8 = 0;
    }
}
