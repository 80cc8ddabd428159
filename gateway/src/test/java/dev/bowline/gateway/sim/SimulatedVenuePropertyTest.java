package dev.bowline.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.Side;
import dev.bowline.core.num.FixedPoint;
import org.junit.jupiter.api.Test;

/** SIM-1, OMS-8: books that balance to the last digit, whatever is thrown at the venue. */
class SimulatedVenuePropertyTest {
    private static final int SEEDS = 30;
    private static final int STEPS = 3_000;

    @Test
    void shouldKeepTheBooksBalancedWhenOrdersAndPricesAreRandom() {
        int fills = 0;
        int liquidations = 0;
        int fundings = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            final VenueAgitator agitator = new VenueAgitator(seed);
            for (int i = 0; i < STEPS; i++) {
                agitator.step();
                ordersFit(agitator.venue, "seed=" + seed + " step=" + i);
                if (i % 100 == 99) {
                    ledgerBalances(agitator.venue, "seed=" + seed + " step=" + i);
                }
            }
            fills += agitator.venue.userTrades(SimulatedVenue.ALL).size();
            for (final VenueOrder order : agitator.venue.allOrders(SimulatedVenue.ALL)) {
                liquidations += order.clientId.startsWith("autoclose-") ? 1 : 0;
            }
            for (final IncomeRow row : agitator.venue.income(SimulatedVenue.ALL)) {
                fundings += row.type() == IncomeRow.Type.FUNDING_FEE ? 1 : 0;
            }
        }
        assertTrue(fills > 5_000, "fills " + fills);
        assertTrue(liquidations > 5, "liquidations " + liquidations);
        assertTrue(fundings > 100, "fundings " + fundings);
    }

    private static void ordersFit(final SimulatedVenue venue, final String where) {
        for (int id = 0; id < 2; id++) {
            final long heldE8 = venue.position(id).position().qtyE8;
            long buyE8 = 0;
            long sellE8 = 0;
            for (final VenueOrder order : venue.openOrders(id)) {
                assertTrue(order.isOpen() && order.remainingE8() > 0, where);
                if (order.reduceOnly) {
                    buyE8 += order.side == Side.BUY ? order.remainingE8() : 0;
                    sellE8 += order.side == Side.SELL ? order.remainingE8() : 0;
                }
            }
            assertTrue(buyE8 <= Math.max(0, -heldE8), where + " buys back too much");
            assertTrue(sellE8 <= Math.max(0, heldE8), where + " sells too much");
            for (final AlgoOrder algo : venue.openAlgoOrders(id)) {
                final boolean gone = algo.side == Side.SELL ? heldE8 <= 0 : heldE8 >= 0;
                assertTrue(!(algo.closePosition && gone), where + " GTE order outlives position");
            }
        }
        assertTrue(venue.account().availableE8() >= 0, where);
    }

    private static void ledgerBalances(final SimulatedVenue venue, final String where) {
        final long walletE8 = venue.account().walletE8();
        long incomeE8 = 0;
        long otherIncomeE8 = 0;
        for (final IncomeRow row : venue.income(SimulatedVenue.ALL)) {
            incomeE8 += row.incomeE8();
            final boolean ofFill =
                    row.type() == IncomeRow.Type.REALIZED_PNL
                            || row.type() == IncomeRow.Type.COMMISSION;
            otherIncomeE8 += ofFill ? 0 : row.incomeE8();
        }
        final long startE8 = 400 * FixedPoint.ONE_E8 + venue.transfersE8();
        assertEquals(startE8 + incomeE8, walletE8, where);
        long fillsE8 = 0;
        for (int id = 0; id < 2; id++) {
            final VenuePosition position = venue.position(id).position();
            long qtyE8 = 0;
            long cashE8 = 0;
            long realizedE8 = 0;
            for (final VenueFill fill : venue.userTrades(id)) {
                final boolean buys = fill.side() == Side.BUY;
                qtyE8 += buys ? fill.qtyE8() : -fill.qtyE8();
                cashE8 += buys ? -fill.quoteQtyE8() : fill.quoteQtyE8();
                realizedE8 += fill.realizedPnlE8();
                fillsE8 += fill.realizedPnlE8() - fill.feeE8();
            }
            assertEquals(qtyE8, position.qtyE8, where + " position is the sum of fills");
            final long entryE8 = qtyE8 > 0 ? position.entryQuoteE8 : -position.entryQuoteE8;
            // What was paid is either realised or still in the entry value: no digit is lost.
            assertEquals(cashE8 + (qtyE8 == 0 ? 0 : entryE8), realizedE8, where);
            assertTrue(qtyE8 != 0 || position.entryQuoteE8 == 0, where);
        }
        assertEquals(startE8 + fillsE8 + otherIncomeE8, walletE8, where + " by fills");
    }

    @Test
    void shouldSayTheSameWhenSeedIsTheSame() {
        final VenueAgitator first = run(7);
        final VenueAgitator second = run(7);
        assertTrue(first.log.lines.size() > 500, "events " + first.log.lines.size());
        assertEquals(first.log.lines, second.log.lines);
        assertNotEquals(first.log.lines.hashCode(), run(8).log.lines.hashCode());
    }

    private static VenueAgitator run(final long seed) {
        final VenueAgitator agitator = new VenueAgitator(seed);
        for (int i = 0; i < STEPS; i++) {
            agitator.step();
        }
        return agitator;
    }
}
