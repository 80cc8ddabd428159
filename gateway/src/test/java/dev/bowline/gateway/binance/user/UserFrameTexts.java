package dev.bowline.gateway.binance.user;

import dev.bowline.core.event.Side;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import java.util.Random;

/** Random user frames in the venue's order of fields; a few values of them are odd. */
final class UserFrameTexts {
    static final String[] SYMBOLS = {
        "BTCUSDT",
        "XRPUSDC",
        "ETHUSDC",
        "BNBUSDT",
        "DOTUSDT",
        "1000000MOGUSDT_P",
        "1000000MOGUSDT_261225"
    };

    private static final String ID_BYTES = "0129azbwsptrBSECT-_.Zx";
    private final Random random;

    UserFrameTexts(final Random random) {
        this.random = random;
    }

    /** A frame of kind 0 to 3: order, lite, algo, account. */
    String frame(final int kind) {
        return switch (kind) {
            case 0 -> order();
            case 1 -> lite();
            case 2 -> algo();
            default -> account();
        };
    }

    /** Our own id, or something that is nearly one, or the venue's. */
    String clientId() {
        return switch (random.nextInt(8)) {
            case 0 ->
                    new String[] {"autoclose-", "adl_autoclose", "settlement_autoclose-"}
                                    [random.nextInt(3)]
                            + digits(random.nextInt(9));
            case 1 -> "delivery_autoclose-1".substring(0, 1 + random.nextInt(20));
            case 2 -> "bwsS3-" + base36(12) + "-" + base36(12) + "-" + idByte() + base36(3);
            case 3 -> "bwpB3-2l-3mv-S2";
            case 4 -> "";
            default ->
                    ClientOrderId.toText(
                            's',
                            random.nextInt() >>> (1 + random.nextInt(30)),
                            ClientOrderId.key(
                                    1 + (random.nextLong() >>> (24 + random.nextInt(39))),
                                    random.nextInt(36),
                                    random.nextBoolean() ? Side.BUY : Side.SELL,
                                    OrderLeg.byCodeOrNull(random.nextInt(4)),
                                    random.nextInt(256)));
        };
    }

    char idByte() {
        return ID_BYTES.charAt(random.nextInt(ID_BYTES.length()));
    }

