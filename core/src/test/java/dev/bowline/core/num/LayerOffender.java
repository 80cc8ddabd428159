package dev.bowline.core.num;

import dev.bowline.core.event.Side;

/** Looks up from the lowest layer; the dependency rule must refuse it. */
final class LayerOffender {
    Side side = Side.BUY;
}
