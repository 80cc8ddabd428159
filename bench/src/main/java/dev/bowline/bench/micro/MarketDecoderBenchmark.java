package dev.bowline.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bowline.gateway.binance.market.DecodeResult;
import dev.bowline.gateway.binance.market.MarketDecoder;
import dev.bowline.gateway.binance.market.SymbolTable;
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

/** One market frame to one slot, against Jackson streaming and Jackson's tree (PERF-1). */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MarketDecoderBenchmark {
    /** Kind of frame, as the venue names it. */
    @Param({"aggTrade", "bookTicker", "markPriceUpdate", "kline"})
    public String kind;

    private final OneSlotSink sink = new OneSlotSink();
    private final MarketDecoder decoder =
            new MarketDecoder(new SymbolTable(BenchInstruments.registry()), sink, null);
    private final JacksonReader streaming = new JacksonReader();
    private final ObjectMapper mapper = new ObjectMapper();
    private byte[] json;
    private UnsafeBuffer buffer;

    /** Puts the frame into a direct buffer, where a socket puts it. */
    @Setup
    public void frame() {
        final String data =
                switch (kind) {
                    case "aggTrade" ->
                            "\"E\":1791269849801,\"a\":3476312671,\"s\":\"BTCUSDT\","
                                    + "\"p\":\"85299.90\",\"q\":\"0.004\",\"nq\":\"0.004\","
                                    + "\"f\":8149080393,\"l\":8149080393,\"T\":1791269849651,"
                                    + "\"m\":true,\"st\":1";
                    case "bookTicker" ->
                            "\"u\":11730346419457,\"s\":\"BTCUSDT\",\"ps\":\"BTCUSDT\","
                                    + "\"b\":\"84788.20\",\"B\":\"5.923\",\"a\":\"84788.30\","
                                    + "\"A\":\"2.824\",\"T\":1791091007473,\"E\":1791091007473,"
                                    + "\"st\":1";
                    case "markPriceUpdate" ->
                            "\"E\":1790526539000,\"s\":\"BTCUSDT\",\"p\":\"84551.10762319\","
                                    + "\"ap\":\"84551.10762319\",\"P\":\"84559.09090930\","
                                    + "\"i\":\"84590.87304348\",\"r\":\"0.00000801\","
                                    + "\"T\":1790553600000,\"st\":1";
                    default ->
                            "\"E\":1790771371858,\"s\":\"BTCUSDT\",\"k\":{\"t\":1790771340000,"
                                    + "\"T\":1790771399999,\"s\":\"BTCUSDT\",\"i\":\"1m\","
                                    + "\"f\":8132503391,\"L\":8132505633,\"o\":\"83896.40\","
                                    + "\"c\":\"83860.20\",\"h\":\"83920.00\",\"l\":\"83860.10\","
                                    + "\"v\":\"114.602\",\"n\":2239,\"x\":false,"
                                    + "\"q\":\"9615538.66780\",\"V\":\"48.488\","
                                    + "\"Q\":\"4068722.10360\",\"B\":\"0\"}";
                };
        json = ("{\"e\":\"" + kind + "\"," + data + "}").getBytes(StandardCharsets.UTF_8);
        buffer = new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(json.length));
        buffer.putBytes(0, json);
        if (bowline() == null || decoder.counters().slots() != 1) {
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
