package dev.bowline.gateway.binance.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.AggTrade;
import dev.bowline.core.event.Bar;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.MarkPrice;
import dev.bowline.core.event.TopOfBook;
import dev.bowline.gateway.json.Frames;
import dev.bowline.gateway.json.Instruments;
import dev.bowline.gateway.json.RecordingSink;
import dev.bowline.gateway.json.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MD-7, MD-8, MON-6: each kind of market frame, and what is wrong with it. */
class MarketDecoderTest {
    private final RecordingSink sink = new RecordingSink();
    private final List<DepthUpdate> depths = new ArrayList<>();
    private final SymbolTable symbols =
            new SymbolTable(
                    Instruments.registry("BTCUSDT", "XRPUSDC", "ETHUSDT", "BNBUSDT", "币安人生USDT"));
    private final MarketDecoder decoder = new MarketDecoder(symbols, sink, depths::add);

    private DecodeResult decode(final String json) {
        final UnsafeBuffer bytes = Instruments.bytes(json);
        return decoder.decode(bytes, 0, bytes.capacity(), 77, 88);
    }

    private void assertResult(final DecodeResult expected, final String json) {
        final long before = decoder.counters().frames(expected);
        assertEquals(expected, decode(json), json);
        assertEquals(before + 1, decoder.counters().frames(expected));
    }

    @Test
    void shouldFillTheTradeWhenAggTradeArrives() {
        assertResult(DecodeResult.EVENTS, Frames.MARKET.get(0));
        final AggTrade trade = sink.last().trade();
        assertEquals(EventType.AGG_TRADE, sink.last().type);
        assertEquals(0, sink.last().instrumentId);
        assertEquals(1_791_269_849_801L, sink.last().eventTimeMs);
        assertEquals(77, sink.last().ingestTimeNs);
        assertEquals(88, sink.last().readableNs);
        assertEquals(3_476_312_671L, trade.aggTradeId);
        assertEquals(8_529_990_000_000L, trade.priceE8);
        assertEquals(400_000, trade.qtyE8);
        assertEquals(8_149_080_393L, trade.firstTradeId);
        assertEquals(8_149_080_394L, trade.lastTradeId);
        assertEquals(1_791_269_849_651L, trade.tradeTimeMs);
        assertTrue(trade.buyerIsMaker);
    }

    @Test
    void shouldFillTheBookWhenBookTickerArrives() {
        assertResult(DecodeResult.EVENTS, Frames.MARKET.get(1));
        final TopOfBook top = sink.last().topOfBook();
        assertEquals(11_730_346_419_457L, top.updateId);
        assertEquals(8_478_820_000_000L, top.bidPriceE8);
        assertEquals(592_300_000, top.bidQtyE8);
        assertEquals(8_478_830_000_000L, top.askPriceE8);
        assertEquals(282_400_000, top.askQtyE8);
        assertEquals(0, decoder.counters().unknownFields());
    }

    @Test
    void shouldFillBarMarkAndTickerWhenTheyArrive() {
        assertResult(DecodeResult.EVENTS, Frames.MARKET.get(2));
        final Bar bar = sink.last().bar();
        assertEquals(60_000, bar.intervalMs);
        assertEquals(244_000_000, bar.highE8);
        assertEquals(96_112_345_678L, bar.quoteVolumeE8);
        assertTrue(bar.closed);
        assertResult(DecodeResult.EVENTS, Frames.MARKET.get(3));
        final MarkPrice mark = sink.last().mark();
        assertEquals(8_455_110_762_319L, mark.markPriceE8);
        assertEquals(-801, mark.fundingRateE8);
        assertEquals(1_790_553_600_000L, mark.nextFundingTimeMs);
        assertResult(DecodeResult.EVENTS, Frames.MARKET.get(4));
        assertEquals(44_190_388_211_052_000L, sink.last().ticker().quoteVolumeE8);
        assertEquals(243_120_000, sink.last().ticker().lastPriceE8);
    }

    @Test
    void shouldDecodeSpotBookWhenOnlyTheStreamNamesIt() {
        final String data =
                "{\"u\":5,\"s\":\"BTCUSDT\",\"b\":\"1\",\"B\":\"2\",\"a\":\"3\",\"A\":\"4\"}";
        assertResult(
                DecodeResult.EVENTS, "{\"data\":" + data + ",\"stream\":\"btcusdt@bookTicker\"}");
        assertEquals(0, sink.last().eventTimeMs);
        assertResult(DecodeResult.UNKNOWN_EVENT, data);
        assertResult(
                DecodeResult.UNKNOWN_EVENT, "{\"stream\":\"btcusdt@x\",\"data\":" + data + "}");
    }

