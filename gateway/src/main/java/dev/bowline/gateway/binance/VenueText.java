package dev.bowline.gateway.binance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.gateway.binance.user.ClientIds;
import dev.bowline.gateway.json.TextRange;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Values in slow replies, numbers as text or JSON number to E8. The venue's bytes are not trusted.
 */
final class VenueText {
    private VenueText() {}

    /**
     * A decimal.
     *
     * @throws IllegalArgumentException if the field is missing or no decimal that fits, naming it
     */
    static long requireE8(final JsonNode parent, final String field) {
        final long valueE8 = e8OrInvalid(parent.path(field));
        if (valueE8 == DecimalParser.INVALID) {
            throw new IllegalArgumentException(
                    field + "=" + shown(parent.path(field)) + " is no decimal that fits");
        }
        return valueE8;
    }

    /** A decimal, or {@code fallbackE8} where there is none. */
    static long e8Or(final JsonNode parent, final String field, final long fallbackE8) {
        final long valueE8 = e8OrInvalid(parent.path(field));
        return valueE8 == DecimalParser.INVALID ? fallbackE8 : valueE8;
    }

    /** An upper limit: a number too large for E8 is no limit at all. */
    static long limitE8(final JsonNode value) {
        final long valueE8 = e8OrInvalid(value);
        if (valueE8 != DecimalParser.INVALID) {
            return valueE8;
        }
        return text(value).matches("\\d{11,40}(\\.\\d*)?") ? Long.MAX_VALUE : 0;
    }

    static long e8OrInvalid(final JsonNode value) {
        final byte[] bytes = text(value).getBytes(StandardCharsets.UTF_8);
        return DecimalParser.tryParse(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    /** Whose order it is, by its client order id. */
    static void putIdentity(final String clientId, final char mode, final ExecutionReport report) {
        final byte[] bytes = clientId.getBytes(StandardCharsets.UTF_8);
        final TextRange text = new TextRange();
        text.set(new UnsafeBuffer(bytes), 0, bytes.length);
        final ClientIds ids = new ClientIds(mode);
        ids.read(text);
        report.origin = ids.origin();
        report.orderKey = ids.orderKey();
        report.runId = ids.runId();
    }

    private static String text(final JsonNode value) {
        // A JSON number becomes plain text; no arithmetic happens in the library's types.
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText("");
    }

    private static String shown(final JsonNode value) {
        final String text = value.isMissingNode() ? "(missing)" : value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
