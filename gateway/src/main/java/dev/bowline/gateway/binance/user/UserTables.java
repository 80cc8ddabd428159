package dev.bowline.gateway.binance.user;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.gateway.json.EnumWords;
import dev.bowline.gateway.json.FieldTable;
import dev.bowline.gateway.json.WordTable;

/**
 * Names of the user stream's fields, events and words, and the tables one frame is read into.
 *
 * <p>USDⓈ-M docs, User Data Streams, read 2026-11-20.
 */
final class UserTables {
    static final int DATA = 1;
    static final int RESULT = 2;
    static final int ID = 3;
    static final int ERROR = 4;
    static final int CODE = 5;
    static final int STOP_PRICE = 6; // sp
    static final int AVERAGE_PRICE = 7; // ap
    static final int REALIZED = 8; // rp
    static final int EXPIRY_REASON = 9; // er
    static final int CLOSE_POSITION = 10; // cp
    static final int POSITION_SIDE = 11; // ps
    static final int CLIENT_ALGO_ID = 12; // caid
    static final int ALGO_ID = 13; // aid
    static final int CHILD_ORDER_ID = 14; // ai
    static final int TRIGGER_PRICE = 15; // tp
    static final int EXECUTED_QTY = 16; // aq
    static final int FAILURE = 17; // rm
    static final int WALLET = 18; // wb
    static final int CROSS_WALLET = 19; // cw
    static final int BALANCE_CHANGE = 20; // bc
    static final int POSITION_AMOUNT = 21; // pa
    static final int ENTRY_PRICE = 22; // ep
    static final int ACCUMULATED = 23; // cr
    static final int UNREALIZED = 24; // up
    static final int MARGIN_TYPE = 25; // mt
    static final int CONFIG = 26; // ac

    /** Position of each event in {@link #EVENTS}; those behind the named ones make no slot. */
    static final int ORDER_TRADE_UPDATE = 0;

    static final int TRADE_LITE = 1;
    static final int ALGO_UPDATE = 2;
    static final int ACCOUNT_UPDATE = 3;
    static final int LISTEN_KEY_EXPIRED = 4;
    static final int MARGIN_CALL = 5;
    static final int ACCOUNT_CONFIG_UPDATE = 6;

    static final WordTable EVENTS =
            new WordTable(
                    "ORDER_TRADE_UPDATE",
                    "TRADE_LITE",
                    "ALGO_UPDATE",
                    "ACCOUNT_UPDATE",
                    "listenKeyExpired",
                    "MARGIN_CALL",
                    "ACCOUNT_CONFIG_UPDATE",
                    "STRATEGY_UPDATE",
                    "GRID_UPDATE",
                    "CONDITIONAL_ORDER_TRIGGER_REJECT");

    static final EnumWords<Side> SIDES = new EnumWords<>(Side.values());
    static final EnumWords<OrderType> TYPES = new EnumWords<>(OrderType.values());
    static final EnumWords<TimeInForce> TIMES_IN_FORCE = new EnumWords<>(TimeInForce.values());
    static final EnumWords<ExecutionType> EXECUTIONS = new EnumWords<>(ExecutionType.values());
    static final EnumWords<VenueOrderStatus> STATES = new EnumWords<>(VenueOrderStatus.values());
    static final EnumWords<AccountReason> REASONS = new EnumWords<>(AccountReason.values());

    /** Reasons that are in the contract and mean nothing to the engine. */
    static final WordTable OTHER_REASONS =
            new WordTable(
                    "WITHDRAW_REJECT",
                    "ADMIN_DEPOSIT",
                    "ADMIN_WITHDRAW",
                    "MARGIN_TRANSFER",
                    "OPTIONS_PREMIUM_FEE",
                    "OPTIONS_SETTLE_PROFIT",
                    "AUTO_EXCHANGE",
                    "COIN_SWAP_DEPOSIT",
                    "COIN_SWAP_WITHDRAW");

    static final WordTable ISOLATED = new WordTable("isolated", "ISOLATED");
    static final WordTable ONE_WAY = new WordTable("BOTH");

    private static final WordTable NAMES =
            new WordTable(
                    "stream",
                    "data",
                    "result",
                    "id",
                    "error",
                    "code",
                    "sp",
                    "ap",
                    "rp",
                    "er",
                    "cp",
                    "ps",
                    "caid",
                    "aid",
                    "ai",
                    "tp",
                    "aq",
                    "rm",
                    "wb",
                    "cw",
                    "bc",
                    "pa",
                    "ep",
                    "cr",
                    "up",
                    "mt",
                    "ac",
                    "st",
                    "wt",
                    "ot",
                    "pP",
                    "si",
                    "ss",
                    "pm",
                    "gtd",
                    "AP",
                    "at",
                    "tt",
                    "ia",
                    "act",
                    "iw",
                    "ma",
                    "bep",
                    "listenKey");

    /** Fields that are in the contract; the rest is counted. */
    static final long HEAD_WORDS = words("stream", "data", "st");

    static final long HEAD_LETTERS = FieldTable.letters("eTEoa");
    static final long LITE_LETTERS = FieldTable.letters("eTEsqpmcSLlti");
    static final long ORDER_LETTERS = FieldTable.letters("scSofqpxXiMlzLTtbamnNRV");
    static final long ORDER_WORDS =
            words(
                    "ap", "sp", "wt", "ot", "ps", "cp", "AP", "cr", "rp", "pP", "si", "ss", "pm",
                    "gtd", "er", "st");
    static final long ALGO_LETTERS = FieldTable.letters("osSfqXpVR");
    static final long ALGO_WORDS =
            words(
                    "caid", "aid", "at", "ps", "ai", "ap", "aq", "act", "tp", "wt", "pm", "cp",
                    "pP", "tt", "gtd", "rm", "ia");
    static final long ACCOUNT_LETTERS = FieldTable.letters("mBPS");
    static final long BALANCE_LETTERS = FieldTable.letters("a");
    static final long BALANCE_WORDS = words("wb", "cw", "bc");
    static final long POSITION_LETTERS = FieldTable.letters("s");
    static final long POSITION_WORDS = words("pa", "ep", "bep", "cr", "up", "mt", "iw", "ps", "ma");

    final FieldTable row = new FieldTable(NAMES);
    final FieldTable error = new FieldTable(NAMES);
    final FieldTable topConfig = new FieldTable(NAMES);
    final FieldTable dataConfig = new FieldTable(NAMES);
    final FieldTable topOrder = new FieldTable(NAMES);
    final FieldTable topAccount = new FieldTable(NAMES);
    final FieldTable dataOrder = new FieldTable(NAMES);
    final FieldTable dataAccount = new FieldTable(NAMES);
    final FieldTable data =
            new FieldTable(NAMES)
                    .withChild('o', dataOrder)
                    .withChild('a', dataAccount)
                    .withChild(CONFIG, dataConfig);
    final FieldTable top =
            new FieldTable(NAMES)
                    .withChild(DATA, data)
                    .withChild('o', topOrder)
                    .withChild('a', topAccount)
                    .withChild(CONFIG, topConfig)
                    .withChild(ERROR, error);

    private static long words(final String... names) {
        long set = 0;
        for (final String name : names) {
            set |= FieldTable.words(NAMES.codeOf(name));
        }
        return set;
    }
}