    @Test
    void shouldPublishEveryKnownRowWhenMarkPricesComeAsArray() {
        final String row =
                "{\"e\":\"markPriceUpdate\",\"E\":1,\"s\":\"%s\",\"p\":\"%s\",\"i\":\"\",\"r\":\"\","
                        + "\"T\":0,\"st\":%d}";
        final String array =
                "["
                        + String.join(
                                ",",
                                row.formatted("BTCUSDT", "5", 1),
                                row.formatted("NOSUCH", "5", 1),
                                row.formatted("ETHUSDT", "-1", 1),
                                row.formatted("BTCUSD_PERP", "5", 2),
                                row.formatted("XRPUSDC", "6", 1))
                        + "]";
        assertResult(DecodeResult.EVENTS, array);
        assertEquals(2, sink.texts().size());
        assertEquals(1, decoder.counters().frames(DecodeResult.ABSURD_NUMBER));
        assertResult(DecodeResult.EVENTS, "{\"stream\":\"!markPrice@arr\",\"data\":" + array + "}");
        sink.clear();
        assertResult(DecodeResult.MALFORMED, array.substring(0, array.length() - 1));
        assertEquals(0, sink.texts().size());
        sink.free(1);
        assertResult(DecodeResult.NO_SLOT, array);
        assertEquals(1, decoder.counters().lostRows());
    }

