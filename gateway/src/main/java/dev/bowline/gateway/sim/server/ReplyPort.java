package dev.bowline.gateway.sim.server;

/** Where the answer of one request goes. Exchange thread only; each answer is copied at once. */
interface ReplyPort {
    /** A success; {@code body} is the whole answer of the endpoint. */
    void answer(Endpoint endpoint, boolean isOrder, JsonWriter body, long delayMs);

    void refuse(RestError error, long delayMs);

    /** An HTML page. */
    void page(int status, byte[] page);

    /** No answer; the connection ends. */
    void cut();
}
