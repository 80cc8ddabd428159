package dev.bowline.ops.config;

import java.util.List;

/** Rows of the table: where we trade, what, and with which keys. */
final class VenueKeys {
    private static final String COIN = "[A-Z0-9]{2,10}";
    private static final String HTTP = "https?://[^\\s]+";
    private static final String WEB_SOCKET = "wss?://[^\\s]+";

    private VenueKeys() {}

    static void addTo(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.choice(
                        "venue.mode",
                        "sim",
                        List.of("sim", "testnet", "prod", "paper"),
                        "sim is the embedded exchange, testnet the venue's demo, prod real money,"
                                + " paper real market data with the embedded exchange filling;"
                                + " TESTNET=true means testnet"));
        keys.add(
                KeyRows.flag(
                        "venue.arm-prod",
                        "false",
                        "must be true for venue.mode=prod: real money is at stake"));
        keys.add(
                KeyRows.text(
                                "venue.quote-coin",
                                "",
                                COIN,
                                "coin prices are in; not given: USDT on testnet, else USDC")
                        .withEnv("QUOTE_COIN"));
        keys.add(
                KeyRows.text(
                                "venue.settle-coin",
                                "",
                                COIN,
                                "coin of the margin account; not given: the quote coin")
                        .withEnv("SETTLE_COIN"));
        keys.add(KeyRows.text("venue.rest-url", "", HTTP, "REST base; not given: the mode's host"));
        keys.add(
                KeyRows.text(
                        "venue.stream-url",
                        "",
                        WEB_SOCKET,
                        "base of the streams, without /public, /market, /private; not given: the"
                                + " mode's host"));
        addOrderEntry(keys);
        keys.add(
                KeyRows.duration(
                        "venue.recv-window-ms",
                        "5s",
                        100,
                        60_000,
                        "how long a signed request stays valid at the venue"));
        addIntervals(keys);
        addUniverse(keys);
        addSecrets(keys);
    }

    private static void addOrderEntry(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.choice(
                        "venue.order-entry",
                        "rest",
                        List.of("rest", "websocket"),
                        "which way orders leave; websocket is the venue's WebSocket API with REST"
                                + " taking over whenever it is not usable: an ed25519 key logs the"
                                + " connection on, with hmac and rsa each request is signed"));
        keys.add(
                KeyRows.text(
                        "venue.order-api-url",
                        "",
                        WEB_SOCKET,
                        "WebSocket API with its path, for venue.order-entry=websocket; not given:"
                                + " the mode's host, or /ws-fapi/v1 of a given venue.stream-url"));
    }

    private static void addIntervals(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.duration(
                        "venue.reconcile-interval-ms",
                        "30s",
                        0,
                        3_600_000,
                        "between two reads of positions and orders, to find differences (about"
                                + " 100 of the minute's request weight each); 0: only after a"
                                + " reconnect"));
        keys.add(
                KeyRows.duration(
                        "venue.poll-interval-ms",
                        "2s",
                        100,
                        600_000,
                        "between reads of positions, orders and fills while the user stream is"
                                + " down; longer where they would cost more than half the request"
                                + " weight"));
        keys.add(
                KeyRows.duration(
                        "venue.ticker-interval-ms",
                        "2s",
                        100,
                        600_000,
                        "between reads of prices for the exits while a market stream is down"));
        keys.add(
                KeyRows.integer(
                        "venue.silence-multiple",
                        "3",
                        2,
                        60,
                        "intervals",
                        "a market stream that brings nothing for so many of its intervals is down;"
                                + " mark prices come each second"));
        keys.add(
                KeyRows.duration(
                        "venue.book-interval-ms",
                        "10s",
                        100,
                        60_000,
                        "in which some book of the universe is expected to change: the interval of"
                                + " the books' connection, as their stream has none of its own"));
        keys.add(
                KeyRows.duration(
                        "venue.user-silence-ms",
                        "60s",
                        1_000,
                        3_600_000,
                        "user data without an answer to our ping for so long are down; pings go out"
                                + " three times as often"));
        addConnections(keys);
    }

    private static void addConnections(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.duration(
                        "venue.reconnect-delay-ms",
                        "5s",
                        100,
                        600_000,
                        "before the first attempt to open a stream again; doubles with each, give or"
                                + " take 20 %"));
        keys.add(
                KeyRows.duration(
                        "venue.reconnect-max-ms",
                        "300s",
                        100,
                        3_600_000,
                        "longest wait between two attempts"));
        keys.add(
                KeyRows.integer(
                        "venue.reconnect-attempts",
                        "10",
                        1,
                        1_000,
                        "attempts",
                        "failed attempts in a row after which an outage is called permanent; slow"
                                + " attempts go on"));
        keys.add(
                KeyRows.duration(
                        "venue.listen-key-interval-ms",
                        "25m",
                        60_000,
                        3_300_000,
                        "between extensions of the key of the user stream, which lives for an hour"));
        keys.add(
                KeyRows.duration(
                        "venue.clock-interval-ms",
                        "10m",
                        1_000,
                        86_400_000,
                        "between measurements of the venue's clock"));
    }

    private static void addUniverse(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.list(
                        "universe.symbols",
                        "XRP, DOGE, 1000SHIB, LINK, ADA",
                        "[A-Z0-9]{1,24}",
                        "instruments to trade; the quote coin is appended where it is missing"));
        addCredentials(keys);
    }

    private static void addCredentials(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.choice(
                        "credentials.kind",
                        "hmac",
                        List.of("hmac", "ed25519", "rsa"),
                        "how requests are signed, which the secret must fit; for ed25519 and rsa"
                                + " it is the private key as PKCS#8 PEM"));
    }

    private static void addSecrets(final List<ConfigKey> keys) {
        keys.add(
                KeyRows.secret(
                        "credentials.api-key",
                        "BINANCE_API_KEY",
                        "only from the environment, .env or a file of mode 0600"));
        keys.add(
                KeyRows.secret(
                        "credentials.api-secret",
                        "BINANCE_API_SECRET",
                        "only from the environment, .env or a file of mode 0600"));
        keys.add(
                KeyRows.text(
                                "credentials.api-key-file",
                                "",
                                null,
                                "file of mode 0600 holding the key")
                        .withEnv("BINANCE_API_KEY_FILE"));
        keys.add(
                KeyRows.text(
                                "credentials.api-secret-file",
                                "",
                                null,
                                "file of mode 0600 holding the secret")
                        .withEnv("BINANCE_API_SECRET_FILE"));
        keys.add(
                KeyRows.secret(
                        "telegram.bot-token",
                        "TELEGRAM_BOT_TOKEN",
                        "only from the environment, .env or a file of mode 0600"));
        keys.add(
                KeyRows.text(
                                "telegram.bot-token-file",
                                "",
                                null,
                                "file of mode 0600 holding the token")
                        .withEnv("TELEGRAM_BOT_TOKEN_FILE"));
        keys.add(
                KeyRows.text(
                                "telegram.chat-id",
                                "",
                                "-?[0-9]+",
                                "chat that will be told; this version sends nothing and says so")
                        .withEnv("TELEGRAM_CHAT_ID"));
    }
}
