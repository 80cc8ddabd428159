package dev.bowline.gateway.sim.server;

/** The market with the moments at which faults are due in between. Exchange thread only. */
final class FaultDrive implements MarketDrive {
    private final MarketDrive market;
    private final UserEvents events;
    private final FaultPlan faults;
    private final Runnable actions;

    FaultDrive(
            final MarketDrive market,
            final UserEvents events,
            final FaultPlan faults,
            final Runnable actions) {
        this.market = market;
        this.events = events;
        this.faults = faults;
        this.actions = actions;
    }

    /** The end of the market is the end, whatever faults would come after it. */
    @Override
    public long nextTimeNs() {
        final long nextNs = market.nextTimeNs();
        if (nextNs == Long.MAX_VALUE) {
            return nextNs;
        }
        final long actionNs =
                faults.has(FaultPhase.ACTION) ? faults.nextActionNs() : Long.MAX_VALUE;
        return Math.min(nextNs, Math.min(events.nextDueNs(), actionNs));
    }

    @Override
    public void advanceTo(final long toNs) {
        market.advanceTo(toNs);
        events.release(toNs);
        actions.run();
    }
}
