package dev.bowline.gateway.binance;

/** Steps of the start that belong to the venue, in their order (REC-1). */
public enum StartStep {
    CLOCK("clock offset"),
    ACCOUNT("account permissions"),
    INSTRUMENTS("instruments"),
    WARM_UP("history warm-up"),
    STREAMS("streams"),
    SNAPSHOT("positions and orders");

    private final String title;

    StartStep(final String title) {
        this.title = title;
    }

    /** For messages. */
    public String title() {
        return title;
    }
}
