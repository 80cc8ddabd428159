package dev.bowline.gateway.net;

/** Where requests leave: warm connections, or a model of them. */
@FunctionalInterface
public interface RequestWire {
    /**
     * Takes a request and sees to it that it gets its one answer. On the owner's thread only.
     *
     * @param exchange its bytes are untouched until the answer
     */
    void send(HttpExchange exchange);
}
