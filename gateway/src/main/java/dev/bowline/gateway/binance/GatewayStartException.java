package dev.bowline.gateway.binance;

/** A start-up step that failed; the message begins with the step. */
public final class GatewayStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final StartStep step;

    GatewayStartException(final StartStep step, final String message, final Throwable cause) {
        super(step.title() + ": " + message, cause);
        this.step = step;
    }

    public StartStep step() {
        return step;
    }
}