    private String base36(final int most) {
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            text.append(Character.forDigit(random.nextInt(36), 36));
        }
        return text.toString();
    }

    private String order() {
        return start("ORDER_TRADE_UPDATE", random.nextInt(10) == 0)
                + ",\"o\":{"
                + text("s", symbol()).substring(1)
                + text("c", clientId())
                + text("S", side())
                + text("o", type())
                + text("f", inForce())
                + decimal("q")
                + longDecimal("p")
                + longDecimal("ap")
                + longDecimal("sp")
                + text("x", oneOf("NEW", "TRADE", "TRADE", "CALCULATED", "EXPIRED", "DARK"))
                + text("X", status())
                + number("i")
                + decimal("l")
                + decimal("z")
                + decimal("L")
                + signed("n")
                + text("N", coin())
                + number("T")
                + number("t")
                + text("b", anything())
                + text("a", anything())
                + flag("m")
                + flag("R")
                + text("wt", anything())
                + text("ot", type())
                + text("ps", oneOf("BOTH", "LONG"))
                + flag("cp")
                + signed("rp")
                + flag("pP")
                + number("si")
                + number("ss")
                + text("V", anything())
                + text("pm", "NONE")
                + number("gtd")
                + text("er", whole())
                + (random.nextInt(5) == 0 ? text("M", anything()) : "")
                + "}}";
    }

    private String lite() {
        return start("TRADE_LITE", random.nextInt(10) != 0)
                + text("s", symbol())
                + decimal("q")
                + longDecimal("p")
                + flag("m")
                + text("c", clientId())
                + text("S", side())
                + decimal("L")
                + decimal("l")
                + number("t")
                + number("i")
                + "}";
    }

    private String algo() {
        final String child =
                longDecimal("ap")
                        + longDecimal("aq")
                        + text("act", type())
                        + (random.nextInt(5) == 0 ? text("rm", "Reduce Only reject") : "");
        return start("ALGO_UPDATE", random.nextInt(10) == 0)
                + ",\"o\":{"
                + text("caid", clientId()).substring(1)
                + number("aid")
                + text("at", "CONDITIONAL")
                + text("o", type())
                + text("s", symbol())
                + text("S", side())
                + text("ps", oneOf("BOTH", "SHORT"))
                + text("f", inForce())
                + decimal("q")
                + text("X", status())
                + text("ai", random.nextBoolean() ? "" : whole())
                + longDecimal("tp")
                + longDecimal("p")
                + text("V", anything())
                + text("wt", anything())
                + text("pm", anything())
                + flag("cp")
                + flag("pP")
                + flag("R")
                + number("tt")
                + number("gtd")
                + flag("ia")
                + (random.nextBoolean() ? child : "")
                + "}}";
    }

    private String account() {
        final StringBuilder rows = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            rows.append(rows.isEmpty() ? "{" : ",{").append(text("a", coin()).substring(1));
            rows.append(signed("wb")).append(signed("cw")).append(signed("bc")).append('}');
        }
        final StringBuilder positions = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            positions.append(positions.isEmpty() ? "{" : ",{").append(position()).append('}');
        }
        return start("ACCOUNT_UPDATE", random.nextInt(10) == 0)
                + ",\"a\":{\"B\":["
                + rows
                + "],\"P\":["
                + positions
                + "]"
                + text("m", oneOf("ORDER", "FUNDING_FEE", "DEPOSIT", "MARGIN_TYPE_CHANGE"))
                + (random.nextInt(3) == 0 ? text("S", symbol()) : "")
                + "}}";
    }

    private String position() {
        final String sign = random.nextBoolean() ? "-" : "";
        return text("s", symbol()).substring(1)
                + text("pa", sign + decimal())
                + longDecimal("ep")
                + (random.nextInt(4) == 0 ? text("bep", anything()) : "")
                + signed("cr")
                + signed("up")
                + text("mt", oneOf("cross", "isolated", "ISOLATED", "isolate", ""))
                + text("iw", anything())
                + text("ps", random.nextInt(20) == 0 ? "LONG" : "BOTH")
                + (random.nextInt(4) == 0 ? "" : text("ma", coin()))
                + (random.nextInt(4) == 0 ? "" : text("bep", anything()));
    }

    private String start(final String type, final boolean eventTimeFirst) {
        return "{\"e\":\""
                + type
                + "\""
                + (eventTimeFirst ? number("E") + number("T") : number("T") + number("E"));
    }

    private String symbol() {
        return random.nextInt(60) == 0
                ? "NONESUCH"
                : SYMBOLS[random.nextInt(random.nextInt(20) == 0 ? 7 : 6)];
    }

    private String side() {
        return random.nextInt(80) == 0 ? "HOLD" : oneOf("BUY", "SELL");
    }

    private String type() {
        return random.nextInt(60) == 0
                ? oneOf("DARK", "UNKNOWN")
                : oneOf("LIMIT", "MARKET", "STOP_MARKET", "TAKE_PROFIT_MARKET");
    }

    private String inForce() {
        return random.nextInt(60) == 0 ? "" : oneOf("GTC", "IOC", "GTX", "GTE_GTC");
    }

    private String status() {
        return random.nextInt(60) == 0
                ? "UNKNOWN"
                : oneOf("NEW", "PARTIALLY_FILLED", "FILLED", "EXPIRED_IN_MATCH", "REJECTED");
    }

    private String coin() {
        return oneOf("USDC", "BNB", "", "BFUSD", "LONGCOINNAME");
    }

    private String anything() {
        return oneOf("0", "100.15720", "EXPIRE_MAKER", "", "a{b}c:,[d]", "\u00e9\u20ac");
    }

    private String oneOf(final String... words) {
        return words[random.nextInt(words.length)];
    }

    private static String text(final String name, final String value) {
        return ",\"" + name + "\":\"" + value + "\"";
    }

    private String number(final String name) {
        return ",\"" + name + "\":" + whole();
    }

    private String flag(final String name) {
        return ",\"" + name + "\":" + random.nextBoolean();
    }

    private String decimal(final String name) {
        return text(name, decimal());
    }

    private String longDecimal(final String name) {
        final boolean more = random.nextInt(6) == 0;
        return text(name, more ? digits(3) + "." + digits(7 + random.nextInt(20)) : decimal());
    }

    private String signed(final String name) {
        final String sign = random.nextInt(3) == 0 ? "-" : "";
        return longDecimal(name).replace(":\"", ":\"" + sign);
    }

    /** Mostly plain; sometimes zero, negative, too long, or no number at all. */
    private String decimal() {
        return switch (random.nextInt(400)) {
            case 0 -> "-0";
            case 1 -> "-" + digits(3) + "." + digits(8);
            case 2 -> digits(1 + random.nextInt(20)) + "." + digits(random.nextInt(12));
            case 3 -> "." + digits(2);
            case 4 -> "";
            case 5 -> "00" + digits(2) + ".50";
            case 6 -> digits(1 + random.nextInt(20));
            case 7 -> "--1";
            case 8 -> digits(3) + ".";
            case 9 -> "1.5.5";
            default ->
                    random.nextInt(20) == 0
                            ? "0"
                            : (1 + random.nextInt(9))
                                    + digits(random.nextInt(9))
                                    + (random.nextBoolean()
                                            ? ""
                                            : "." + digits(1 + random.nextInt(8)));
        };
    }

    private String whole() {
        return switch (random.nextInt(300)) {
            case 0 -> "0" + digits(3);
            case 1 -> "9" + digits(random.nextInt(22));
            case 2 -> "-5";
            case 3 -> "1.5";
            default -> random.nextInt(9) == 0 ? "0" : "1" + digits(random.nextInt(16));
        };
    }

    private String digits(final int count) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }
}
