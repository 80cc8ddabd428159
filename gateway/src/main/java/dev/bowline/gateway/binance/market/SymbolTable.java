package dev.bowline.gateway.binance.market;

import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.gateway.json.FieldTable;
import dev.bowline.gateway.json.ShortWords;
import dev.bowline.gateway.json.WordTable;
import org.agrona.DirectBuffer;

/**
 * From the bytes of a symbol (UTF-8) to the dense instrument id, without making a string. Built
 * once from a registry, read-only afterwards; a changed registry needs a new table.
 */
public final class SymbolTable {
    /** Returned for a symbol that is not in the table. */
    public static final int MISSING = WordTable.MISSING;

    private final WordTable symbols;
    private final ShortWords shortNames;

    /** Copies what the registry holds now. */
    public SymbolTable(final InstrumentRegistry registry) {
        final String[] names = new String[registry.count()];
        for (int i = 0; i < names.length; i++) {
            names[i] = registry.byIdOrNull(i).symbol();
        }
        symbols = new WordTable(names);
        shortNames = new ShortWords(names);
    }

    /** Symbols of at most 16 bytes, which most are. */
    public ShortWords shortNames() {
        return shortNames;
    }

    /** Instrument id of the symbol in these bytes, or {@link #MISSING}. Allocates nothing. */
    public int idOf(final DirectBuffer buffer, final int offset, final int length) {
        return symbols.codeOf(buffer, offset, length);
    }

    /** Instrument id of the symbol in a field, or {@link #MISSING}. Allocates nothing. */
    public int idOf(final FieldTable table, final int field) {
        return table.wordCode(field, symbols);
    }
}
