package dev.bowline.gateway.binance.market;

import dev.bowline.gateway.json.CheckedFields;
import dev.bowline.gateway.json.DecimalText;
import dev.bowline.gateway.json.FieldTable;
import dev.bowline.gateway.json.JsonScanner;

/** Reads {@code [["price","qty"],…]} into the two arrays of one side of a book. */
final class DepthLevels {
    void readBids(
            final JsonScanner scanner,
            final FieldTable table,
            final int field,
            final DepthUpdate into,
            final CheckedFields fields) {
        into.bidCount = read(scanner, table, field, into.bidPricesE8, into.bidQtysE8, fields);
    }

    void readAsks(
            final JsonScanner scanner,
            final FieldTable table,
            final int field,
            final DepthUpdate into,
            final CheckedFields fields) {
        into.askCount = read(scanner, table, field, into.askPricesE8, into.askQtysE8, fields);
    }

    /** Number of levels; what is wrong goes to {@code fields}. */
    private static int read(
            final JsonScanner scanner,
            final FieldTable table,
            final int field,
            final long[] pricesE8,
            final long[] qtysE8,
            final CheckedFields fields) {
        if (table.kind(field) != JsonScanner.ARRAY) {
            fields.fail(CheckedFields.MALFORMED);
            return 0;
        }
        scanner.moveTo(table.start(field));
        scanner.enterArray();
        int count = 0;
        boolean first = true;
        while (scanner.nextElement(first) == 1) {
            first = false;
            if (count == pricesE8.length || !scanner.enterArray()) {
                fields.fail(CheckedFields.MALFORMED);
                return 0;
            }
            pricesE8[count] = readNumber(scanner, true, fields);
            qtysE8[count] = readNumber(scanner, false, fields);
            // More columns would be new to us; the two that are read keep their meaning.
            while (fields.fault() == CheckedFields.FINE && scanner.nextElement(false) == 1) {
                scanner.readValue();
            }
            if (fields.fault() != CheckedFields.FINE) {
                return 0;
            }
            count++;
        }
        return count;
    }

    private static long readNumber(
            final JsonScanner scanner, final boolean isPrice, final CheckedFields fields) {
        final byte kind = scanner.nextElement(isPrice) == 1 ? scanner.readValue() : JsonScanner.BAD;
        if (kind != JsonScanner.STRING && kind != JsonScanner.NUMBER) {
            fields.fail(CheckedFields.MALFORMED);
            return 0;
        }
        final int start = scanner.valueStart();
        final long valueE8 =
                DecimalText.exactE8(scanner.bytes(), start, scanner.valueEnd() - start);
        if (valueE8 < (isPrice ? 1 : 0)) {
            fields.fail(CheckedFields.ABSURD);
        }
        return valueE8;
    }
}
