package dev.bowline.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bowline.core.event.AccountUpdate;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.binance.market.DecodeResult;
import dev.bowline.gateway.binance.market.SymbolTable;
import dev.bowline.gateway.binance.user.UserEventDecoder;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
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
    private static final String KEY =
            "WsCMN0a4KHUPTQuX6IUnqEZfB1inxmv1qR4kbf1LuEjur5VdbzqvyxqG9TSjVVxv";
    private static final String ID =
            ClientOrderId.toText('s', 93, ClientOrderId.key(4711, 3, Side.SELL, OrderLeg.STOP, 0));

    /** Kind of frame, as the venue names it. */
    @Param({"ORDER_TRADE_UPDATE", "TRADE_LITE", "ALGO_UPDATE", "ACCOUNT_UPDATE"})
    public String kind;

    /** Whether the frame comes in the wrapper of combined streams. */
    @Param({"false", "true"})
    public boolean wrapped;

    private final OneSlotSink sink = new OneSlotSink();
    private final UserEventDecoder decoder =
            new UserEventDecoder('s', new SymbolTable(BenchInstruments.registry()), sink);
    private final OneSlotSink yardstickSink = new OneSlotSink();
    private final JacksonUserReader streaming =
            new JacksonUserReader(BenchInstruments.registry(), yardstickSink);
    private final ObjectMapper mapper = new ObjectMapper();
    private byte[] json;
    private UnsafeBuffer buffer;

    /** Puts the frame into a direct buffer, where a socket puts it. */
    @Setup
    public void frame() throws IOException, ReflectiveOperationException {
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
                    case "ALGO_UPDATE" ->
                            "\"o\":{\"caid\":\"ID\",\"aid\":4000001910701524,"
                                    + "\"at\":\"CONDITIONAL\",\"o\":\"STOP_MARKET\","
                                    + "\"s\":\"XRPUSDC\",\"S\":\"SELL\",\"ps\":\"BOTH\","
                                    + "\"f\":\"GTC\",\"q\":\"41.2\",\"X\":\"NEW\",\"ai\":\"\","
                                    + "\"tp\":\"2.395\",\"p\":\"0\",\"V\":\"EXPIRE_MAKER\","
                                    + "\"wt\":\"MARK_PRICE\",\"pm\":\"NONE\",\"cp\":false,"
                                    + "\"pP\":false,\"R\":true,\"tt\":0,\"gtd\":0,\"ia\":false}";
                    default ->
                            "\"a\":{\"B\":[{\"a\":\"USDC\",\"wb\":\"291.03998428\","
                                    + "\"cw\":\"291.03998428\",\"bc\":\"0\"}],\"P\":[{"
                                    + "\"s\":\"XRPUSDC\",\"pa\":\"-41.2\",\"ep\":\"2.4295\","
                                    + "\"cr\":\"-48.11968048\",\"up\":\"0.04257\","
                                    + "\"mt\":\"cross\",\"iw\":\"0\",\"ps\":\"BOTH\","
                                    + "\"ma\":\"USDC\",\"bep\":\"2.4295\"}],\"m\":\"ORDER\"}";
                };
        final String times =
                kind.equals("TRADE_LITE")
                        ? "\"E\":1788231624648,\"T\":1788231624647,"
                        : "\"T\":1788231624647,\"E\":1788231624648,";
        final String event = "{\"e\":\"" + kind + "\"," + times + data.replace("ID", ID) + "}";
        final String frame =
                wrapped ? "{\"stream\":\"" + KEY + "\",\"data\":" + event + "}" : event;
        json = frame.getBytes(StandardCharsets.UTF_8);
        buffer = new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(json.length));
        buffer.putBytes(0, json);
        requireSameSlots();
    }

    /** Both must fill a slot with the same values, or they are not doing the same work. */
    private void requireSameSlots() throws IOException, ReflectiveOperationException {
        final boolean account = kind.equals("ACCOUNT_UPDATE");
        if (bowline() != DecodeResult.EVENTS || jacksonStreaming() != (account ? 2 : 1)) {
            throw new IllegalStateException("the frame makes no slot: " + kind);
        }
        final EngineEvent ours = sink.slot();
        final EngineEvent theirs = yardstickSink.slot();
        requireSame(EngineEvent.class, ours, theirs);
        if (account) {
            requireSame(AccountUpdate.class, ours.account(), theirs.account());
        } else {
            requireSame(ExecutionReport.class, ours.execution(), theirs.execution());
        }
    }

    private static void requireSame(final Class<?> type, final Object ours, final Object theirs)
            throws ReflectiveOperationException {
        for (final Field field : type.getFields()) {
            if (!Objects.equals(field.get(ours), field.get(theirs))) {
                throw new IllegalStateException(
                        field.getName() + ": " + field.get(ours) + ", " + field.get(theirs));
            }
        }
    }

    @Benchmark
    public DecodeResult bowline() {
        return decoder.decode(buffer, 0, buffer.capacity(), 1, 1);
    }

    @Benchmark
    public int jacksonStreaming() throws IOException {
        return streaming.read(json);
    }

    @Benchmark
    public JsonNode jacksonTree() throws IOException {
        return mapper.readTree(json);
    }
}
