package dev.bowline.gateway.binance;

/** Which way order requests leave by choice. */
public enum OrderEntry {
    /** HTTP requests. */
    REST,
    /** The venue's WebSocket API; REST takes over whenever it is not usable. */
    WEBSOCKET
}
