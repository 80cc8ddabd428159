package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bowline.core.event.EventType;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.gateway.binance.rest.RestClient;
import dev.bowline.gateway.binance.rest.ServerClock;
import dev.bowline.gateway.json.Instruments;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REC-2: what one part of a snapshot that makes no sense does to the rest of it. */
final class SnapshotLoaderTest {
    private static final long NOW_MS = 1_795_284_000_000L;

    private final NarrowSink ring = new NarrowSink();

    private SnapshotLoader loader(final Function<String, String> answers) {
        final RestClient rest = AnsweringRest.of(() -> NOW_MS, answers);
        final InstrumentRegistry registry = Instruments.registry("XRPUSDC");
        final GatewayConfig config =
                GatewayConfig.standard(
                        's',
                        Endpoints.loopback(1),
                        new Credentials(Secret.of("key"), Secret.of("secret")),
                        "USDC",
                        List.of("XRPUSDC"),
                        GatewayConfig.Threads.of(ThreadLayout.COMPACT, false));
        return new SnapshotLoader(
                rest,
                's',
                registry,
                () -> NOW_MS * 1_000_000,
                new WaitingSink(ring),
                new FillLoader(rest, 's', registry, () -> NOW_MS, NOW_MS - 60_000),
                new FundingLoader(
                        rest,
                        config,
                        new ServerClock(),
                        () -> NOW_MS * 1_000_000,
                        NOW_MS - 3_600_000,
                        0),
                () -> 0);
    }

    private List<String> edges() {
        return ring.published.stream()
                .filter(event -> event.type == EventType.VENUE_SNAPSHOT)
                .map(event -> event.snapshot().mark + " " + event.snapshot().complete)
                .toList();
    }

    /** Positions are money; what was paid for them is a sum. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "no JSON",
                "[{\"asset\":\"USDC\",\"income\":\"x\",\"time\":1795283999000}]",
                "[{\"asset\":\"USDC\",\"income\":\"1\",\"time\":1999999999999}]"
            })
    void shouldReconcilePositionsWhenTheFundingCannotBeRead(final String income) {
        loader(request -> request.contains("/income") ? income : "[]").refresh();
        assertEquals(List.of("BEGIN false", "END true"), edges());
    }

    @Test
    void shouldEndAsIncompleteWhenTheFillsCannotBeRead() {
        final SnapshotLoader loader =
                loader(request -> request.contains("/userTrades") ? "{}" : "[]");
        assertThrows(IllegalArgumentException.class, loader::refresh);
        assertEquals(List.of("BEGIN false", "END false"), edges());
    }
}
