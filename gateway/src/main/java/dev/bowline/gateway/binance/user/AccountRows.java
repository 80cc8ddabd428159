package dev.bowline.gateway.binance.user;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AccountUpdate;
import dev.bowline.gateway.binance.market.DecodeCounters;
import dev.bowline.gateway.binance.market.SymbolTable;
import dev.bowline.gateway.json.CheckedFields;
import dev.bowline.gateway.json.FieldTable;
import dev.bowline.gateway.json.JsonScanner;
import dev.bowline.gateway.json.TextRange;

/** Goes through the balance rows, then the position rows, of one ACCOUNT_UPDATE. */
final class AccountRows {
    private final AccountUpdate update = new AccountUpdate();
    private final TextRange text = new TextRange();
    private final JsonScanner scanner;
    private final FieldTable row;
    private final SymbolTable symbols;
    private final CheckedFields fields;
    private final DecodeCounters counters;

    private FieldTable account;
    private AccountReason reason;
    private AccountRow kind;
    private int cursor;
    private boolean first;
    private int instrumentId;

    AccountRows(
            final JsonScanner scanner,
            final FieldTable row,
            final SymbolTable symbols,
            final CheckedFields fields,
            final DecodeCounters counters) {
        this.scanner = scanner;
        this.row = row;
        this.symbols = symbols;
        this.fields = fields;
        this.counters = counters;
    }

    /** Coin name packed as in {@link dev.bowline.core.event.AssetCode}, without a string. */
    static long assetCode(final TextRange text) {
        long code = 0;
        for (int i = Math.min(text.length(), Long.BYTES) - 1; i >= 0; i--) {
            code = (code << Byte.SIZE) | (text.buffer().getByte(text.offset() + i) & 0xFF);
        }
        return code;
    }

    /** Goes before the first row. */
    void start(final FieldTable source) {
        account = source;
        reason = UserTables.REASONS.orNull(account, 'm');
        if (reason == null) {
            reason = AccountReason.OTHER;
        }
        kind = AccountRow.BALANCE;
        enter('B');
    }

    /** Reads the next row; false behind the last one, or at the first that is wrong. */
    boolean next() {
        while (fields.fault() == CheckedFields.FINE) {
            scanner.moveTo(cursor);
            final int step = cursor < 0 ? 0 : scanner.nextElement(first);
            first = false;
            if (step == 1) {
                if (!scanner.scanObject(row)) {
                    fields.fail(CheckedFields.MALFORMED);
                    return false;
                }
                cursor = scanner.position();
                read();
                return fields.fault() == CheckedFields.FINE;
            }
            if (kind == AccountRow.POSITION) {
                return false;
            }
            kind = AccountRow.POSITION;
            enter('P');
        }
        return false;
    }

    boolean isUnknownSymbol() {
        return kind == AccountRow.POSITION && instrumentId == SymbolTable.MISSING;
    }

    int instrumentId() {
        return instrumentId;
    }

    /** Counts what of this row is not in the contract. */
    void countUnknowns() {
        final boolean balance = kind == AccountRow.BALANCE;
        counters.addUnknownFields(
                row.unknownFields(
                        balance ? UserTables.BALANCE_WORDS : UserTables.POSITION_WORDS,
                        balance ? UserTables.BALANCE_LETTERS : UserTables.POSITION_LETTERS));
        if (reason == AccountReason.OTHER && account.wordCode('m', UserTables.OTHER_REASONS) < 0) {
            counters.addUnknownWord();
        }
        // The engine trades in one-way mode; a hedge-mode row is news.
        if (!balance && row.wordCode(UserTables.POSITION_SIDE, UserTables.ONE_WAY) < 0) {
            counters.addUnknownWord();
        }
    }

    void copyTo(final AccountUpdate to) {
        copy(update, to);
    }

    static void copy(final AccountUpdate from, final AccountUpdate to) {
        to.row = from.row;
        to.reason = from.reason;
        to.assetCode = from.assetCode;
        to.walletE8 = from.walletE8;
        to.crossWalletE8 = from.crossWalletE8;
        to.changeE8 = from.changeE8;
        to.positionQtyE8 = from.positionQtyE8;
        to.entryPriceE8 = from.entryPriceE8;
        to.accumulatedRealizedE8 = from.accumulatedRealizedE8;
        to.unrealizedE8 = from.unrealizedE8;
        to.isolated = from.isolated;
    }

    private void enter(final int field) {
        first = true;
        cursor = -1;
        if (!account.has(field)) {
            return;
        }
        if (account.kind(field) != JsonScanner.ARRAY) {
            fields.fail(CheckedFields.MALFORMED);
            return;
        }
        cursor = account.start(field) + 1;
    }

    private void read() {
        update.clear();
        update.row = kind;
        update.reason = reason;
        fields.use(row);
        if (kind == AccountRow.BALANCE) {
            instrumentId = -1;
            fields.text('a', text);
            update.assetCode = assetCode(text);
            update.walletE8 = fields.signedTruncatedE8(UserTables.WALLET);
            update.crossWalletE8 = fields.signedTruncatedE8(UserTables.CROSS_WALLET);
            update.changeE8 = fields.optionalSignedE8(UserTables.BALANCE_CHANGE);
            return;
        }
        if (!row.isText('s')) {
            fields.fail(CheckedFields.MALFORMED);
        }
        instrumentId = symbols.idOf(row, 's');
        update.positionQtyE8 = fields.signedE8(UserTables.POSITION_AMOUNT);
        update.entryPriceE8 = fields.nonNegativeTruncatedE8(UserTables.ENTRY_PRICE);
        update.accumulatedRealizedE8 = fields.optionalSignedE8(UserTables.ACCUMULATED);
        update.unrealizedE8 = fields.optionalSignedE8(UserTables.UNREALIZED);
        update.isolated = row.wordCode(UserTables.MARGIN_TYPE, UserTables.ISOLATED) >= 0;
    }
}
