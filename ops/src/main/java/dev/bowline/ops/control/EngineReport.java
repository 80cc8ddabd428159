package dev.bowline.ops.control;

import dev.bowline.core.engine.EngineView;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.Order;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine as it was behind one slot. Prices, quantities and money at scale 1e-8, ages in
 * milliseconds of engine time, -1 for what never was.
 *
 * @param nowNs engine time, epoch nanoseconds
 * @param state trading state and its reasons in words
 * @param reasons the reasons as bits; see StateReason
 * @param isReady whether entries were enabled and not stopped since
 * @param refusalCode why no entry may pass, 0 if entries may; see RejectReason
 * @param isStateWaiting whether the state of the run before was given, but not taken over
 * @param isKillDone whether a kill was verified flat against the venue
 * @param equityE8 wallet and unrealized profit
 * @param walletE8 balance
 * @param dayNetE8 profit of the day
 * @param limits what entries are held to, and how much of it is used
 * @param instruments all contracts
 * @param positions what is open
 * @param leftAlone strangers' positions that nothing closes (PROT-3)
 * @param orders ours that may be at the venue
 * @param venue what snapshots of the venue brought
 */
public record EngineReport(
        long nowNs,
        String state,
        long reasons,
        boolean isReady,
        int refusalCode,
        boolean isStateWaiting,
        boolean isKillDone,
        long equityE8,
        long walletE8,
        long dayNetE8,
        Limits limits,
        List<Contract> instruments,
        List<OpenPosition> positions,
        List<Stranger> leftAlone,
        List<LiveOrder> orders,
        VenueNews venue) {
    private static final long NS_PER_MS = 1_000_000;

    /**
     * Limits of the day and of exposure, each with what is used of it.
     *
     * @param dayLossE8 loss of the day as its limit counts it, negative for a profit
     * @param maxDayLossE8 loss that stops the day
     * @param stopLosses stop-losses in a row
     * @param maxStopLosses so many stop the day
     * @param positions open positions and working entries
     * @param maxPositions most of them
     * @param dayTrades positions closed today
     * @param dayWins of those, with a profit after fees
     */
    public record Limits(
            long dayLossE8,
            long maxDayLossE8,
            int stopLosses,
            int maxStopLosses,
            int positions,
            int maxPositions,
            int dayTrades,
            int dayWins) {}

    /**
     * One contract.
     *
     * @param id dense id
     * @param symbol the venue's text
     * @param base coin that is bought
     * @param unifiedName the ecosystem's name
     * @param isWarm whether the strategies have seen enough bars
     * @param bookAgeMs age of the top of book
     * @param isStale whether market data are missing
     * @param hasEntry whether an entry may still fill, or has fills that were not booked yet
     * @param isAtRest whether no entry is out and all of the position is under a confirmed stop
     */
    public record Contract(
            int id,
            String symbol,
            String base,
            String unifiedName,
            boolean isWarm,
            long bookAgeMs,
            boolean isStale,
            boolean hasEntry,
            boolean isAtRest) {}

    /**
     * One open position.
     *
     * @param symbol the venue's text
     * @param qtyE8 signed, long positive
     * @param entryE8 average entry price
     * @param markE8 mark price, else the middle of the book
     * @param pnlE8 unrealized profit
     * @param stopE8 trigger of the confirmed stop, 0 if there is none
     * @param coveredE8 quantity under a confirmed stop
     * @param targetE8 price of the target
     * @param phase of the trailing stop
     * @param extremeE8 best price since the first fill
     * @param nextStopE8 where the stop goes next, 0 if nowhere
     * @param ageMs since it was opened
     */
    public record OpenPosition(
            String symbol,
            long qtyE8,
            long entryE8,
            long markE8,
            long pnlE8,
            long stopE8,
            long coveredE8,
            long targetE8,
            String phase,
            long extremeE8,
            long nextStopE8,
            long ageMs) {}

    /**
     * A position that is not ours.
     *
     * @param symbol the venue's text
     * @param qtyE8 signed, long positive
     */
    public record Stranger(String symbol, long qtyE8) {}

    /**
     * One order of ours.
     *
     * @param id client order id
     * @param symbol the venue's text
     * @param leg its role
     * @param side BUY or SELL
     * @param status ours
     * @param qtyE8 ordered
     * @param filledE8 of that
     * @param priceE8 trigger, else limit, else 0
     * @param ageMs since it was sent
     */
    public record LiveOrder(
            String id,
            String symbol,
            String leg,
            String side,
            String status,
            long qtyE8,
            long filledE8,
            long priceE8,
            long ageMs) {}

    /**
     * What the venue's snapshots brought in this run.
     *
     * @param begun number of snapshots begun
     * @param ended number, as of {@code begun}, of the last one that ended and whose orders were
     *     judged
     * @param isComplete whether that one had all rows
     * @param flatAsOf number of the last one that was complete and, like our books, without a
     *     position; 0 if none was
     * @param differences between the venue and us, found so far
     * @param killMs from the last kill to its verification; -1 if there was none
     */
    public record VenueNews(
            long begun,
            long ended,
            boolean isComplete,
            long flatAsOf,
            long differences,
            long killMs) {
        static final VenueNews NONE = new VenueNews(0, 0, false, 0, 0, -1);
    }

    /** Copies what the view shows; on the decision's thread, or with the chain idle. */
    static EngineReport of(final EngineView view, final char mode, final VenueNews venue) {
        final List<Contract> instruments = new ArrayList<>();
        final List<OpenPosition> positions = new ArrayList<>();
        final List<Stranger> leftAlone = new ArrayList<>();
        for (int id = 0; id < view.instruments(); id++) {
            instruments.add(contract(view, id));
            if (view.positionQtyE8(id) != 0) {
                positions.add(position(view, id));
            }
            if (view.ignoredQtyE8(id) != 0) {
                leftAlone.add(new Stranger(view.instrument(id).symbol(), view.ignoredQtyE8(id)));
            }
        }
        final List<LiveOrder> orders = new ArrayList<>();
        for (int i = 0; i < view.orders(); i++) {
            final Order order = view.order(i);
            if (order.mayBeAtVenue()) {
                orders.add(order(view, mode, order));
            }
        }
        return new EngineReport(
                view.nowNs(),
                view.stateText(),
                view.stateReasons(),
                view.isReady(),
                view.entryRefusal(),
                view.isStateWaiting(),
                view.isKillDone(),
                view.equityE8(),
                view.walletE8(),
                view.dayNetE8(),
                limits(view),
                List.copyOf(instruments),
                List.copyOf(positions),
                List.copyOf(leftAlone),
                List.copyOf(orders),
                venue);
    }

    private static Limits limits(final EngineView view) {
        int positions = 0;
        for (int id = 0; id < view.instruments(); id++) {
            positions += view.positionQtyE8(id) != 0 || view.hasEntry(id) ? 1 : 0;
        }
        return new Limits(
                view.dayLossE8(),
                view.maxDayLossE8(),
                view.stopLossStreak(),
                view.limits().maxStopLossStreak(),
                positions,
                view.limits().maxOpenPositions(),
                view.dayTrades(),
                view.dayWins());
    }

    private static Contract contract(final EngineView view, final int id) {
        final long bookAgeNs = view.bookAgeNs(id);
        return new Contract(
                id,
                view.instrument(id).symbol(),
                view.instrument(id).baseAsset(),
                view.instrument(id).unifiedName(),
                view.isWarm(id),
                bookAgeNs == Long.MAX_VALUE ? -1 : bookAgeNs / NS_PER_MS,
                view.isStale(id),
                view.hasEntry(id),
                view.isAtRest(id));
    }

    private static OpenPosition position(final EngineView view, final int id) {
        return new OpenPosition(
                view.instrument(id).symbol(),
                view.positionQtyE8(id),
                view.entryPriceE8(id),
                view.valueE8(id),
                view.unrealizedE8(id),
                view.confirmedStopPriceE8(id),
                view.coveredQtyE8(id),
                view.targetPriceE8(id),
                view.trailingPhase(id).name(),
                view.extremePriceE8(id),
                view.nextStopPriceE8(id),
                ageMs(view, view.openedNs(id)));
    }

    private static LiveOrder order(final EngineView view, final char mode, final Order order) {
        return new LiveOrder(
                ClientOrderId.toText(mode, order.runId, order.orderKey),
                view.instrument(order.instrumentId).symbol(),
                order.leg().name(),
                order.side.name(),
                order.status.name(),
                order.qtyE8,
                order.filledQtyE8,
                order.triggerPriceE8 != 0 ? order.triggerPriceE8 : order.priceE8,
                ageMs(view, order.sentNs));
    }

    private static long ageMs(final EngineView view, final long sinceNs) {
        return sinceNs == 0 ? -1 : (view.nowNs() - sinceNs) / NS_PER_MS;
    }
}
