package dev.bowline.gateway.binance.user;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AccountUpdate;
import dev.bowline.gateway.binance.market.SymbolTable;
import dev.bowline.gateway.json.FixedReader;
import dev.bowline.gateway.json.Piece;
import dev.bowline.gateway.json.ShortWords;

/**
 * Rows of an ACCOUNT_UPDATE in the very layout the venue sends; all are kept, because none may be
 * published before the last one is read.
 */
final class UsualAccountFrames {
    /** More rows are left to the general decoder. */
    private static final int MAX_ROWS = 32;

    private static final Piece BALANCES = Piece.of(",\"a\":{\"B\":[");
    private static final Piece BALANCE = Piece.of("{\"a\":\"");
    private static final Piece WALLET = Piece.of("\",\"wb\":\"");
    private static final Piece CROSS_WALLET = Piece.of("\",\"cw\":\"");
    private static final Piece CHANGE = Piece.of("\",\"bc\":\"");
    private static final Piece NEXT_BALANCE = Piece.of("\"},{\"a\":\"");
    private static final Piece BALANCES_END = Piece.of("\"}");
    private static final Piece POSITIONS = Piece.of("],\"P\":[");
    private static final Piece POSITION = Piece.of("{\"s\":\"");
    private static final Piece AMOUNT = Piece.of("\",\"pa\":\"");
    private static final Piece ENTRY_PRICE = Piece.of("\",\"ep\":\"");
    private static final Piece ACCUMULATED = Piece.of("\",\"cr\":\"");
    private static final Piece UNREALIZED = Piece.of("\",\"up\":\"");
    private static final Piece MARGIN_TYPE = Piece.of("\",\"mt\":\"");
    private static final Piece ISOLATED = Piece.of("isolated\"");
    private static final Piece UPPER_ISOLATED = Piece.of("ISOLATED\"");
    private static final Piece ISOLATED_WALLET = Piece.of("\",\"iw\":\"");
    private static final Piece ONE_WAY = Piece.of("\",\"ps\":\"BOTH");
    private static final Piece MARGIN_ASSET = Piece.of("\",\"ma\":\"");
    private static final Piece BREAK_EVEN = Piece.of("\",\"bep\":\"");
    private static final Piece NEXT_POSITION = Piece.of("\"},{\"s\":\"");
    private static final Piece REASON = Piece.of("],\"m\":\"");
    private static final Piece FUNDED_SYMBOL = Piece.of("\",\"S\":\"");
    private static final Piece END = Piece.of("\"}}");

    private final FixedReader reader;
    private final ShortWords symbols;
    private final AccountUpdate[] rows = new AccountUpdate[MAX_ROWS];
    private final int[] instrumentIds = new int[MAX_ROWS];
    private int count;

    UsualAccountFrames(final FixedReader reader, final ShortWords symbols) {
        this.reader = reader;
        this.symbols = symbols;
        for (int i = 0; i < MAX_ROWS; i++) {
            rows[i] = new AccountUpdate();
        }
    }

    int rows() {
        return count;
    }

    AccountUpdate row(final int index) {
        return rows[index];
    }

    int instrumentId(final int index) {
        return instrumentIds[index];
    }

    /**
     * Reads the {@code a} object and the brace behind it; the reader is lost if there are no rows.
     */
    void read() {
        count = 0;
        reader.expect(BALANCES);
        if (reader.skip(BALANCE)) {
            do {
                readBalance();
            } while (reader.skip(NEXT_BALANCE));
            reader.expect(BALANCES_END);
        }
        reader.expect(POSITIONS);
        if (reader.skip(POSITION)) {
            do {
                readPosition();
            } while (reader.skip(NEXT_POSITION));
            reader.expect(BALANCES_END);
        }
        reader.expect(REASON);
        final AccountReason reason = reader.word(UserTables.REASONS);
        if (reader.skip(FUNDED_SYMBOL)) {
            reader.skipText();
        }
        reader.expect(END);
        if (count == 0) {
            reader.lose();
        }
        for (int i = 0; i < count; i++) {
            rows[i].reason = reason;
        }
    }

    private void readBalance() {
        final AccountUpdate row = nextRow(AccountRow.BALANCE, -1);
        row.assetCode = reader.eightBytesOfText();
        reader.expect(WALLET);
        row.walletE8 = reader.signedTruncatedE8();
        reader.expect(CROSS_WALLET);
        row.crossWalletE8 = reader.signedTruncatedE8();
        reader.expect(CHANGE);
        row.changeE8 = reader.signedTruncatedE8();
    }

    private void readPosition() {
        final int from = reader.at();
        reader.skipText();
        final int instrumentId = symbols.codeOf(reader.bytes(), from, reader.at());
        if (instrumentId == SymbolTable.MISSING) {
            reader.lose();
        }
        final AccountUpdate row = nextRow(AccountRow.POSITION, instrumentId);
        reader.expect(AMOUNT);
        row.positionQtyE8 = reader.signedE8();
        reader.expect(ENTRY_PRICE);
        row.entryPriceE8 = reader.truncatedE8();
        skipOptional(BREAK_EVEN);
        reader.expect(ACCUMULATED);
        row.accumulatedRealizedE8 = reader.signedTruncatedE8();
        reader.expect(UNREALIZED);
        row.unrealizedE8 = reader.signedTruncatedE8();
        reader.expect(MARGIN_TYPE);
        row.isolated = reader.isAt(ISOLATED) || reader.isAt(UPPER_ISOLATED);
        reader.skipText();
        reader.expect(ISOLATED_WALLET);
        reader.skipText();
        reader.expect(ONE_WAY);
        skipOptional(MARGIN_ASSET);
        skipOptional(BREAK_EVEN);
    }

    private void skipOptional(final Piece name) {
        if (reader.skip(name)) {
            reader.skipText();
        }
    }

    private AccountUpdate nextRow(final AccountRow kind, final int instrumentId) {
        if (count == MAX_ROWS) {
            reader.lose();
            count = 0;
        }
        final AccountUpdate row = rows[count];
        instrumentIds[count++] = instrumentId;
        row.clear();
        row.row = kind;
        return row;
    }
}
