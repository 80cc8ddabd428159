package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.binance.rest.RestClient;
import dev.bowline.gateway.binance.rest.ServerClock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** OMS-8, REC-4: what the income list says of funding, and what it may not say. */
final class FundingLoaderTest {
    private static final long HOUR_MS = 3_600_000;
    private static final long START_MS = 1_795_284_000_000L / HOUR_MS * HOUR_MS;
    private static final long NOW_MS = START_MS + 2 * HOUR_MS;

    private final Map<Long, Long> booked = new TreeMap<>();
    private int requests;

    private FundingLoader loader(final Function<String, String> answers) {
        final GatewayConfig config =
                GatewayConfig.standard(
                        's',
                        Endpoints.loopback(1),
                        new Credentials(Secret.of("key"), Secret.of("secret")),
                        "USDC",
                        List.of("XRPUSDC"),
                        GatewayConfig.Threads.of(ThreadLayout.COMPACT, false));
        final RestClient rest =
                AnsweringRest.of(
                        () -> NOW_MS,
                        request -> {
                            requests++;
                            return answers.apply(request);
                        });
        return new FundingLoader(
                rest, config, new ServerClock(), () -> NOW_MS * 1_000_000, START_MS, 0);
    }

    private static String row(final String asset, final String income, final long timeMs) {
        return "{\"asset\":\""
                + asset
                + "\",\"income\":\""
                + income
                + "\",\"time\":"
                + timeMs
                + "}";
    }

    private void load(final FundingLoader loader) {
        loader.load((sumE8, hourMs) -> booked.put(hourMs, sumE8));
    }

    @Test
    void shouldSumOurCoinByHourWhenTheListHasSeveralRows() {
        load(
                loader(
                        request ->
                                request.contains("SPECIAL")
                                        ? "[]"
                                        : "["
                                                + row("USDC", "-0.00000003", START_MS + 5)
                                                + ","
                                                + row("USDC", "0.5", START_MS + 6)
                                                + ","
                                                + row("USDT", "7", START_MS + 7)
                                                + ","
                                                + row("USDC", "9", START_MS - 1)
                                                + ","
                                                + row("USDC", "1", START_MS + HOUR_MS)
                                                + "]"));
        assertEquals(Map.of(START_MS, 49_999_997L, START_MS + HOUR_MS, 100_000_000L), booked);
    }

    /** Right after a payment the stream may be ahead of the list, or behind it. */
    @Test
    void shouldTellNothingYetWhenTheNewestPaymentIsYoung() {
        load(loader(request -> "[" + row("USDC", "1", NOW_MS - 14_999) + "]"));
        assertEquals(Map.of(), booked);
    }

    @Test
    void shouldRefuseTheListWhenItHasNoEnd() {
        final String full = "[" + (row("USDC", "1", START_MS) + ",").repeat(999);
        final String page = full + row("USDC", "1", START_MS) + "]";
        final FundingLoader loader = loader(request -> page);
        final IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> load(loader));
        assertTrue(error.getMessage().contains("more than 100 full pages"), error.getMessage());
        assertEquals(100, requests);
        assertEquals(Map.of(), booked);
    }

    /** It would count as young for ever, and nothing would be booked any more. */
    @Test
    void shouldRefuseTheListWhenAPaymentLiesInTheFuture() {
        final FundingLoader loader =
                loader(request -> "[" + row("USDC", "1", NOW_MS + 60_001) + "]");
        final IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> load(loader));
        assertTrue(error.getMessage().contains("in the future"), error.getMessage());
        assertEquals(Map.of(), booked);
    }

    @Test
    void shouldRefuseTheReplyWhenItIsNoArrayOrAnIncomeIsNoNumber() {
        assertThrows(IllegalArgumentException.class, () -> load(loader(request -> "{}")));
        final FundingLoader loader = loader(request -> "[" + row("USDC", "NaN", START_MS) + "]");
        assertThrows(IllegalArgumentException.class, () -> load(loader));
        assertEquals(Map.of(), booked);
    }
}
