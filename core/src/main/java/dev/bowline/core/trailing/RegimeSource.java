package dev.bowline.core.trailing;

/** Tells the regime of an instrument; asked at every price of an open position. */
public interface RegimeSource {
    /** The regime now; allocates nothing. Thread: decision thread. */
    CallbackRegime regimeOf(int instrumentId);
}
