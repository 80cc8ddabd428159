package dev.bowline.gateway.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Frames of the venue for tests, one of each kind, and variations of them. */
public final class Frames {
    /** One frame of each market event that makes a slot. */
    public static final List<String> MARKET =
            List.of(
                    "{\"e\":\"aggTrade\",\"E\":1791269849801,\"a\":3476312671,\"s\":\"BTCUSDT\","
                            + "\"p\":\"85299.90\",\"q\":\"0.004\",\"nq\":\"0.004\",\"f\":8149080393,"
                            + "\"l\":8149080394,\"T\":1791269849651,\"m\":true,\"st\":1}",
                    "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\","
                            + "\"u\":11730346419457,\"s\":\"BTCUSDT\",\"ps\":\"BTCUSDT\","
                            + "\"b\":\"84788.20\",\"B\":\"5.923\",\"a\":\"84788.30\",\"A\":\"2.824\","
                            + "\"T\":1791091007473,\"E\":1791091007473,\"st\":1}}",
                    "{\"e\":\"kline\",\"E\":1790771371858,\"s\":\"XRPUSDC\",\"k\":{"
                            + "\"t\":1790771340000,\"T\":1790771399999,\"s\":\"XRPUSDC\",\"i\":\"1m\","
                            + "\"f\":8132503391,\"L\":8132505633,\"o\":\"2.4312\",\"c\":\"2.4310\","
                            + "\"h\":\"2.44\",\"l\":\"2.43\",\"v\":\"114.602\",\"n\":2239,\"x\":true,"
                            + "\"q\":\"961.123456789\",\"V\":\"48.488\",\"Q\":\"406.7\",\"B\":\"0\"}}",
                    "{\"e\":\"markPriceUpdate\",\"E\":1790526539000,\"s\":\"BTCUSDT\","
                            + "\"p\":\"84551.10762319\",\"ap\":\"84551.1\",\"P\":\"84559.09090930\","
                            + "\"i\":\"84590.87304348\",\"r\":\"-0.00000801\",\"T\":1790553600000,"
                            + "\"st\":1}",
                    "{\"e\":\"24hrMiniTicker\",\"E\":1790771372001,\"s\":\"XRPUSDC\",\"c\":\"2.4312\","
                            + "\"o\":\"2.3900\",\"h\":\"2.4700\",\"l\":\"2.3711\","
                            + "\"v\":\"182340021.4\",\"q\":\"441903882.11052\",\"ps\":\"XRPUSDC\","
                            + "\"st\":1}");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Frames() {}

