package dev.bowline.gateway.sim.server;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import java.util.Map;

/**
 * One connection of the WebSocket API (USDⓈ-M docs, WebSocket API, read 2026-11-20): each request
 * is handled as its REST twin, with the same checks, limits, errors and faults. Exchange thread
 * only.
 */
final class ApiFront extends SimpleChannelInboundHandler<WebSocketFrame> {
    static final String PATH = "/ws-fapi/v1";
    static final Cost HANDSHAKE = Cost.weight(5);

    private static final Cost SESSION = Cost.weight(2);
    private static final int UNSUPPORTED = -1020;

    /** Method and path of the REST twin. */
    private static final Map<String, String> TWINS =
            Map.ofEntries(
                    Map.entry("order.place", "POST /fapi/v1/order"),
                    Map.entry("order.modify", "PUT /fapi/v1/order"),
                    Map.entry("order.cancel", "DELETE /fapi/v1/order"),
                    Map.entry("order.status", "GET /fapi/v1/order"),
                    Map.entry("algoOrder.place", "POST /fapi/v1/algoOrder"),
                    Map.entry("algoOrder.cancel", "DELETE /fapi/v1/algoOrder"),
                    Map.entry("account.position", "GET /fapi/v2/positionRisk"),
                    Map.entry("v2/account.position", "GET /fapi/v3/positionRisk"),
                    Map.entry("account.balance", "GET /fapi/v2/balance"),
                    Map.entry("v2/account.balance", "GET /fapi/v3/balance"),
                    Map.entry("account.status", "GET /fapi/v2/account"),
                    Map.entry("v2/account.status", "GET /fapi/v3/account"),
                    Map.entry("userDataStream.start", "POST /fapi/v1/listenKey"),
                    Map.entry("userDataStream.ping", "PUT /fapi/v1/listenKey"),
                    Map.entry("userDataStream.stop", "DELETE /fapi/v1/listenKey"),
                    Map.entry("depth", "GET /fapi/v1/depth"),
                    Map.entry("ticker.price", "GET /fapi/v2/ticker/price"),
                    Map.entry("ticker.book", "GET /fapi/v1/ticker/bookTicker"));

    private final SimServer server;
    private final StreamSession session;
    private final WebSocketServerHandshaker handshaker;
    private final JsonWriter json = new JsonWriter();
    private final boolean returnRateLimits;
    private String apiKeyOrNull;
    private long authorizedMs;

    ApiFront(
            final SimServer server,
            final StreamSession session,
            final WebSocketServerHandshaker handshaker,
            final boolean returnRateLimits) {
        super(WebSocketFrame.class);
        this.server = server;
        this.session = session;
        this.handshaker = handshaker;
        this.returnRateLimits = returnRateLimits;
    }

    @Override
    protected void channelRead0(final ChannelHandlerContext context, final WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            final ChannelFuture unused = handshaker.close(context.channel(), close.retain());
        } else if (frame instanceof TextWebSocketFrame text) {
            onText(text.text());
        } else if (frame instanceof PingWebSocketFrame ping) {
            Outbound.send(context.channel(), new PongWebSocketFrame(ping.content().retain()));
        } else if (frame instanceof PongWebSocketFrame) {
            session.onPong(server.wallNs());
        }
    }

    private void onText(final String text) {
        final Map<?, ?> request;
        try {
            request = JsonText.read(text) instanceof Map<?, ?> map ? map : Map.of();
        } catch (final IllegalArgumentException e) {
            port(null, "").refuse(RestError.of(-1100, "Malformed request: " + e.getMessage()), 0);
            return;
        }
        final Object id = request.get("id");
        final String method = request.get("method") instanceof String name ? name : "";
        final Map<?, ?> params = request.get("params") instanceof Map<?, ?> map ? map : Map.of();
        final ApiReply port = port(id, method);
        if (method.startsWith("session.")) {
            session(method, params, port);
            return;
        }
        final String twin = TWINS.get(method);
        if (twin == null) {
            port.refuse(
                    method.isEmpty()
                            ? RestError.missing("method")
                            : RestError.of(UNSUPPORTED, "Unknown method '" + method + "'."),
                    0);
            return;
        }
        final int blank = twin.indexOf(' ');
        server.requests()
                .handle(
                        new RestRequest(
                                twin.substring(0, blank),
                                twin.substring(blank + 1),
                                params,
                                apiKeyOrNull),
                        port);
    }

    private ApiReply port(final Object id, final String method) {
        return new ApiReply(server, session.channel(), id, method, returnRateLimits);
    }

    private void session(final String method, final Map<?, ?> params, final ApiReply port) {
        try {
            server.router().meter().take(SESSION);
            switch (method) {
                case "session.logon" -> {
                    final RestRequest request = new RestRequest("", method, params, null);
                    server.router().gate().checkLogon(request);
                    apiKeyOrNull = request.apiKeyOrNull();
                    authorizedMs = server.clock().time();
                }
                case "session.logout" -> apiKeyOrNull = null;
                case "session.status" -> {
                    // Only asked.
                }
                default -> throw RestError.of(UNSUPPORTED, "Unknown method '" + method + "'.");
            }
            port.answer(status());
        } catch (final RestError e) {
            port.refuse(e, 0);
        }
    }

    private JsonWriter status() {
        json.reset().beginObject().name("apiKey");
        if (apiKeyOrNull == null) {
            json.nullValue().name("authorizedSince").nullValue();
        } else {
            json.text(apiKeyOrNull).field("authorizedSince", authorizedMs);
        }
        json.field("connectedSince", session.openedMs());
        json.field("returnRateLimits", returnRateLimits);
        return json.field("serverTime", server.clock().time()).endObject();
    }

    @Override
    public void channelInactive(final ChannelHandlerContext context) {
        server.hub().close(session);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
        server.onConnectionError(cause);
        Outbound.close(context.channel());
    }
}
