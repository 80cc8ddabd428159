package dev.bowline.core.state;

import dev.bowline.core.timer.CycleOffender;

/** The other half of a circle of packages. */
public final class CycleCounterpart {
    CycleOffender offender;
}
