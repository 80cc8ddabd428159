package dev.bowline.ops.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values that follow from the venue mode where they are not given (CFG-4). */
// PROTOCOL of the venue, base URLs, read 2026-11-21.
final class VenueDefaults {
    private static final String API_PATH = "/ws-fapi/v1";

    private VenueDefaults() {}

    /** Fills quote coin, settle coin, hosts and the full names of the universe. */
    static void derive(final Map<String, Setting> settings) {
        final String mode = text(settings, "venue.mode");
        final boolean testnet = "testnet".equals(mode);
        final String why = "derived from venue.mode=" + mode;
        fill(settings, "venue.quote-coin", testnet ? "USDT" : "USDC", why);
        fill(
                settings,
                "venue.settle-coin",
                text(settings, "venue.quote-coin"),
                "derived from venue.quote-coin");
        if (!text(settings, "venue.stream-url").isEmpty()) {
            // Orders must not go to another exchange than the one whose streams are read.
            fill(
                    settings,
                    "venue.order-api-url",
                    text(settings, "venue.stream-url") + API_PATH,
                    "derived from venue.stream-url");
        }
        if ("testnet".equals(mode)) {
            fill(settings, "venue.rest-url", "https://demo-fapi.binance.com", why);
            fill(settings, "venue.stream-url", "wss://demo-fstream.binance.com", why);
            fill(
                    settings,
                    "venue.order-api-url",
                    "wss://testnet.binancefuture.com" + API_PATH,
                    why);
        } else if (!"sim".equals(mode)) {
            fill(settings, "venue.rest-url", "https://fapi.binance.com", why);
            fill(settings, "venue.stream-url", "wss://fstream.binance.com", why);
            fill(settings, "venue.order-api-url", "wss://ws-fapi.binance.com" + API_PATH, why);
        }
        completeSymbols(settings, text(settings, "venue.quote-coin"));
    }

    private static void completeSymbols(final Map<String, Setting> settings, final String quote) {
        final Setting universe = settings.get("universe.symbols");
        final List<String> symbols = new ArrayList<>();
        for (final Object word : (List<?>) universe.value()) {
            final String symbol = (String) word;
            symbols.add(symbol.endsWith(quote) && !symbol.equals(quote) ? symbol : symbol + quote);
        }
        settings.put(
                universe.key().name(),
                new Setting(
                        universe.key(),
                        List.copyOf(symbols),
                        universe.source(),
                        universe.line(),
                        universe.column()));
    }

    private static void fill(
            final Map<String, Setting> settings,
            final String name,
            final String value,
            final String source) {
        if (text(settings, name).isEmpty()) {
            settings.put(name, new Setting(ConfigKeys.require(name), value, source, 0, 0));
        }
    }

    private static String text(final Map<String, Setting> settings, final String name) {
        return (String) settings.get(name).value();
    }
}
