package dev.bowline.gateway.binance.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AccountUpdate;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.binance.market.DecodeResult;
import dev.bowline.gateway.binance.market.SymbolTable;
import dev.bowline.gateway.json.Frames;
import dev.bowline.gateway.json.Instruments;
import dev.bowline.gateway.json.RecordingSink;
import dev.bowline.gateway.json.SharedData;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MD-8, MON-6, OMS-2: each kind of user frame, and what is wrong with it. */
class UserEventDecoderTest {
    private static final int RUN = 93;
    private static final long KEY = ClientOrderId.key(4711, 3, Side.SELL, OrderLeg.STOP, 2);
    private static final List<String> FRAMES = Frames.user(ClientOrderId.toText('s', RUN, KEY));

    private final RecordingSink sink = new RecordingSink();
    private final UserEventDecoder decoder =
            new UserEventDecoder(
                    's',
                    new SymbolTable(
                            Instruments.registry(
                                    "BTCUSDT", "XRPUSDC", "ETHUSDC", "BNBUSDT", "DOTUSDT")),
                    sink);

    private DecodeResult decode(final String json) {
        final UnsafeBuffer bytes = Instruments.bytes(json);
        return decoder.decode(bytes, 0, bytes.capacity(), 77, 88);
    }

    @Test
    void shouldFillTheReportWhenAnOrderTrades() {
        assertEquals(DecodeResult.EVENTS, decode(FRAMES.get(0)));
        final ExecutionReport report = sink.last().execution();
        assertEquals(1, sink.last().instrumentId);
        assertEquals(1_788_231_624_648L, sink.last().eventTimeMs);
        assertEquals(ReportSource.ORDER_TRADE_UPDATE, report.source);
        assertEquals(ExecutionType.TRADE, report.executionType);
        assertEquals(VenueOrderStatus.FILLED, report.status);
        assertEquals(OrderOrigin.OWN, report.origin);
        assertEquals(RUN, report.runId);
        assertEquals(KEY, report.orderKey);
        assertEquals(81_873_299_001L, report.orderId);
        assertEquals(Side.SELL, report.side);
        assertEquals(OrderType.MARKET, report.orderType);
        assertEquals(TimeInForce.GTC, report.timeInForce);
        assertEquals(4_120_000_000L, report.qtyE8);
        assertEquals(4_120_000_000L, report.lastQtyE8);
        assertEquals(242_950_000, report.lastPriceE8);
        assertEquals(4_120_000_000L, report.cumQtyE8);
        assertEquals(242_951_234, report.avgPriceE8);
        assertEquals(4_003_816, report.commissionE8);
        assertEquals(AssetCode.of("USDC"), report.commissionAssetCode);
        assertEquals(-6_180_000, report.realizedPnlE8);
        assertEquals(871_685_901L, report.tradeId);
        assertEquals(1_788_231_624_647L, report.transactionTimeMs);
        assertTrue(report.reduceOnly);
        assertFalse(report.maker);
        assertEquals(0, decoder.counters().unknownFields());
    }

    @Test
    void shouldFillTheReportWhenTradeLiteArrives() {
        assertEquals(DecodeResult.EVENTS, decode(FRAMES.get(1)));
        final ExecutionReport report = sink.last().execution();
        assertEquals(ReportSource.TRADE_LITE, report.source);
        assertEquals(ExecutionType.TRADE, report.executionType);
        assertNull(report.status);
        assertEquals(KEY, report.orderKey);
        assertEquals(0, report.cumQtyE8);
        assertEquals(871_685_901L, report.tradeId);
    }

