package dev.bowline.ops.simulate;

import dev.bowline.core.event.EngineHandler;
import dev.bowline.ops.config.ConfigException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The mistakes that the simulation must find (SIM-4), each with the invariant that finds it. {@link
 * MutationTableMain} tells how many seeds that takes.
 */
enum Mutation {
    PLACES_NO_STOP("protected", BrokenEngines::placingNoStop),
    ADOPTS_WITHOUT_STOP("protected", MoreBrokenEngines::adoptingWithoutStop),
    CANCELS_STOP_BEFORE_NEXT_IS_CONFIRMED("stays-covered", BrokenEngines::cancellingStop),
    CANCELS_STOP_AND_PLACES_NONE("stays-covered", BrokenEngines::cancellingWithoutNext),
    TRAILS_BACK("stop-never-back", MoreBrokenEngines::trailingBack),
    LEAVES_SIBLINGS("no-orphans", BrokenEngines::leavingSiblings),
    TARGETS_DOUBLE("targets-fit", MoreBrokenEngines::targetingDouble),
    ENTERS_DOUBLE("margin", MoreBrokenEngines::enteringDouble),
    ENTERS_MORE_POSITIONS("exposure", MoreBrokenEngines::enteringMore),
    SENDS_AGAIN_WHEN_IN_DOUBT("executed-once", BrokenEngines::sendingAgain),
    ENTERS_TWICE("one-entry-per-intent", BrokenEngines::enteringTwice),
    SENDS_IDS_NOT_IN_JOURNAL("journal-explains", MoreBrokenEngines::sendingUnknownIds, true),
    LOSES_PARTIAL_FILL("same-", BrokenEngines::losingFill),
    BOOKS_FILL_TWICE("same-money", MoreBrokenEngines::bookingTwice),
    DROPS_FEES("same-money", BrokenEngines::droppingFees),
    FORGETS_EXTREME_AT_RESTART("extreme-kept", BrokenEngines::forgettingExtremes),
    FORGETS_STATE_AT_RESTART("same-money", MoreBrokenEngines::forgettingState),
    NEVER_RECONCILES("reconciles", List.of("venue.reconcile-interval-ms=0")),
    IGNORES_SNAPSHOTS("same-money", MoreBrokenEngines::ignoringSnapshots);

    private final String invariant;

    // A reference to a static method: nothing in it changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final UnaryOperator<EngineHandler> broken;

    private final boolean isExit;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> assignments;

    Mutation(final String invariant, final UnaryOperator<EngineHandler> broken) {
        this(invariant, broken, false);
    }

    Mutation(
            final String invariant,
            final UnaryOperator<EngineHandler> broken,
            final boolean isExit) {
        this.invariant = invariant;
        this.broken = broken;
        this.isExit = isExit;
        assignments = List.of();
    }

    Mutation(final String invariant, final List<String> assignments) {
        this.invariant = invariant;
        broken = UnaryOperator.identity();
        isExit = false;
        this.assignments = List.copyOf(assignments);
    }

    /** How the violation that finds it begins. */
    String invariant() {
        return invariant;
    }

    /** Length of a seed: the owner opens a position by hand once in several hours at most. */
    private int hours() {
        return this == ADOPTS_WITHOUT_STOP ? 24 : 2;
    }

    /** Settings with the mistake in them. */
    SimulationSettings settings() throws ConfigException {
        final SimulationSettings settings = SimulationSettings.of(hours(), assignments);
        return isExit
                ? settings.withExitMutation(broken).withMutation(UnaryOperator.identity())
                : settings.withMutation(broken);
    }
}
