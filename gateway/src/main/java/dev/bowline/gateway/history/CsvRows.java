package dev.bowline.gateway.history;

import dev.bowline.core.num.DecimalParser;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Rows of one CSV file, plain, {@code .gz} or {@code .zip} (one file inside), one at a time. Reads
 * through a buffer, so the size of the file does not matter. Allocates nothing per row.
 */
final class CsvRows implements Closeable {
    private static final int READ_BYTES = 1 << 16;
    private static final int MAX_LINE_BYTES = 4_096;
    private static final int MAX_COLUMNS = 32;

    private final Path file;
    private final long sizeBytes;
    private final Counted counted;
    private final InputStream in;
    private final byte[] block = new byte[READ_BYTES];
    private final byte[] line = new byte[MAX_LINE_BYTES];
    private final UnsafeBuffer text = new UnsafeBuffer(line);
    private final int[] starts = new int[MAX_COLUMNS + 1];
    private int blockAt;
    private int blockEnd;
    private int length;
    private int columns;
    private long lineNumber;
    private boolean replay;

    /** Counts what was read of the file itself, compressed or not. */
    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(final InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            final int value = super.read();
            bytes += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(final byte[] into, final int offset, final int count) throws IOException {
            final int got = super.read(into, offset, count);
            bytes += Math.max(0, got);
            return got;
        }
    }

    CsvRows(final Path file) {
        this.file = file;
        try {
            if (!Files.isRegularFile(file)) {
                throw new HistoryException(file.toString(), "is no readable file", null);
            }
            sizeBytes = Math.max(1, Files.size(file));
            counted = new Counted(Files.newInputStream(file));
            in = unpack(file.getFileName().toString());
        } catch (final IOException e) {
            throw new HistoryException(file.toString(), "cannot be opened: " + e.getMessage(), e);
        }
    }

    private InputStream unpack(final String name) throws IOException {
        if (name.endsWith(".gz")) {
            return new GZIPInputStream(counted, READ_BYTES);
        }
        if (name.endsWith(".zip")) {
            final ZipInputStream zip = new ZipInputStream(counted);
            if (zip.getNextEntry() == null) {
                throw new IOException("the zip is empty or damaged");
            }
            return zip;
        }
        return counted;
    }

    /** Moves to the next row that is not empty; false at the end. */
    boolean next() {
        if (replay) {
            replay = false;
            return true;
        }
        do {
            if (!readLine()) {
                return false;
            }
            lineNumber++;
        } while (length == 0);
        split();
        return true;
    }

    /** The next call of {@link #next} stays on this row. */
    void stay() {
        replay = true;
    }

    private boolean readLine() {
        length = 0;
        while (true) {
            if (blockAt == blockEnd && !fill()) {
                return length > 0;
            }
            final byte value = block[blockAt++];
            if (value == '\n') {
                length -= length > 0 && line[length - 1] == '\r' ? 1 : 0;
                return true;
            }
            if (length == MAX_LINE_BYTES) {
                throw new HistoryException(
                        file.toString(),
                        lineNumber + 1,
                        "is longer than " + MAX_LINE_BYTES + " bytes; this is no CSV of the venue");
            }
            line[length++] = value;
        }
    }

    private boolean fill() {
        try {
            blockAt = 0;
            blockEnd = Math.max(0, in.read(block, 0, READ_BYTES));
            return blockEnd > 0;
        } catch (final EOFException e) {
            throw new HistoryException(
                    file.toString(), "is truncated: the archive ends after line " + lineNumber, e);
        } catch (final IOException e) {
            throw new HistoryException(
                    file.toString(),
                    "cannot be read after line " + lineNumber + ": " + e.getMessage(),
                    e);
        }
    }

    private void split() {
        columns = 0;
        starts[0] = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || line[i] == ',') {
                columns++;
                if (columns > MAX_COLUMNS) {
                    throw bad("has more than " + MAX_COLUMNS + " columns");
                }
                starts[columns] = i + 1;
            }
        }
    }

    int columns() {
        return columns;
    }

    boolean startsWithDigit() {
        return line[0] >= '0' && line[0] <= '9';
    }

    String text(final int column) {
        return new String(line, starts[column], lengthOf(column), StandardCharsets.ISO_8859_1);
    }

    private int lengthOf(final int column) {
        return starts[column + 1] - 1 - starts[column];
    }

    /** A decimal at scale 1e-8, {@code >= minE8}. */
    long decimalE8(final int column, final String name, final long minE8) {
        final long valueE8 = signedE8(column, name);
        if (valueE8 < minE8) {
            throw bad(name + "='" + text(column) + "', must be " + (minE8 > 0 ? "> 0" : ">= 0"));
        }
        return valueE8;
    }

    long signedE8(final int column, final String name) {
        final long valueE8 = DecimalParser.tryParse(text, starts[column], lengthOf(column));
        if (valueE8 == DecimalParser.INVALID) {
            throw bad(
                    name
                            + "='"
                            + text(column)
                            + "', must be a decimal with at most 8 fraction digits");
        }
        return valueE8;
    }

    /** A whole number, {@code >= 0}. */
    long whole(final int column, final String name) {
        long value = 0;
        final int end = starts[column + 1] - 1;
        for (int i = starts[column]; i < end; i++) {
            final int digit = line[i] - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                throw bad(name + "='" + text(column) + "', must be a whole number");
            }
            value = value * 10 + digit;
        }
        if (end == starts[column]) {
            throw bad(name + "='', must be a whole number");
        }
        return value;
    }

    boolean isFlag(final int column) {
        final byte first = lengthOf(column) == 0 ? 0 : line[starts[column]];
        return first == 't' || first == 'f' || first == 'T' || first == 'F';
    }

    boolean flag(final int column, final String name) {
        final String word = text(column);
        if ("true".equalsIgnoreCase(word)) {
            return true;
        }
        if (!"false".equalsIgnoreCase(word)) {
            throw bad(name + "='" + word + "', must be true or false");
        }
        return false;
    }

    HistoryException bad(final String problem) {
        return new HistoryException(file.toString(), lineNumber, problem);
    }

    Path file() {
        return file;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** Bytes of the file read so far, rows still in the buffer included. */
    long readBytes() {
        return Math.min(sizeBytes, counted.bytes);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (final IOException ignored) {
            // Nothing was written, so nothing is lost.
        }
    }
}