    @ParameterizedTest
    @CsvSource({
        "NEW,NEW",
        "CANCELED,CANCELED",
        "EXPIRED,EXPIRED",
        "REJECTED,REJECTED",
        "TRIGGERING,STATUS",
        "TRIGGERED,STATUS",
        "FINISHED,STATUS"
    })
    void shouldMapTheAlgoStatusWhenAlgoUpdateArrives(
            final VenueOrderStatus status, final ExecutionType execution) {
        final String frame =
                FRAMES.get(2)
                        .replace("TRIGGERED", status.name())
                        .replace("\"aq\":\"0\"", "\"aq\":\"7\"");
        assertEquals(DecodeResult.EVENTS, decode(frame));
        final ExecutionReport report = sink.last().execution();
        assertEquals(ReportSource.ALGO_UPDATE, report.source);
        assertEquals(status, report.status);
        assertEquals(execution, report.executionType);
        assertEquals(4_000_001_910_701_524L, report.algoId);
        assertEquals(81_873_300_456L, report.orderId);
        assertEquals(239_500_000, report.triggerPriceE8);
        assertEquals(700_000_000, report.cumQtyE8);
        assertEquals(KEY, report.orderKey);
        assertEquals(OrderType.STOP_MARKET, report.orderType);
    }

    @Test
    void shouldGiveARowEachWhenTheAccountChanges() {
        assertEquals(DecodeResult.EVENTS, decode(FRAMES.get(3)));
        assertEquals(3, sink.texts().size());
        final AccountUpdate position = sink.last().account();
        assertEquals(1, sink.last().instrumentId);
        assertEquals(AccountRow.POSITION, position.row);
        assertEquals(AccountReason.FUNDING_FEE, position.reason);
        assertEquals(-4_120_000_000L, position.positionQtyE8);
        assertEquals(243_100_000, position.entryPriceE8);
        assertEquals(-300_000_000, position.accumulatedRealizedE8);
        assertEquals(12_360_000, position.unrealizedE8);
        assertTrue(position.isolated);
        assertTrue(sink.texts().get(0).contains("walletE8=29098998428 crossWalletE8=27098998428"));
        assertTrue(sink.texts().get(0).contains("changeE8=-1001572 "));
    }

    @Test
    void shouldGoOnWhereItStoppedWhenSlotsWereMissing() {
        for (int free = 0; free < 3; free++) {
            sink.clear();
            sink.free(free);
            assertEquals(DecodeResult.NO_SLOT, decode(FRAMES.get(3)));
            assertEquals(free, sink.texts().size());
            sink.free(9);
            assertEquals(DecodeResult.EVENTS, decode(FRAMES.get(3)));
            assertEquals(3, sink.texts().size());
            assertEquals(3, sink.texts().stream().distinct().count());
        }
        sink.free(1);
        sink.clear();
        assertEquals(DecodeResult.NO_SLOT, decode(FRAMES.get(3)));
        decoder.abandon();
        sink.free(9);
        assertEquals(DecodeResult.EVENTS, decode(FRAMES.get(3)));
        assertEquals(4, sink.texts().size());
        sink.free(0);
        assertEquals(DecodeResult.NO_SLOT, decode(FRAMES.get(0)));
        sink.free(9);
        assertEquals(DecodeResult.EVENTS, decode(FRAMES.get(0)));
    }

