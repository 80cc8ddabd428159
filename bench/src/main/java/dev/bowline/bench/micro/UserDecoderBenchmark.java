package dev.bowline.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.binance.market.DecodeResult;
import dev.bowline.gateway.binance.market.SymbolTable;
import dev.bowline.gateway.binance.user.UserEventDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One user frame to its slots, against Jackson streaming and Jackson's tree (PERF-1). */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class UserDecoderBenchmark {
    private static final String ID =
            ClientOrderId.toText('s', 93, ClientOrderId.key(4711, 3, Side.SELL, OrderLeg.STOP, 0));

    /** Kind of frame, as the venue names it. */
    @Param({"ORDER_TRADE_UPDATE", "TRADE_LITE", "ALGO_UPDATE"})
    public String kind;

    private final UserEventDecoder decoder =
            new UserEventDecoder(
                    's', new SymbolTable(BenchInstruments.registry()), new OneSlotSink());
    private final JacksonReader streaming = new JacksonReader();
    private final ObjectMapper mapper = new ObjectMapper();
    private byte[] json;
    private UnsafeBuffer buffer;

    /** Puts the frame into a direct buffer, where a socket puts it. */
    @Setup
    public void frame() {
        final String data =
                switch (kind) {
                    case "ORDER_TRADE_UPDATE" ->
                            "\"o\":{\"s\":\"XRPUSDC\",\"c\":\"ID\",\"S\":\"SELL\",\"o\":\"MARKET\","
                                    + "\"f\":\"GTC\",\"q\":\"41.2\",\"p\":\"0\",\"ap\":\"2.4295\","
                                    + "\"sp\":\"0\",\"x\":\"TRADE\",\"X\":\"FILLED\","
                                    + "\"i\":81873299001,\"l\":\"41.2\",\"z\":\"41.2\","
                                    + "\"L\":\"2.4295\",\"n\":\"0.04003816\",\"N\":\"USDC\","
                                    + "\"T\":1788231624647,\"t\":871685901,\"b\":\"0\",\"a\":\"0\","
                                    + "\"m\":false,\"R\":true,\"wt\":\"CONTRACT_PRICE\","
                                    + "\"ot\":\"MARKET\",\"ps\":\"BOTH\",\"cp\":false,"
                                    + "\"rp\":\"-0.06180000\",\"pP\":false,\"si\":0,\"ss\":0,"
                                    + "\"V\":\"EXPIRE_MAKER\",\"pm\":\"NONE\",\"gtd\":0,"
                                    + "\"er\":\"0\"}";
                    case "TRADE_LITE" ->
                            "\"s\":\"XRPUSDC\",\"q\":\"41.2\",\"p\":\"0.00\",\"m\":false,"
                                    + "\"c\":\"ID\",\"S\":\"SELL\",\"L\":\"2.4295\",\"l\":\"41.2\","
                                    + "\"t\":871685901,\"i\":81873299001";
                    default ->
                            "\"o\":{\"caid\":\"ID\",\"aid\":4000001910701524,"
                                    + "\"at\":\"CONDITIONAL\",\"o\":\"STOP_MARKET\","
                                    + "\"s\":\"XRPUSDC\",\"S\":\"SELL\",\"ps\":\"BOTH\","
                                    + "\"f\":\"GTC\",\"q\":\"41.2\",\"X\":\"NEW\",\"ai\":\"\","
                                    + "\"tp\":\"2.395\",\"p\":\"0\",\"V\":\"EXPIRE_MAKER\","
                                    + "\"wt\":\"MARK_PRICE\",\"pm\":\"NONE\",\"cp\":false,"
                                    + "\"pP\":false,\"R\":true,\"tt\":0,\"gtd\":0,\"ia\":false}";
                };
        final String head = "{\"e\":\"" + kind + "\",\"T\":1788231624647,\"E\":1788231624648,";
        json = (head + data.replace("ID", ID) + "}").getBytes(StandardCharsets.UTF_8);
        buffer = new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(json.length));
        buffer.putBytes(0, json);
        if (bowline() != DecodeResult.EVENTS) {
            throw new IllegalStateException("the frame makes no slot: " + kind);
        }
    }

    @Benchmark
    public DecodeResult bowline() {
        return decoder.decode(buffer, 0, buffer.capacity(), 1, 1);
    }

    @Benchmark
    public long jacksonStreaming() throws IOException {
        return streaming.read(json);
    }

    @Benchmark
    public JsonNode jacksonTree() throws IOException {
        return mapper.readTree(json);
    }
}
