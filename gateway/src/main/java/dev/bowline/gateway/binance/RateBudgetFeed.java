package dev.bowline.gateway.binance;

import dev.bowline.gateway.binance.rest.RateBudget;
import dev.bowline.gateway.binance.rest.RestClient;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Passes the limits' headers of slow replies to the budget, which lives on the order loop. */
final class RateBudgetFeed implements RestClient.ReplyObserver {
    private final Executor orderLoop;
    private final LongSupplier venueTimeMs;
    private volatile RateBudget budget;

    RateBudgetFeed(final Executor orderLoop, final LongSupplier venueTimeMs) {
        this.orderLoop = orderLoop;
        this.venueTimeMs = venueTimeMs;
    }

    void connect(final RateBudget newBudget) {
        budget = newBudget;
    }

    @Override
    public void onReply(final int status, final HttpHeaders headers) {
        final RateBudget to = budget;
        if (to == null) {
            return;
        }
        final String used = headers.get("x-mbx-used-weight-1m");
        if (used != null) {
            orderLoop.execute(
                    () -> to.onHeader("x-mbx-used-weight-1m", used, venueTimeMs.getAsLong()));
        }
    }
}