    @ParameterizedTest
    @CsvSource({
        "autoclose-1,LIQUIDATION",
        "adl_autoclose_12345,ADL",
        "settlement_autoclose-9,SETTLEMENT",
        "delivery_autoclose-9,SETTLEMENT",
        "web_abc,FOREIGN",
        "bw-7f3a21-E,FOREIGN",
        "bwpS3-2l-3mv-S2,FOREIGN",
        "bwsS3-2l-3mv-S2,OWN",
        "bwsS3-2l-3mv-S02,FOREIGN",
        "bwsS3-2l-03mv-S2,FOREIGN"
    })
    void shouldTellTheOriginWhenIdsDiffer(final String id, final OrderOrigin origin) {
        for (final String frame : Frames.user(id).subList(0, 3)) {
            assertEquals(DecodeResult.EVENTS, decode(frame));
            final ExecutionReport report = sink.last().execution();
            assertEquals(origin, report.origin);
            assertEquals(origin == OrderOrigin.OWN ? KEY : 0, report.orderKey);
            assertEquals(origin == OrderOrigin.OWN ? RUN : 0, report.runId);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"l\":\"41.2\"|\"l\":\"0\"|ABSURD_NUMBER",
                "\"L\":\"2.4295\"|\"L\":\"0\"|ABSURD_NUMBER",
                "\"q\":\"41.2\"|\"q\":\"-41.2\"|ABSURD_NUMBER",
                "\"z\":\"41.2\"|\"z\":null|MALFORMED",
                "\"S\":\"SELL\"|\"S\":\"HOLD\"|MALFORMED",
                "\"x\":\"TRADE\"|\"x\":5|MALFORMED",
                "\"i\":81873299001|\"i\":-1|ABSURD_NUMBER",
                "\"c\":|\"C\":|MALFORMED",
                "\"s\":\"XRPUSDC\"|\"s\":\"NOSUCH\"|UNKNOWN_SYMBOL",
                "ORDER_TRADE_UPDATE|ORDER_TRADE_UPDATES|UNKNOWN_EVENT",
                "ORDER_TRADE_UPDATE|STRATEGY_UPDATE|IGNORED",
                "\"N\":\"USDC\",|''|EVENTS",
                "\"er\":\"0\"|\"er\":\"2\"|EVENTS",
            })
    void shouldTellWhyWhenAFieldIsChanged(
            final String from, final String to, final DecodeResult expected) {
        final String changed = FRAMES.get(0).replace(from, to);
        assertFalse(changed.equals(FRAMES.get(0)));
        assertEquals(expected, decode(changed), changed);
        assertEquals(expected == DecodeResult.EVENTS ? 1 : 0, sink.texts().size());
    }

    @Test
    void shouldPublishNothingWhenOneRowIsWrong() {
        assertEquals(
                DecodeResult.ABSURD_NUMBER,
                decode(FRAMES.get(3).replace("\"pa\":\"-41.2\"", "\"pa\":\"x\"")));
        assertEquals(
                DecodeResult.MALFORMED,
                decode(FRAMES.get(3).replace("\"wb\":\"1\"", "\"WB\":\"1\"")));
        assertEquals(0, sink.texts().size());
        assertEquals(DecodeResult.EVENTS, decode(FRAMES.get(3).replace("XRPUSDC", "NOSUCH")));
        assertEquals(2, sink.texts().size());
    }

    @Test
    void shouldCountUnknownWordsWhenTheVenueAddsThem() {
        assertEquals(
                DecodeResult.EVENTS,
                decode(FRAMES.get(0).replace("\"o\":\"MARKET\"", "\"o\":\"DARK\"")));
        assertEquals(OrderType.UNKNOWN, sink.last().execution().orderType);
        assertEquals(
                DecodeResult.EVENTS,
                decode(FRAMES.get(0).replace("\"X\":\"FILLED\"", "\"X\":\"GONE\"")));
        assertEquals(VenueOrderStatus.UNKNOWN, sink.last().execution().status);
        assertEquals(2, decoder.counters().unknownWords());
        assertEquals(DecodeResult.EVENTS, decode(FRAMES.get(3).replace("FUNDING_FEE", "AIRDROP")));
        assertEquals(AccountReason.OTHER, sink.last().account().reason);
        assertEquals(5, decoder.counters().unknownWords());
    }

    @Test
    void shouldReportTheStreamDownWhenTheListenKeyExpires() {
        assertEquals(
                DecodeResult.EVENTS,
                decode("{\"e\":\"listenKeyExpired\",\"E\":1788235196475,\"listenKey\":\"x\"}"));
        assertEquals(EventType.STREAM_STATUS, sink.last().type);
        assertEquals(StreamRoute.PRIVATE, sink.last().stream().route);
        assertEquals(5, sink.last().stream().causeCode);
        assertFalse(sink.last().stream().up);
    }

