package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.json.Instruments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** REC-4, OMS-8: pages of fills and of the orders they belong to, also those that make no sense. */
final class FillLoaderTest {
    private static final long NOW_MS = 1_795_284_000_000L;

    private final List<Long> told = new ArrayList<>();
    private int requests;

    private FillLoader loader(final Function<String, String> answers) {
        return new FillLoader(
                AnsweringRest.of(
                        () -> NOW_MS,
                        request -> {
                            requests++;
                            return answers.apply(request);
                        }),
                's',
                Instruments.registry("XRPUSDC"),
                () -> NOW_MS,
                NOW_MS - 60_000);
    }

    private int load(final FillLoader loader) {
        return loader.load((spec, fill) -> told.add(fill.tradeId));
    }

    private static String fills(final long fromId, final long toId) {
        return LongStream.rangeClosed(fromId, toId)
                .mapToObj(
                        id ->
                                "{\"id\":"
                                        + id
                                        + ",\"orderId\":7,\"side\":\"BUY\",\"price\":\"1\",\"qty\":\"2\","
                                        + "\"commission\":\"0\",\"commissionAsset\":\"USDC\","
                                        + "\"realizedPnl\":\"0\",\"time\":1}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String orders(final int count, final long id) {
        return ("[" + ("{\"orderId\":" + id + ",\"clientOrderId\":\"web\"},").repeat(count) + "]")
                .replace(",]", "]");
    }

    @Test
    void shouldTellEachFillOnceWhenThereAreTwoPages() {
        final FillLoader loader =
                loader(
                        request ->
                                request.contains("allOrders")
                                        ? orders(1, 7)
                                        : request.contains("fromId=1001")
                                                ? fills(1_001, 1_003)
                                                : fills(1, 1_000));
        assertEquals(1_003, load(loader));
        assertEquals(LongStream.rangeClosed(1, 1_003).boxed().toList(), told);
        assertEquals(3, requests);
    }

    @Test
    void shouldRefuseTheFillsWhenAFullPageComesTwice() {
        final String page = fills(1, 1_000);
        final FillLoader loader = loader(request -> page);
        final IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> load(loader));
        assertTrue(error.getMessage().contains("full page ends at id 1000"), error.getMessage());
        assertEquals(2, requests);
        assertEquals(List.of(), told);
    }

    @Test
    void shouldRefuseTheOrdersWhenAFullPageBringsNoNewOne() {
        final FillLoader loader =
                loader(request -> request.contains("allOrders") ? orders(1_000, 6) : fills(1, 1));
        final IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> load(loader));
        assertTrue(error.getMessage().contains("full page ends at id 6"), error.getMessage());
        assertEquals(2, requests);
        assertEquals(List.of(), told);
    }
}
