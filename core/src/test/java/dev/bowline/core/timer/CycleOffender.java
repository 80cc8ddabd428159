package dev.bowline.core.timer;

import dev.bowline.core.state.CycleCounterpart;

/** Half of a circle of packages; the cycle rule must refuse it. */
public final class CycleOffender {
    CycleCounterpart counterpart;
}
