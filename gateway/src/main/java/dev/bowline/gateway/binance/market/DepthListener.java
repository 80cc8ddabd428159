package dev.bowline.gateway.binance.market;

/** Takes depth frames; they are no engine events. Called on the decoding thread. */
@FunctionalInterface
public interface DepthListener {
    /**
     * One depth frame.
     *
     * @param update reused by the next frame; nothing of it may be kept
     */
    void onDepth(DepthUpdate update);
}
