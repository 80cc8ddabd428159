package dev.bowline.gateway.binance;

import dev.bowline.gateway.binance.rest.RateBudget;
import dev.bowline.gateway.binance.rest.RestClient;
import dev.bowline.gateway.binance.rest.RetryAfter;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Passes the limits' headers of slow replies to the budget, which lives on the order loop. */
final class RateBudgetFeed implements RestClient.ReplyObserver {
    private static final int TOO_MANY = 429;
    private static final int BANNED = 418;

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
        if (status == TOO_MANY || status == BANNED) {
            // The limits are those of the address: a ban met here is one of the orders, too.
            final long retryAfterMs = RetryAfter.toMs(headers.get("retry-after"));
            orderLoop.execute(
                    () -> {
                        final long nowMs = venueTimeMs.getAsLong();
                        to.onLimitReply(
                                status, retryAfterMs == 0 ? 0 : nowMs + retryAfterMs, nowMs);
                    });
        }
        if (used != null) {
            orderLoop.execute(
                    () -> to.onHeader("x-mbx-used-weight-1m", used, venueTimeMs.getAsLong()));
        }
    }
}
