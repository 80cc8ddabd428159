package dev.bowline.core.num;

/** Gives the package-private offender to the architecture test. */
public final class LayerOffenderAccess {
    public static final Class<?> OFFENDER = LayerOffender.class;

    private LayerOffenderAccess() {}
}