    /** One frame of each user event that makes a slot; {@code id} is the client order id. */
    public static List<String> user(final String id) {
        return List.of(
                "{\"e\":\"ORDER_TRADE_UPDATE\",\"T\":1788231624647,\"E\":1788231624648,\"o\":{"
                        + "\"s\":\"XRPUSDC\",\"c\":\""
                        + id
                        + "\",\"S\":\"SELL\",\"o\":\"MARKET\",\"f\":\"GTC\",\"q\":\"41.2\",\"p\":\"0\","
                        + "\"ap\":\"2.42951234567\",\"sp\":\"0\",\"x\":\"TRADE\",\"X\":\"FILLED\","
                        + "\"i\":81873299001,\"l\":\"41.2\",\"z\":\"41.2\",\"L\":\"2.4295\","
                        + "\"n\":\"0.04003816\",\"N\":\"USDC\",\"T\":1788231624647,\"t\":871685901,"
                        + "\"b\":\"0\",\"a\":\"0\",\"m\":false,\"R\":true,\"wt\":\"CONTRACT_PRICE\","
                        + "\"ot\":\"MARKET\",\"ps\":\"BOTH\",\"cp\":false,\"rp\":\"-0.06180000\","
                        + "\"pP\":false,\"si\":0,\"ss\":0,\"V\":\"EXPIRE_MAKER\",\"pm\":\"NONE\","
                        + "\"gtd\":0,\"er\":\"0\"}}",
                "{\"e\":\"TRADE_LITE\",\"E\":1788231624647,\"T\":1788231624646,\"s\":\"XRPUSDC\","
                        + "\"q\":\"41.2\",\"p\":\"0.00\",\"m\":false,\"c\":\""
                        + id
                        + "\",\"S\":\"SELL\",\"L\":\"2.4295\",\"l\":\"41.2\",\"t\":871685901,"
                        + "\"i\":81873299001}",
                "{\"e\":\"ALGO_UPDATE\",\"T\":1788231700030,\"E\":1788231700037,\"o\":{\"caid\":\""
                        + id
                        + "\",\"aid\":4000001910701524,\"at\":\"CONDITIONAL\",\"o\":\"STOP_MARKET\","
                        + "\"s\":\"XRPUSDC\",\"S\":\"SELL\",\"ps\":\"BOTH\",\"f\":\"GTC\",\"q\":\"41.2\","
                        + "\"X\":\"TRIGGERED\",\"ai\":\"81873300456\",\"tp\":\"2.395\",\"p\":\"0\","
                        + "\"V\":\"EXPIRE_MAKER\",\"wt\":\"MARK_PRICE\",\"pm\":\"NONE\",\"cp\":false,"
                        + "\"pP\":false,\"R\":true,\"tt\":1788231700019,\"gtd\":0,\"ia\":false,"
                        + "\"ap\":\"0\",\"aq\":\"0\",\"act\":\"MARKET\"}}",
                "{\"e\":\"ACCOUNT_UPDATE\",\"T\":1788249600012,\"E\":1788249600020,\"a\":{\"B\":[{"
                        + "\"a\":\"USDC\",\"wb\":\"290.98998428\",\"cw\":\"270.98998428\","
                        + "\"bc\":\"-0.01001572\"},{\"a\":\"BNB\",\"wb\":\"1\",\"cw\":\"1\","
                        + "\"bc\":\"0\"}],\"P\":[{\"s\":\"XRPUSDC\",\"pa\":\"-41.2\","
                        + "\"ep\":\"2.43100000001\",\"cr\":\"-3\",\"up\":\"0.12360000\","
                        + "\"mt\":\"isolated\",\"iw\":\"19.98998428\",\"ps\":\"BOTH\",\"ma\":\"USDC\","
                        + "\"bep\":\"2.431\"}],\"m\":\"FUNDING_FEE\",\"S\":\"XRPUSDC\"}}");
    }

    /** Parses a text that is known to be JSON. */
    public static JsonNode parse(final String json) {
        try {
            return JSON.readTree(json);
        } catch (final JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** The same document with the fields of every object in another order. */
    public static String reordered(final String json, final Random random) {
        return rebuild(parse(json), random, false).toString();
    }

    /** The same document with unknown fields, plain and nested, in every object. */
    public static String withUnknownFields(final String json, final Random random) {
        return rebuild(parse(json), random, true).toString();
    }

    private static JsonNode rebuild(
            final JsonNode node, final Random random, final boolean strangers) {
        if (node.isArray()) {
            final ArrayNode copy = JSON.createArrayNode();
            node.forEach(element -> copy.add(rebuild(element, random, strangers)));
            return copy;
        }
        if (!node.isObject()) {
            return node;
        }
        final List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        if (strangers) {
            names.add("zq" + random.nextInt(9));
            names.add("\"\\\u00e9");
            names.add("a name that is longer than any of ours " + random.nextInt());
        }
        Collections.shuffle(names, random);
        final ObjectNode copy = JSON.createObjectNode();
        for (final String name : names) {
            final JsonNode value = node.get(name);
            copy.set(name, value == null ? stranger(random) : rebuild(value, random, strangers));
        }
        return copy;
    }

    private static JsonNode stranger(final Random random) {
        return parse(
                switch (random.nextInt(5)) {
                    case 0 -> "\"} \\\" ] ,\"";
                    case 1 -> "-1.5e9";
                    case 2 -> "{\"s\":\"ETHUSDT\",\"p\":[\"1\",{\"q\":\"9\"}],\"o\":{}}";
                    case 3 -> "[[],{},null,[true,\"e\"]]";
                    default -> "null";
                });
    }
}
