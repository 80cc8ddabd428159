package dev.bowline.gateway.sim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * SIM-1: every key of the recorded and documented answers occurs in ours with the same JSON type.
 * The samples are looked up in the shared folder; without it the test is skipped.
 */
@Timeout(60)
class SampleShapesIT {
    private static final long T0 = SimFixture.START_MS;
    private static final String XRP = "symbol=XRPUSDC";
    private static final String STOP =
            "algoType=CONDITIONAL&symbol=XRPUSDC&side=SELL&type=STOP_MARKET&quantity=10"
                    + "&workingType=MARK_PRICE&reduceOnly=true&triggerPrice=";

    private final Map<String, JsonNode> ours = new LinkedHashMap<>();
    private SignedHttp http;
    private StreamProbe user;

    /** Samples folder: BOWLINE_SHARED, or beside the repository or the worktrees. */
    private static Path samplesOrNull() {
        final Path root = Path.of(System.getProperty("bowline.root", "."));
        final String shared = System.getenv("BOWLINE_SHARED");
        return Stream.of(
                        shared == null ? root.resolve("shared") : Path.of(shared),
                        root.resolve("../shared"),
                        root.resolve("../../shared"))
                .map(path -> path.resolve("binance/samples"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
    }

    @Test
    void shouldHaveEveryKeyOfTheSamplesWhenAnswering() throws Exception {
        final Path samples = samplesOrNull();
        assumeTrue(samples != null, "no shared folder with binance/samples");
        collect();
        final List<String> problems = new ArrayList<>();
        for (final Map.Entry<String, JsonNode> each : ours.entrySet()) {
            final JsonNode sample =
                    SignedHttp.json(Files.readString(samples.resolve(each.getKey() + ".json")));
            compare(each.getKey(), sample, each.getValue(), problems);
        }
        assertTrue(ours.size() > 60, "only " + ours.size() + " samples compared");
        assertEquals(List.of(), problems);
    }

    private static void compare(
            final String path,
            final JsonNode sample,
            final JsonNode actual,
            final List<String> problems) {
        if (sample.isNull()) {
            return;
        }
        if (!kind(sample).equals(kind(actual))) {
            problems.add(path + ": " + kind(sample) + " wanted, got " + actual);
        } else if (sample.isObject()) {
            for (final Iterator<String> names = sample.fieldNames(); names.hasNext(); ) {
                final String name = names.next();
                if (actual.has(name)) {
                    compare(path + "." + name, sample.get(name), actual.get(name), problems);
                } else {
                    problems.add(path + "." + name + " is missing in " + actual);
                }
            }
        } else if (sample.isArray() && !sample.isEmpty() && !isWords(sample)) {
            if (actual.isEmpty()) {
                problems.add(path + " is empty");
            } else {
                compare(path + "[0]", sample.get(0), actual.get(0), problems);
            }
        }
    }

    private static boolean isWords(final JsonNode array) {
        return array.get(0).isTextual();
    }

    private static String kind(final JsonNode node) {
        return node.isNumber() ? "NUMBER" : node.getNodeType().name();
    }

    private void collect() throws IOException, InterruptedException {
        final ScriptedSource source = new ScriptedSource();
        for (int i = 0; i < 60; i++) {
            source.quotes(T0 + i * 1_000L, "2.43", "84000");
        }
        source.quotes(T0 + 60_000, "2.39", "84000").quotes(T0 + 61_000, "2.39", "84000");
        // Beyond the funding time of eight hours later.
        source.quotes(T0 + 9 * 3_600_000L, "2.39", "84000");
        source.quotes(T0 + 10 * 3_600_000L, "2.39", "84000");
        final StepGate gate = new StepGate();
        try (SimServer server =
                SimFixture.start(SimFixture.config().withLockstep(gate, gate), source)) {
            http = new SignedHttp(server);
            ours.put("rest-listenKey-post", post("/fapi/v1/listenKey"));
            final String key = ours.get("rest-listenKey-post").get("listenKey").asText();
            try (StreamProbe userProbe = new StreamProbe(server, "/private/ws/" + key);
                    StreamProbe wrapped =
                            new StreamProbe(server, "/private/stream?listenKey=" + key);
                    StreamProbe book = new StreamProbe(server, publicStreams());
                    StreamProbe market = new StreamProbe(server, marketStreams())) {
                user = userProbe;
                SimServerIT.await(() -> server.streamsConnected() == 4, "four sockets");
                gate.attach(server);
                gate.playTo(T0 + 1_000);
                orders();
                gate.playTo(T0 + 59_000);
                trade(gate);
                account();
                marketData();
                streams(book, market);
                ours.put("user-combined-wrapper", wrapped.next());
                gate.playTo(T0 + 61_000);
                gate.playTo(T0 + 9 * 3_600_000L);
                funding();
            }
        }
    }

    private static String publicStreams() {
        return "/public/ws/xrpusdc@bookTicker/xrpusdc@depth5/xrpusdc@depth@100ms";
    }

    private static String marketStreams() {
        return "/market/ws/xrpusdc@aggTrade/xrpusdc@markPrice@1s/!markPrice@arr@1s"
                + "/xrpusdc@kline_1m/xrpusdc_perpetual@continuousKline_1m"
                + "/xrpusdc@miniTicker/xrpusdc@ticker";
    }

    private JsonNode post(final String path) throws IOException, InterruptedException {
        return SignedHttp.json(http.send("POST", path, "", true).body());
    }

    /** The next user event, filed under the samples it must resemble. */
    private JsonNode event(final String type, final String... samples)
            throws IOException, InterruptedException {
        final JsonNode event = user.nextOf(type);
        for (final String sample : samples) {
            ours.put("user-" + sample, event);
        }
        return event;
    }

    private void orders() throws IOException, InterruptedException {
        final String limit =
                XRP
                        + "&side=BUY&type=LIMIT&timeInForce=GTX&quantity=10&newClientOrderId=bw-1&price=";
        final JsonNode placed = http.ok("POST", "/fapi/v1/order", limit + "2.40");
        ours.put("rest-order-post-ack-LIMIT", placed);
        event("ORDER_TRADE_UPDATE", "ORDER_TRADE_UPDATE-NEW", "ORDER_TRADE_UPDATE-real-capture");
        final String id = "&orderId=" + placed.get("orderId").asText();
        ours.put("rest-order-get", http.ok("GET", "/fapi/v1/order", XRP + id));
        ours.put("rest-openOrders", http.ok("GET", "/fapi/v1/openOrders", XRP));
        ours.put(
                "rest-order-put",
                http.ok(
                        "PUT",
                        "/fapi/v1/order",
                        XRP + "&side=BUY&quantity=10&price=2.41&modifyId=104" + id));
        event("ORDER_TRADE_UPDATE", "ORDER_TRADE_UPDATE-AMENDMENT");
        ours.put("rest-order-delete", http.ok("DELETE", "/fapi/v1/order", XRP + id));
        event("ORDER_TRADE_UPDATE", "ORDER_TRADE_UPDATE-CANCELED");
        final String batch =
                "[{\"symbol\":\"XRPUSDC\",\"side\":\"BUY\",\"type\":\"LIMIT\",\"quantity\":\"10\","
                        + "\"price\":\"2.4\",\"timeInForce\":\"GTC\"},"
                        + "{\"symbol\":\"XRPUSDC\",\"side\":\"SELL\",\"type\":\"MARKET\","
                        + "\"quantity\":\"10\",\"reduceOnly\":\"true\"}]";
        final JsonNode batched =
                http.ok("POST", "/fapi/v1/batchOrders", "batchOrders=" + encode(batch));
        ours.put("rest-batchOrders-post", batched);
        assertEquals(-2022, batched.get(1).get("code").asInt());
        ours.put(
                "rest-batchOrders-delete",
                http.ok(
                        "DELETE",
                        "/fapi/v1/batchOrders",
                        XRP
                                + "&orderIdList="
                                + encode("[" + batched.get(0).get("orderId").asText() + ",1]")));
        ours.put(
                "rest-countdownCancelAll-post",
                http.ok("POST", "/fapi/v1/countdownCancelAll", XRP + "&countdownTime=0"));
        ours.put("rest-allOpenOrders-delete", http.ok("DELETE", "/fapi/v1/allOpenOrders", XRP));
        ours.put("rest-allOrders", http.ok("GET", "/fapi/v1/allOrders", XRP));
        ours.put(
                "rest-error",
                SignedHttp.json(http.send("GET", "/fapi/v1/depth?symbol=NONE", "", false).body()));
    }

    private static String encode(final String value) {
        return java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8);
    }

    private void trade(final StepGate gate) throws IOException, InterruptedException {
        ours.put(
                "rest-order-post-result-MARKET",
                http.ok(
                        "POST",
                        "/fapi/v1/order",
                        XRP + "&side=BUY&type=MARKET&quantity=20&newOrderRespType=RESULT"));
        event("TRADE_LITE", "TRADE_LITE");
        final JsonNode fill = event("ORDER_TRADE_UPDATE", "ORDER_TRADE_UPDATE-TRADE-market-taker");
        assertEquals("FILLED", fill.get("o").get("X").asText());
        event("ACCOUNT_UPDATE", "ACCOUNT_UPDATE-ORDER");
        ours.put(
                "rest-algoOrder-post",
                http.ok("POST", "/fapi/v1/algoOrder", STOP + "2.30&clientAlgoId=bw-2"));
        event("ALGO_UPDATE", "ALGO_UPDATE-1-NEW", "ALGO_UPDATE-NEW-real-capture");
        ours.put(
                "rest-algoOrder-get-untriggered",
                http.ok("GET", "/fapi/v1/algoOrder", "clientAlgoId=bw-2"));
        ours.put("rest-openAlgoOrders", http.ok("GET", "/fapi/v1/openAlgoOrders", XRP));
        ours.put(
                "rest-algoOrder-delete",
                http.ok("DELETE", "/fapi/v1/algoOrder", "clientAlgoId=bw-2"));
        event("ALGO_UPDATE", "ALGO_UPDATE-CANCELED");
        ours.put("rest-allAlgoOrders", http.ok("GET", "/fapi/v1/allAlgoOrders", XRP));
        ours.put(
                "rest-algoOrder-post-trailing",
                http.ok(
                        "POST",
                        "/fapi/v1/algoOrder",
                        "algoType=CONDITIONAL&symbol=XRPUSDC&side=SELL&type=TRAILING_STOP_MARKET"
                                + "&quantity=10&callbackRate=0.5&activatePrice=2.46"));
        ours.put("rest-algoOpenOrders-delete", http.ok("DELETE", "/fapi/v1/algoOpenOrders", XRP));
        http.ok("POST", "/fapi/v1/algoOrder", STOP + "2.40&clientAlgoId=bw-3");
        while (!"bw-3".equals(user.nextOf("ALGO_UPDATE").get("o").get("caid").asText())) {
            // The events of the trailing order come first.
        }
        gate.playTo(T0 + 60_000);
        event("ALGO_UPDATE", "ALGO_UPDATE-2-TRIGGERING");
        JsonNode child = event("ORDER_TRADE_UPDATE");
        while (!"FILLED".equals(child.get("o").get("X").asText())) {
            child = event("ORDER_TRADE_UPDATE");
        }
        ours.put("user-ORDER_TRADE_UPDATE-algo-child-filled", child);
        event("ALGO_UPDATE", "ALGO_UPDATE-3-TRIGGERED");
        event("ALGO_UPDATE", "ALGO_UPDATE-4-FINISHED");
        ours.put(
                "rest-algoOrder-get-finished",
                http.ok("GET", "/fapi/v1/algoOrder", "clientAlgoId=bw-3"));
    }

    private void account() throws IOException, InterruptedException {
        final Map<String, String> signed =
                Map.ofEntries(
                        Map.entry("rest-account-v2", "/fapi/v2/account"),
                        Map.entry("rest-account-v3", "/fapi/v3/account"),
                        Map.entry("rest-balance-v3", "/fapi/v3/balance"),
                        Map.entry("rest-positionRisk-v2", "/fapi/v2/positionRisk"),
                        Map.entry("rest-positionRisk-v3-oneway", "/fapi/v3/positionRisk"),
                        Map.entry("rest-accountConfig", "/fapi/v1/accountConfig"),
                        Map.entry("rest-symbolConfig", "/fapi/v1/symbolConfig"),
                        Map.entry("rest-leverageBracket-one", "/fapi/v1/leverageBracket"),
                        Map.entry("rest-positionSide-dual-get", "/fapi/v1/positionSide/dual"),
                        Map.entry("rest-multiAssetsMargin-get", "/fapi/v1/multiAssetsMargin"),
                        Map.entry("rest-feeBurn-get", "/fapi/v1/feeBurn"),
                        Map.entry("rest-income", "/fapi/v1/income"),
                        Map.entry("rest-rateLimit-order", "/fapi/v1/rateLimit/order"));
        for (final Map.Entry<String, String> each : signed.entrySet()) {
            ours.put(each.getKey(), http.ok("GET", each.getValue(), ""));
        }
        ours.put("rest-commissionRate-USDC", http.ok("GET", "/fapi/v1/commissionRate", XRP));
        ours.put("rest-userTrades", http.ok("GET", "/fapi/v1/userTrades", XRP));
        ours.put("rest-leverage-post", http.ok("POST", "/fapi/v1/leverage", XRP + "&leverage=20"));
        event("ACCOUNT_CONFIG_UPDATE", "ACCOUNT_CONFIG_UPDATE-leverage");
    }

    private void marketData() throws IOException, InterruptedException {
        final Map<String, String> open =
                Map.ofEntries(
                        Map.entry("rest-ping", "ping"),
                        Map.entry("rest-time", "time"),
                        Map.entry("rest-exchangeInfo", "exchangeInfo"),
                        Map.entry("rest-depth", "depth?limit=5&" + XRP),
                        Map.entry("rest-trades", "trades?" + XRP),
                        Map.entry("rest-aggTrades", "aggTrades?" + XRP),
                        Map.entry("rest-klines", "klines?interval=1m&" + XRP),
                        Map.entry("rest-premiumIndex", "premiumIndex?" + XRP),
                        Map.entry("rest-ticker-24hr", "ticker/24hr?" + XRP),
                        Map.entry("rest-ticker-price", "ticker/price?" + XRP),
                        Map.entry("rest-ticker-bookTicker", "ticker/bookTicker?" + XRP),
                        Map.entry("rest-openInterest", "openInterest?" + XRP));
        for (final Map.Entry<String, String> each : open.entrySet()) {
            ours.put(each.getKey(), http.open("/fapi/v1/" + each.getValue()));
        }
        ours.put(
                "rest-exchangeInfo-one-symbol",
                ours.get("rest-exchangeInfo").get("symbols").get(0));
    }

    private void streams(final StreamProbe book, final StreamProbe market)
            throws IOException, InterruptedException {
        ours.put("ws-bookTicker", book.nextOf("bookTicker"));
        ours.put("ws-depthUpdate-partial5", book.nextOf("depthUpdate"));
        ours.put("ws-depthUpdate-diff", book.nextOf("depthUpdate"));
        ours.put("ws-aggTrade", market.nextOf("aggTrade"));
        ours.put("ws-kline", market.nextOf("kline"));
        ours.put("ws-continuousKline", market.nextOf("continuous_kline"));
        ours.put("ws-markPriceUpdate", market.nextOf("markPriceUpdate"));
        ours.put("ws-24hrMiniTicker", market.nextOf("24hrMiniTicker"));
        ours.put("ws-24hrTicker", market.nextOf("24hrTicker"));
        JsonNode frame = market.next();
        while (!frame.isArray()) {
            frame = market.next();
        }
        ours.put("ws-markPrice-arr", frame);
        book.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdc@bookTicker\"],\"id\":1}");
        ours.put("ws-SUBSCRIBE-response", answer(book));
        book.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");
        ours.put("ws-LIST_SUBSCRIPTIONS-response", answer(book));
        book.send("{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"],\"id\":4}");
        final JsonNode property = answer(book);
        assertEquals("{\"result\":false,\"id\":4}", property.toString());
        ours.put("ws-GET_PROPERTY-response", property);
        book.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"x\"],\"id\":-1}");
        JsonNode error = book.next();
        while (!error.has("error")) {
            error = book.next();
        }
        ours.put("ws-control-error", error);
    }

    private static JsonNode answer(final StreamProbe probe)
            throws IOException, InterruptedException {
        JsonNode frame = probe.next();
        while (!frame.has("id")) {
            frame = probe.next();
        }
        return frame;
    }

    private void funding() throws IOException, InterruptedException {
        ours.put("rest-fundingRate", http.open("/fapi/v1/fundingRate?" + XRP));
        JsonNode update = event("ACCOUNT_UPDATE");
        while (!"FUNDING_FEE".equals(update.get("a").get("m").asText())) {
            update = event("ACCOUNT_UPDATE");
        }
        ours.put("user-ACCOUNT_UPDATE-FUNDING_FEE-cross", update);
        ours.put(
                "rest-listenKey-delete",
                SignedHttp.json(http.send("DELETE", "/fapi/v1/listenKey", "", true).body()));
    }
}
