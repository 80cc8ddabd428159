package dev.bowline.ops.simulate;

/** An invariant does not hold; ends the simulation of a seed. */
final class Violation extends Error {
    private static final long serialVersionUID = 1;

    private final String invariant;

    Violation(final String invariant, final String detail) {
        super(invariant + ": " + detail);
        this.invariant = invariant;
    }

    /** Its name. */
    String invariant() {
        return invariant;
    }
}