    @Test
    void shouldDecodeEverySampleWhenItIsAUserFrame() {
        for (final Path file : SharedData.files("binance/samples", "user-")) {
            assertSample(file);
        }
        for (final Path file :
                SharedData.files("data/fixtures/messages-nautilus-rs/user_data_json", "")) {
            assertSample(file);
        }
        assertEquals(0, decoder.counters().unknownFields());
        assertEquals(1, decoder.marginCalls());
    }

    /** MD-5. */
    @Test
    void shouldTellMarginCallAndLeverageWhenTheVenueDoes() {
        assertEquals(
                DecodeResult.EVENTS,
                decode("{\"e\":\"MARGIN_CALL\",\"E\":7,\"cw\":\"3.16812045\",\"p\":[]}"));
        assertEquals(AccountRow.MARGIN_CALL, sink.last().account().row);
        assertEquals(316_812_045L, sink.last().account().crossWalletE8);
        final String leverage =
                "{\"e\":\"ACCOUNT_CONFIG_UPDATE\",\"E\":8,\"T\":8,"
                        + "\"ac\":{\"s\":\"BTCUSDT\",\"l\":20}}";
        assertEquals(DecodeResult.EVENTS, decode(leverage));
        assertEquals(AccountRow.LEVERAGE, sink.last().account().row);
        assertEquals(20, sink.last().account().leverage);
        assertEquals(DecodeResult.ABSURD_NUMBER, decode(leverage.replace(":20}", ":126}")));
        assertEquals(DecodeResult.ABSURD_NUMBER, decode(leverage.replace(":20}", ":0}")));
        assertEquals(DecodeResult.MALFORMED, decode(leverage.replace(":20}", ":{}}")));
        assertEquals(DecodeResult.UNKNOWN_SYMBOL, decode(leverage.replace("BTCUSDT", "NOCOIN")));
    }

    private void assertSample(final Path file) {
        final String name = file.getFileName().toString();
        final DecodeResult expected =
                name.equals("user-ACCOUNT_CONFIG_UPDATE-multiassets.json")
                                || name.contains("CONDITIONAL_ORDER")
                        ? DecodeResult.IGNORED
                        : name.equals("order_update_delivery.json")
                                ? DecodeResult.UNKNOWN_SYMBOL
                                : DecodeResult.EVENTS;
        sink.clear();
        assertEquals(expected, decode(SharedData.text(file)), name);
        final ExecutionReport report = sink.last().execution();
        switch (name) {
            case "user-ORDER_TRADE_UPDATE-EXPIRED-ioc-remainder.json" -> {
                assertEquals(2, report.expiryReason);
                assertEquals(ExecutionType.EXPIRED, report.executionType);
                assertEquals(2_000_000_000L, report.cumQtyE8);
            }
            case "user-ORDER_TRADE_UPDATE-EXPIRED_IN_MATCH.json" ->
                    assertEquals(VenueOrderStatus.EXPIRED_IN_MATCH, report.status);
            case "user-ORDER_TRADE_UPDATE-liquidation.json" -> {
                assertEquals(OrderOrigin.LIQUIDATION, report.origin);
                assertEquals(ExecutionType.CALCULATED, report.executionType);
                assertEquals(871_687_000L, report.tradeId);
            }
            case "user-ALGO_UPDATE-REJECTED.json" -> assertEquals(-2022, report.errorCode);
            case "user-ALGO_UPDATE-1-NEW.json", "algo_update_new.json" -> {
                assertEquals(0, report.errorCode);
                assertEquals(0, report.orderId);
            }
            case "user-ALGO_UPDATE-NEW-closePosition.json" -> {
                assertTrue(report.closePosition);
                assertEquals(TimeInForce.GTE_GTC, report.timeInForce);
                assertEquals(0, report.qtyE8);
            }
            case "account_update.json" -> assertEquals(4, sink.texts().size());
            default -> assertEquals(expected == DecodeResult.EVENTS, !sink.texts().isEmpty());
        }
    }
}
