package dev.bowline.gateway.binance.market;

import dev.bowline.gateway.json.CheckedFields;
import dev.bowline.gateway.json.FieldTable;
import dev.bowline.gateway.json.JsonScanner;
import dev.bowline.gateway.json.WordTable;
import org.agrona.DirectBuffer;

/** Body of {@code GET /fapi/v1/depth} to levels. One thread; allocates nothing. */
public final class DepthSnapshotDecoder {
    private static final int LAST_UPDATE_ID = 0;
    private static final int BIDS = 1;
    private static final int ASKS = 2;
    private static final WordTable NAMES = new WordTable("lastUpdateId", "bids", "asks");

    private final JsonScanner scanner = new JsonScanner();
    private final FieldTable body = new FieldTable(NAMES);
    private final CheckedFields fields = new CheckedFields();
    private final DepthLevels levels = new DepthLevels();

    /**
     * Fills {@code into}; the caller sets the instrument.
     *
     * @return {@link DecodeResult#DEPTH}, or MALFORMED or ABSURD_NUMBER
     */
    public DecodeResult decode(
            final DirectBuffer buffer, final int offset, final int length, final DepthUpdate into) {
        into.clear();
        scanner.wrap(buffer, offset, length);
        if (!scanner.scanObject(body) || !scanner.atEnd()) {
            return DecodeResult.MALFORMED;
        }
        fields.start(body);
        into.lastUpdateId = fields.natural(LAST_UPDATE_ID);
        into.firstUpdateId = into.lastUpdateId;
        into.eventTimeMs = fields.optionalNatural('E', 0);
        into.transactionTimeMs = fields.optionalNatural('T', 0);
        levels.readBids(scanner, body, BIDS, into, fields);
        levels.readAsks(scanner, body, ASKS, into, fields);
        return switch (fields.fault()) {
            case CheckedFields.FINE -> DecodeResult.DEPTH;
            case CheckedFields.ABSURD -> DecodeResult.ABSURD_NUMBER;
            default -> DecodeResult.MALFORMED;
        };
    }
}