    @Test
    void shouldHandLevelsOnWhenDepthArrives() {
        final String diff =
                "{\"e\":\"depthUpdate\",\"E\":2,\"T\":1,\"s\":\"ETHUSDT\",\"ps\":\"ETHUSDT\",\"U\":10,"
                        + "\"u\":12,\"pu\":9,\"b\":[[\"2783.59\",\"6.473\"],[\"2783.1\",\"0.000\"]],"
                        + "\"a\":[],\"st\":1}";
        assertResult(DecodeResult.DEPTH, diff);
        final DepthUpdate depth = depths.get(0);
        assertEquals(2, depth.instrumentId);
        assertEquals(10, depth.firstUpdateId);
        assertEquals(12, depth.lastUpdateId);
        assertEquals(9, depth.previousUpdateId);
        assertEquals(2, depth.bidCount);
        assertEquals(278_359_000_000L, depth.bidPricesE8[0]);
        assertEquals(0, depth.bidQtysE8[1]);
        assertEquals(0, depth.askCount);
        assertTrue(!depth.partial);
        assertResult(
                DecodeResult.DEPTH, "{\"stream\":\"ethusdt@depth5@100ms\",\"data\":" + diff + "}");
        assertTrue(depth.partial);
        assertResult(
                DecodeResult.IGNORED,
                "{\"stream\":\"ethusdt@rpiDepth@500ms\",\"data\":" + diff + "}");
        assertResult(DecodeResult.ABSURD_NUMBER, diff.replace("6.473", "-6.473"));
        assertResult(DecodeResult.MALFORMED, diff.replace("\"6.473\"", "[]"));
        assertResult(DecodeResult.MALFORMED, diff.replace("[\"2783.59\",\"6.473\"]", "\"x\""));
        assertResult(DecodeResult.MALFORMED, diff.replace(",\"6.473\"", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"p\":\"85299.90\"|\"p\":\"0\"|ABSURD_NUMBER",
                "\"p\":\"85299.90\"|\"p\":\"-85299.90\"|ABSURD_NUMBER",
                "\"p\":\"85299.90\"|\"p\":\"NaN\"|ABSURD_NUMBER",
                "\"p\":\"85299.90\"|\"p\":\"1e5\"|ABSURD_NUMBER",
                "\"p\":\"85299.90\"|\"p\":\"92233720368.54775808\"|ABSURD_NUMBER",
                "\"p\":\"85299.90\"|\"p\":\"\"|ABSURD_NUMBER",
                "\"p\":\"85299.90\"|\"p\":85299.90|EVENTS",
                "\"p\":\"85299.90\"|\"p\":null|MALFORMED",
                "\"p\":\"85299.90\"|\"p\":[]|MALFORMED",
                "\"p\":\"85299.90\"|\"P\":\"1\"|MALFORMED",
                "\"a\":3476312671|\"a\":-1|ABSURD_NUMBER",
                "\"a\":3476312671|\"a\":99999999999999999999|ABSURD_NUMBER",
                "\"m\":true|\"m\":\"true\"|MALFORMED",
                "\"s\":\"BTCUSDT\"|\"s\":\"DOGEUSDT\"|UNKNOWN_SYMBOL",
                "\"s\":\"BTCUSDT\"|\"s\":\"\\u0042TCUSDT\"|EVENTS",
                "\"s\":\"BTCUSDT\"|\"s\":\"币安人生USDT\"|EVENTS",
                "\"s\":\"BTCUSDT\"|\"s\":5|MALFORMED",
                "\"e\":\"aggTrade\"|\"e\":\"aggTrades\"|UNKNOWN_EVENT",
                "\"e\":\"aggTrade\"|\"e\":{}|MALFORMED",
                "\"e\":\"aggTrade\"|\"e\":\"forceOrder\"|IGNORED",
                "\"st\":1|\"st\":2|COIN_MARGINED"
            })
    void shouldTellWhyWhenAFieldIsChanged(
            final String from, final String to, final DecodeResult expected) {
        final String changed = Frames.MARKET.get(0).replace(from, to);
        assertTrue(!changed.equals(Frames.MARKET.get(0)));
        assertResult(expected, changed);
        assertEquals(expected == DecodeResult.EVENTS ? 1 : 0, sink.texts().size());
    }

    @Test
    void shouldRefuseAnEmptySideWhenItHasQuantity() {
        final String frame = Frames.MARKET.get(1);
        assertResult(DecodeResult.ABSURD_NUMBER, frame.replace("84788.20", "0"));
        assertResult(
                DecodeResult.EVENTS, frame.replace("84788.20", "0.00").replace("5.923", "0.000"));
    }

    @Test
    void shouldTakeSingleTradesOnlyWhenAskedTo() {
        final String trade =
                "{\"e\":\"trade\",\"E\":1785701708157,\"T\":1785701708156,\"s\":\"BTCUSDT\","
                        + "\"t\":7947574407,\"p\":\"63437.30\",\"q\":\"0.003\",\"X\":\"MARKET\","
                        + "\"m\":false,\"st\":1}";
        assertResult(DecodeResult.EVENTS, trade);
        assertEquals(7_947_574_407L, sink.last().trade().aggTradeId);
        assertEquals(7_947_574_407L, sink.last().trade().firstTradeId);
        assertResult(DecodeResult.IGNORED, trade.replace("MARKET", "INSURANCE_FUND"));
        final MarketDecoder strict = new MarketDecoder(symbols, sink, null, false);
        final UnsafeBuffer bytes = Instruments.bytes(trade);
        assertEquals(DecodeResult.IGNORED, strict.decode(bytes, 0, bytes.capacity(), 1, 1));
    }

    @Test
    void shouldReadControlRepliesWhenTheyArrive() {
        assertResult(DecodeResult.CONTROL_REPLY, "{\"result\":null,\"id\":7}");
        assertEquals(7, decoder.controlId());
        assertResult(DecodeResult.CONTROL_REPLY, "{\"result\":[\"btcusdt@aggTrade\"],\"id\":3}");
        assertResult(
                DecodeResult.CONTROL_ERROR, "{\"error\":{\"code\":2,\"msg\":\"x\"},\"id\":null}");
        assertEquals(2, decoder.controlErrorCode());
        assertEquals(-1, decoder.controlId());
        assertResult(DecodeResult.CONTROL_ERROR, "{\"code\":3,\"msg\":\"Invalid JSON\"}");
        assertEquals(3, decoder.controlErrorCode());
    }

    @Test
    void shouldCountUnknownFieldsWhenTheVenueAddsThem() {
        assertResult(
                DecodeResult.EVENTS,
                Frames.MARKET.get(0).replace("\"m\":true", "\"m\":true,\"Z\":1,\"news\":{}"));
        assertEquals(2, decoder.counters().unknownFields());
    }

    @Test
    void shouldDecodeEverySampleWhenItIsAMarketFrame() {
        for (final Path file : SharedData.files("binance/samples", "ws-")) {
            assertSample(file);
        }
        for (final Path file :
                SharedData.files("data/fixtures/messages-nautilus-rs/market_data_json", "")) {
            assertSample(file);
        }
        assertEquals(0, decoder.counters().unknownFields());
        assertEquals(0, decoder.counters().unknownWords());
    }

    private void assertSample(final Path file) {
        final String name = file.getFileName().toString();
        final DecodeResult expected =
                switch (name) {
                    case "ws-continuousKline.json",
                            "ws-contractInfo.json",
                            "ws-forceOrder.json",
                            "liquidation_stream.json",
                            "ws-tradingSession.json" ->
                            DecodeResult.IGNORED;
                    case "ws-control-error.json" -> DecodeResult.CONTROL_ERROR;
                    case "ws-depthUpdate-diff.json",
                            "ws-depthUpdate-partial5.json",
                            "depth_update_stream.json" ->
                            DecodeResult.DEPTH;
                    default ->
                            name.endsWith("-response.json")
                                    ? DecodeResult.CONTROL_REPLY
                                    : name.endsWith("-request.json")
                                            ? DecodeResult.UNKNOWN_EVENT
                                            : DecodeResult.EVENTS;
                };
        assertEquals(expected, decode(SharedData.text(file)), name);
    }
}
