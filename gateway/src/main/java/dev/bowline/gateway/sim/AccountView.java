package dev.bowline.gateway.sim;

/**
 * Totals of the account. Scale 1e-8.
 *
 * @param walletE8 balance without open profit
 * @param unrealizedE8 open profit at mark
 * @param marginBalanceE8 wallet + unrealized
 * @param positionMarginE8 initial margin of positions
 * @param openOrderMarginE8 initial margin of open orders beyond that
 * @param maintMarginE8 maintenance margin
 * @param availableE8 free for new orders, {@code >= 0}
 */
public record AccountView(
        long walletE8,
        long unrealizedE8,
        long marginBalanceE8,
        long positionMarginE8,
        long openOrderMarginE8,
        long maintMarginE8,
        long availableE8) {}
