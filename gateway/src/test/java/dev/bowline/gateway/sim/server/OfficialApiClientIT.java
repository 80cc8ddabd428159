package dev.bowline.gateway.sim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.binance.connector.client.common.configuration.SignatureConfiguration;
import com.binance.connector.client.common.websocket.configuration.WebSocketClientConfiguration;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.api.DerivativesTradingUsdsFuturesWebSocketApiUtil;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.api.api.DerivativesTradingUsdsFuturesWebSocketApi;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.api.model.CancelAlgoOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.api.model.CancelOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.api.model.ModifyOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.api.model.NewAlgoOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.api.model.NewOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.api.model.NewOrderResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.api.model.PositionInformationV2Request;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.api.model.QueryOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.api.model.Side;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.api.model.TimeInForce;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIM-1: the WebSocket API of the venue's own Java client 7.0.0, unchanged but for the address. */
@Timeout(60)
class OfficialApiClientIT {
    private static final String XRP = "XRPUSDC";
    private static final String ED_KEY = "key-ed25519";

    @TempDir private Path directory;
    private final FaultPlan faults = new FaultPlan();
    private SimServer server;
    private KeyPair pair;

    /** The client stamps requests with the wall clock, so the exchange runs on it as well. */
    @BeforeEach
    void start() throws Exception {
        final ScriptedSource source = new ScriptedSource();
        final long nowMs = System.currentTimeMillis() + 2_000;
        for (int i = 0; i < 600; i++) {
            source.quotes(nowMs + i * 100L, "2.43", "84000");
        }
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        server =
                SimFixture.start(
                        SimServerConfig.of(
                                        SimKey.hmac(SimFixture.API_KEY, SimFixture.SECRET),
                                        new SimKey(ED_KEY, null, pair.getPublic()))
                                .withFaults(faults),
                        source);
        // As on REST: an answer must not overtake the client's own write callback.
        faults.setAnswerLatencyMs(100);
        server.resume();
        SimServerIT.await(
                () -> server.inspect(venue -> venue.market(0).bidE8) > 0, "the first quote");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private DerivativesTradingUsdsFuturesWebSocketApi open(
            final SignatureConfiguration signature, final boolean logon) {
        final WebSocketClientConfiguration config =
                DerivativesTradingUsdsFuturesWebSocketApiUtil.getClientConfiguration();
        config.setUrl(server.streamUrl() + "/ws-fapi/v1");
        config.setSignatureConfiguration(signature);
        config.setAutoLogon(logon);
        config.setUsePool(false);
        return new DerivativesTradingUsdsFuturesWebSocketApi(config);
    }

    private static SignatureConfiguration hmac() {
        final SignatureConfiguration signature = new SignatureConfiguration();
        signature.setApiKey(SimFixture.API_KEY);
        signature.setSecretKey(SimFixture.SECRET);
        return signature;
    }

    private SignatureConfiguration ed25519() throws Exception {
        final String pem =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n";
        final SignatureConfiguration signature = new SignatureConfiguration();
        signature.setApiKey(ED_KEY);
        signature.setPrivateKey(Files.writeString(directory.resolve("key.pem"), pem).toString());
        return signature;
    }

    private static <T> T get(final CompletableFuture<T> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }

    private static NewOrderRequest limit() {
        final NewOrderRequest order = new NewOrderRequest();
        order.setSymbol(XRP);
        order.setSide(Side.BUY);
        order.setType("LIMIT");
        order.setTimeInForce(TimeInForce.GTC);
        order.setQuantity(10.0);
        order.setPrice(2.4);
        order.setNewClientOrderId("bw-limit");
        return order;
    }

    private static void tradeWith(final DerivativesTradingUsdsFuturesWebSocketApi api)
            throws Exception {
        final NewOrderResponse placed = get(api.newOrder(limit()));
        assertEquals("NEW", placed.getResult().getStatus());
        assertEquals(3, placed.getRateLimits().size());
        final ModifyOrderRequest change = new ModifyOrderRequest();
        change.setSymbol(XRP);
        change.setSide(Side.BUY);
        change.setOrderId(placed.getResult().getOrderId());
        change.setQuantity(12.0);
        change.setPrice(2.41);
        assertEquals("2.4100", get(api.modifyOrder(change)).getResult().getPrice());
        final QueryOrderRequest query = new QueryOrderRequest();
        query.setSymbol(XRP);
        query.setOrigClientOrderId("bw-limit");
        assertEquals("12.0", get(api.queryOrder(query)).getResult().getOrigQty());
        final CancelOrderRequest cancel = new CancelOrderRequest();
        cancel.setSymbol(XRP);
        cancel.setOrderId(placed.getResult().getOrderId());
        assertEquals("CANCELED", get(api.cancelOrder(cancel)).getResult().getStatus());
        // The client hands a refusal over as an answer without a result.
        assertEquals(400L, get(api.cancelOrder(cancel)).getStatus());
    }

    @Test
    void shouldTradeWhenRequestsAreSignedByHmac() throws Exception {
        tradeWith(open(hmac(), false));
    }

    @Test
    void shouldTradeWhenLoggedOnByEd25519() throws Exception {
        final DerivativesTradingUsdsFuturesWebSocketApi api = open(ed25519(), true);
        tradeWith(api);
    }

    @Test
    void shouldProtectAPositionWhenItIsOpen() throws Exception {
        final DerivativesTradingUsdsFuturesWebSocketApi api = open(hmac(), false);
        final NewOrderRequest entry = new NewOrderRequest();
        entry.setSymbol(XRP);
        entry.setSide(Side.BUY);
        entry.setType("MARKET");
        entry.setQuantity(10.0);
        get(api.newOrder(entry));
        final NewAlgoOrderRequest stop = new NewAlgoOrderRequest();
        stop.setAlgoType("CONDITIONAL");
        stop.setSymbol(XRP);
        stop.setSide(Side.SELL);
        stop.setType("STOP_MARKET");
        stop.setQuantity(10.0);
        stop.setTriggerPrice(2.39);
        stop.setReduceOnly("true");
        stop.setClientAlgoId("bw-stop");
        assertEquals("NEW", get(api.newAlgoOrder(stop)).getResult().getAlgoStatus());
        assertEquals(
                "10",
                get(api.positionInformationV2(new PositionInformationV2Request()))
                        .getResult()
                        .get(0)
                        .getPositionAmt());
        final CancelAlgoOrderRequest cancel = new CancelAlgoOrderRequest();
        cancel.setClientalgoid("bw-stop");
        assertEquals("bw-stop", get(api.cancelAlgoOrder(cancel)).getResult().getClientAlgoId());
    }
}
