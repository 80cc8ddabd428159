package dev.bowline.core.engine;

import com.lmax.disruptor.ExceptionHandler;
import dev.bowline.core.event.EngineEvent;

/**
 * Last net under a link that is not wrapped in {@link HaltOnError}: marks the slot failed and goes
 * on, because a stopped link would block every producer for ever.
 */
final class UnexpectedError implements ExceptionHandler<EngineEvent> {
    @Override
    public void handleEventException(
            final Throwable error, final long sequence, final EngineEvent event) {
        event.failed = true;
    }

    @Override
    public void handleOnStartException(final Throwable error) {
        throw new IllegalStateException("link did not start", error);
    }

    @Override
    public void handleOnShutdownException(final Throwable error) {
        throw new IllegalStateException("link did not stop cleanly", error);
    }
}
