package dev.bowline.gateway.binance;

/**
 * Counters of the way out over the WebSocket API.
 *
 * @param isUsable whether the next request leaves there
 * @param requests sent
 * @param unknownReplies answers to no request that waited: late, doubled, or with another id
 * @param unreadableReplies frames that were no answer at all
 */
public record ApiFigures(
        boolean isUsable, long requests, long unknownReplies, long unreadableReplies) {}
