package dev.bowline.gateway.sim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.binance.connector.client.common.ApiException;
import com.binance.connector.client.common.configuration.ClientConfiguration;
import com.binance.connector.client.common.configuration.SignatureConfiguration;
import com.binance.connector.client.common.websocket.configuration.WebSocketClientConfiguration;
import com.binance.connector.client.common.websocket.service.StreamBlockingQueueWrapper;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.DerivativesTradingUsdsFuturesRestApiUtil;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.api.DerivativesTradingUsdsFuturesRestApi;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.ChangeInitialLeverageRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.Interval;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.ModifyOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.NewAlgoOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.NewAlgoOrderResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.NewOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.NewOrderRespType;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.NewOrderResponse;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.Side;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.TimeInForce;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.WorkingType;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.DerivativesTradingUsdsFuturesWebSocketStreamsUtil;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.api.DerivativesTradingUsdsFuturesWebSocketStreams;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.AccountUpdate;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.AggregateTradeStreamsRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.AlgoUpdate;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.IndividualSymbolBookTickerStreamsRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.KlineCandlestickStreamsRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.MarkPriceStreamRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.OrderTradeUpdate;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.PartialBookDepthStreamsRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.TradeLite;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.UserDataStreamEventsResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SIM-1: the venue's own Java client 7.0.0, unchanged but for the base addresses. */
@Timeout(60)
class OfficialClientIT {
    private static final String XRP = "XRPUSDC";
    private SimServer server;
    private DerivativesTradingUsdsFuturesRestApi rest;

