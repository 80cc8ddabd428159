package dev.bowline.gateway.binance.rest;

import dev.bowline.gateway.json.TextRange;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the venue's status codes and error codes mean for the sender. Codes are stable, texts are
 * not: the text decides only where one code stands for two things (HTTP 503 and -2010).
 *
 * <p>USDⓈ-M docs, Error Codes and General Info, read 2026-11-20.
 */
public final class VenueError {
    /** Order does not exist; the definite answer of a lookup. */
    public static final int NO_SUCH_ORDER = -2013;

    /** New order rejected, for a reason that only the text tells. */
    public static final int NEW_ORDER_REJECTED = -2010;

    /** The client order id is that of an open order: the earlier attempt is alive. */
    public static final int DUPLICATE_CLIENT_ID = -4116;

    /** Throttled by system protection; definitely not executed. */
    public static final int THROTTLED = -1008;

    /** Too many orders in the window. */
    public static final int TOO_MANY_ORDERS = -1015;

    private static final int DISCONNECTED = -1001;
    private static final byte[] SERVICE_UNAVAILABLE = bytes("Service Unavailable.");
    private static final byte[] UNABLE_TO_PROCESS = bytes("Internal error; unable to process");
    private static final byte[] DUPLICATE = bytes("Duplicate order");

    private static final int[] IN_DOUBT_CODES = {-1000, -1006, -1007};

    private static final int[] RETRY_CODES = {DISCONNECTED, -1003, THROTTLED, TOO_MANY_ORDERS};

    private static final int[] RESYNC_CLOCK_CODES = {-1021, -5028};

    private static final int[] SUCCESS_CODES = {-4046, -4059, -4171, -5027};

    private static final int[] STOP_CODES = {
        -1002, -1016, -1020, -1022, -1099, -2014, -2015, -2017, -2023, -4061, -4087, -4088, -4109,
        -4189, -4192, -4402, -4403
    };

    private static final int[] RECONCILE_CODES = {
        -1125,
        -2011,
        -2012,
        NO_SUCH_ORDER,
        -2022,
        -2024,
        -4047,
        -4048,
        -4049,
        -4050,
        -4051,
        -4052,
        -4053,
        -4054,
        -4055,
        -4067,
        -4068,
        DUPLICATE_CLIENT_ID,
        -4117,
        -4118,
        -4130,
        -4167,
        -4168,
        -4169,
        -4170,
        -4172,
        -4509,
        -4531,
        -5024,
        -5025,
        -5026,
        -5029,
        -5043,
        -5047
    };

    private static final int[] REFUSED_CODES = {
        -1010, -1013, -1014, -1023, -1100, -1101, -1102, -1103, -1104, -1105,
        -1106, -1108, -1109, -1110, -1111, -1112, -1114, -1115, -1116, -1117,
        -1118, -1119, -1120, -1121, -1122, -1127, -1128, -1130, -1136, NEW_ORDER_REJECTED,
        -2018, -2019, -2020, -2021, -2025, -2026, -2027, -2028, -4000, -4001,
        -4002, -4003, -4004, -4005, -4006, -4007, -4013, -4014, -4015, -4016,
        -4021, -4023, -4024, -4028, -4031, -4032, -4045, -4060, -4062, -4082,
        -4083, -4105, -4106, -4107, -4120, -4131, -4135, -4136, -4137, -4138,
        -4139, -4140, -4141, -4142, -4144, -4161, -4164, -4165, -4183, -4184,
        -4202, -4203, -4204, -4205, -4206, -4207, -4208, -4209, -4210, -4211,
        -4400, -4401, -4425, -5021, -5022, -5037, -5038, -5039, -5040, -5041
    };

    private static final Reaction[] BY_CODE = table();

    private VenueError() {}

    /**
     * Classifies a reply.
     *
     * @param httpStatus status of the reply
     * @param code the venue's code, 0 if the body had none
     * @param message text of {@code msg}, empty if there was none
     * @return what to do
     */
    public static Reaction classify(final int httpStatus, final int code, final TextRange message) {
        if (httpStatus >= 500) {
            return classifyServerError(httpStatus, code, message);
        }
        if (httpStatus == 418 || httpStatus == 429) {
            return Reaction.RETRY;
        }
        if (httpStatus == 408) {
            return Reaction.IN_DOUBT;
        }
        if (httpStatus == 403 || httpStatus == 404 || (httpStatus == 401 && code == 0)) {
            return Reaction.STOP;
        }
        final boolean success = httpStatus >= 200 && httpStatus < 300;
        if (code == 0) {
            // A refusal that does not say what was refused proves nothing.
            return success ? Reaction.SUCCESS : Reaction.IN_DOUBT;
        }
        if (!success && (httpStatus < 400)) {
            return Reaction.IN_DOUBT;
        }
        if (code == NEW_ORDER_REJECTED && message.startsWith(DUPLICATE)) {
            return Reaction.RECONCILE;
        }
        final Reaction known = byCodeOrNull(code);
        return known == null ? Reaction.REFUSED : known;
    }

    /** As above with the text as a string; for slow callers and tests. */
    public static Reaction classify(final int httpStatus, final int code, final String message) {
        final TextRange text = new TextRange();
        final byte[] utf8 = message.getBytes(StandardCharsets.UTF_8);
        text.set(new UnsafeBuffer(utf8), 0, utf8.length);
        return classify(httpStatus, code, text);
    }

    /** As above with the text as bytes. Allocates. */
    public static Reaction classify(
            final int httpStatus,
            final int code,
            final DirectBuffer message,
            final int offset,
            final int length) {
        final TextRange text = new TextRange();
        text.set(message, offset, length);
        return classify(httpStatus, code, text);
    }

    /** Whether the code is in the table. */
    public static boolean isKnown(final int code) {
        return byCodeOrNull(code) != null;
    }

    /** Only three texts of the venue say "definitely failed"; anything else may have executed. */
    private static Reaction classifyServerError(
            final int httpStatus, final int code, final TextRange message) {
        if (code == THROTTLED) {
            return Reaction.RETRY;
        }
        if (httpStatus == 503 && message.startsWith(SERVICE_UNAVAILABLE)) {
            return Reaction.RETRY;
        }
        return code == DISCONNECTED && message.startsWith(UNABLE_TO_PROCESS)
                ? Reaction.RETRY
                : Reaction.IN_DOUBT;
    }

    private static Reaction byCodeOrNull(final int code) {
        return code <= 0 && code > -BY_CODE.length ? BY_CODE[-code] : null;
    }

    private static Reaction[] table() {
        final Reaction[] table = new Reaction[6000];
        put(table, IN_DOUBT_CODES, Reaction.IN_DOUBT);
        put(table, RETRY_CODES, Reaction.RETRY);
        put(table, RESYNC_CLOCK_CODES, Reaction.RESYNC_CLOCK);
        put(table, SUCCESS_CODES, Reaction.SUCCESS);
        put(table, STOP_CODES, Reaction.STOP);
        put(table, RECONCILE_CODES, Reaction.RECONCILE);
        put(table, REFUSED_CODES, Reaction.REFUSED);
        return table;
    }

    private static void put(final Reaction[] table, final int[] codes, final Reaction reaction) {
        for (final int code : codes) {
            table[-code] = reaction;
        }
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