    /** The client stamps requests with the wall clock, so the exchange runs on it as well. */
    @BeforeEach
    void start() throws Exception {
        final ScriptedSource source = new ScriptedSource();
        // Ahead by what starting takes: behind by a second would be refused as -1021.
        final long nowMs = System.currentTimeMillis() + 2_000;
        for (int i = 0; i < 600; i++) {
            source.quotes(nowMs + i * 100L, "2.43", "84000");
        }
        server = SimFixture.start(SimFixture.config(), source);
        server.resume();
        final ClientConfiguration config =
                DerivativesTradingUsdsFuturesRestApiUtil.getClientConfiguration();
        config.setUrl(server.restUrl());
        final SignatureConfiguration signature = new SignatureConfiguration();
        signature.setApiKey(SimFixture.API_KEY);
        signature.setSecretKey(SimFixture.SECRET);
        config.setSignatureConfiguration(signature);
        rest = new DerivativesTradingUsdsFuturesRestApi(config);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private DerivativesTradingUsdsFuturesWebSocketStreams streams(final String route) {
        final WebSocketClientConfiguration config =
                DerivativesTradingUsdsFuturesWebSocketStreamsUtil.getClientConfiguration();
        config.setUrl(server.streamUrl() + "/" + route + "/stream");
        return new DerivativesTradingUsdsFuturesWebSocketStreams(config);
    }

    private static NewOrderRequest order(final Side side, final String type, final double units) {
        final NewOrderRequest order = new NewOrderRequest();
        order.setSymbol(XRP);
        order.setSide(side);
        order.setType(type);
        order.setQuantity(units);
        return order;
    }

    private static NewAlgoOrderRequest stop(final double triggerPrice) {
        final NewAlgoOrderRequest stop = new NewAlgoOrderRequest();
        stop.setAlgoType("CONDITIONAL");
        stop.setSymbol(XRP);
        stop.setSide(Side.SELL);
        stop.setType("STOP_MARKET");
        stop.setQuantity(10.0);
        stop.setTriggerPrice(triggerPrice);
        stop.setReduceOnly("true");
        stop.setWorkingType(WorkingType.MARK_PRICE);
        stop.setClientAlgoId("bw-algo");
        return stop;
    }

    @Test
    void shouldReadMarketAndAccountWhenAsked() {
        assertEquals(
                List.of(XRP, "BTCUSDC"),
                rest.exchangeInformation().getData().getSymbols().stream()
                        .map(symbol -> symbol.getSymbol())
                        .toList());
        SimServerIT.await(
                () ->
                        !rest.klineCandlestickData(XRP, Interval.INTERVAL_1m, null, null, 10L)
                                .getData()
                                .isEmpty(),
                "the first kline");
        assertEquals(
                "2.4300",
                rest.klineCandlestickData(XRP, Interval.INTERVAL_1m, null, null, 10L)
                        .getData()
                        .get(0)
                        .get(1));
        assertEquals(
                "400.00000000", rest.accountInformationV3(null).getData().getTotalWalletBalance());
        assertEquals(2, rest.accountInformationV2(null).getData().getPositions().size());
        assertEquals("USDC", rest.futuresAccountBalanceV3(null).getData().get(0).getAsset());
        assertEquals("2.4300", rest.orderBook(XRP, 5L).getData().getBids().get(0).get(0));
        assertEquals(
                "0.000400", rest.userCommissionRate(XRP, null).getData().getTakerCommissionRate());
    }

    @Test
    void shouldChangeLeverageWhenTheBracketAllowsIt() {
        final ChangeInitialLeverageRequest change = new ChangeInitialLeverageRequest();
        change.setSymbol(XRP);
        change.setLeverage(20L);
        assertEquals(20L, rest.changeInitialLeverage(change).getData().getLeverage());
        assertEquals(20L, rest.symbolConfiguration(XRP, null).getData().get(0).getLeverage());
        change.setLeverage(100L);
        final ApiException refused =
                assertThrows(ApiException.class, () -> rest.changeInitialLeverage(change));
        assertTrue(refused.getResponseBody().contains("-4028"), refused.getResponseBody());
    }

    @Test
    void shouldPlaceModifyAndCancelALimitOrderWhenItRests() {
        final NewOrderRequest wanted = order(Side.BUY, "LIMIT", 10.0);
        wanted.setPrice(2.4);
        wanted.setTimeInForce(TimeInForce.GTC);
        wanted.setNewClientOrderId("bw-limit");
        final NewOrderResponse placed = rest.newOrder(wanted).getData();
        assertEquals("NEW", placed.getStatus());
        assertEquals(1, rest.currentAllOpenOrders(XRP, null).getData().size());

        final ModifyOrderRequest change = new ModifyOrderRequest();
        change.setSymbol(XRP);
        change.setSide(Side.BUY);
        change.setOrderId(placed.getOrderId());
        change.setQuantity(12.0);
        change.setPrice(2.41);
        assertEquals("2.4100", rest.modifyOrder(change).getData().getPrice());
        assertEquals("12.0", rest.queryOrder(XRP, null, "bw-limit", null).getData().getOrigQty());

        assertEquals(
                "CANCELED",
                rest.cancelOrder(XRP, placed.getOrderId(), null, null).getData().getStatus());
        assertTrue(rest.currentAllOpenOrders(null, null).getData().isEmpty());
        final ApiException gone =
                assertThrows(
                        ApiException.class,
                        () -> rest.cancelOrder(XRP, placed.getOrderId(), null, null));
        assertTrue(gone.getResponseBody().contains("-2011"), gone.getResponseBody());
    }

    @Test
    void shouldPlaceQueryAndCancelAConditionalOrderWhenItWaits() {
        final NewAlgoOrderResponse placed = rest.newAlgoOrder(stop(2.39)).getData();
        assertEquals("NEW", placed.getAlgoStatus());
        assertEquals("bw-algo", placed.getClientAlgoId());
        assertEquals(
                "2.3900",
                rest.queryAlgoOrder(placed.getAlgoId(), null, null).getData().getTriggerPrice());
        assertEquals(1, rest.currentAllAlgoOpenOrders(null, XRP, null, null).getData().size());
        assertEquals("200", rest.cancelAlgoOrder(null, "bw-algo", null).getData().getCode());
        assertEquals(
                "CANCELED",
                rest.queryAlgoOrder(placed.getAlgoId(), null, null).getData().getAlgoStatus());
        final ApiException wrongPlace =
                assertThrows(
                        ApiException.class,
                        () -> rest.newOrder(order(Side.SELL, "STOP_MARKET", 10.0)));
        assertTrue(wrongPlace.getResponseBody().contains("-4120"), wrongPlace.getResponseBody());
    }

    @Test
    void shouldStreamTheMarketWhenSubscribed() throws Exception {
        final DerivativesTradingUsdsFuturesWebSocketStreams book = streams("public");
        final IndividualSymbolBookTickerStreamsRequest bookOf =
                new IndividualSymbolBookTickerStreamsRequest();
        bookOf.setSymbol("xrpusdc");
        assertEquals(
                "2.4301", book.individualSymbolBookTickerStreams(bookOf).take().getaLowerCase());
        final PartialBookDepthStreamsRequest depth = new PartialBookDepthStreamsRequest();
        depth.setSymbol("xrpusdc");
        depth.setLevels(5L);
        assertEquals(XRP, book.partialBookDepthStreams(depth).take().getsLowerCase());

        final DerivativesTradingUsdsFuturesWebSocketStreams market = streams("market");
        final AggregateTradeStreamsRequest trades = new AggregateTradeStreamsRequest();
        trades.setSymbol("btcusdc");
        assertEquals("84000.0", market.aggregateTradeStreams(trades).take().getpLowerCase());
        final KlineCandlestickStreamsRequest klines = new KlineCandlestickStreamsRequest();
        klines.setSymbol("xrpusdc");
        klines.setInterval("1m");
        assertEquals(
                "2.4300",
                market.klineCandlestickStreams(klines).take().getkLowerCase().getcLowerCase());
        final MarkPriceStreamRequest mark = new MarkPriceStreamRequest();
        mark.setSymbol("xrpusdc");
        mark.setUpdateSpeed("1s");
        assertEquals("2.43000000", market.markPriceStream(mark).take().getpLowerCase());
    }

    @Test
    void shouldReportEveryStepOfATradeOnTheUserStreamWhenOrdersFill() throws Exception {
        SimServerIT.await(
                () -> server.inspect(venue -> venue.market(0).bidE8) > 0, "the first quote");
        final String key = rest.startUserDataStream().getData().getListenKey();
        assertEquals(key, rest.keepaliveUserDataStream().getData().getListenKey());
        final StreamBlockingQueueWrapper<UserDataStreamEventsResponse> user =
                streams("private").userData(key);
        SimServerIT.await(() -> server.framesSent() > 0, "the answer to the subscription");

        final NewOrderRequest entry = order(Side.BUY, "MARKET", 10.0);
        entry.setNewOrderRespType(NewOrderRespType.RESULT);
        entry.setNewClientOrderId("bw-entry");
        assertEquals("FILLED", rest.newOrder(entry).getData().getStatus());
        assertEquals("NEW", next(user, OrderTradeUpdate.class).getoLowerCase().getX());
        assertEquals("2.4301", next(user, TradeLite.class).getL());
        final OrderTradeUpdate fill = next(user, OrderTradeUpdate.class);
        assertEquals("FILLED", fill.getoLowerCase().getX());
        assertEquals("bw-entry", fill.getoLowerCase().getcLowerCase());
        assertEquals("0.0097204", fill.getoLowerCase().getnLowerCase());
        final AccountUpdate account = next(user, AccountUpdate.class);
        assertEquals("10", account.getaLowerCase().getP().get(0).getPa());

        rest.newAlgoOrder(stop(2.39));
        assertEquals("NEW", next(user, AlgoUpdate.class).getoLowerCase().getX());
        rest.cancelAlgoOrder(null, "bw-algo", null);
        assertEquals("CANCELED", next(user, AlgoUpdate.class).getoLowerCase().getX());

        final NewOrderRequest exit = order(Side.SELL, "MARKET", 10.0);
        exit.setReduceOnly("true");
        rest.newOrder(exit);
        next(user, OrderTradeUpdate.class);
        next(user, TradeLite.class);
        assertEquals("-0.001", next(user, OrderTradeUpdate.class).getoLowerCase().getRp());
        assertEquals("0", next(user, AccountUpdate.class).getaLowerCase().getP().get(0).getPa());
        assertTrue(rest.positionInformationV3(XRP, null).getData().isEmpty());
        assertEquals(
                2, rest.accountTradeList(XRP, null, null, null, null, null, null).getData().size());
    }

    private static <T> T next(
            final StreamBlockingQueueWrapper<UserDataStreamEventsResponse> user,
            final Class<T> type)
            throws InterruptedException {
        final Object event = user.take().getActualInstance();
        assertEquals(type, event.getClass(), () -> String.valueOf(event));
        return type.cast(event);
    }
}
