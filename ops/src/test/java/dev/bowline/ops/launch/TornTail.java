package dev.bowline.ops.launch;

import dev.bowline.journal.store.JournalDirectory;
import dev.bowline.journal.store.RunReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** What a power cut leaves of the end of a journal (JRN-3). */
enum TornTail {
    /** The last pages never reached the disk. */
    ZEROS,
    /** The file ends early. */
    TRUNCATED,
    /** A record was begun and not finished. */
    HALF_WRITTEN,
    /** The last record's bytes are not those that were written. */
    GARBLED;

    private static final int NOT_COMPLETE = 0x80000000;
    private static final int MAX_LOST_BYTES = 2_000;
    private static final int HALF_BYTES = 100;

    /** Tears the end of a run; says how. */
    static String tear(final Path journal, final int runId, final Random random)
            throws IOException {
        final TornTail kind = values()[random.nextInt(values().length)];
        final long end;
        final Path file;
        try (RunReader reader = new RunReader(journal, runId)) {
            while (reader.nextOrNull() != null) {
                // To the end.
            }
            end = reader.offset();
            final String name = reader.fileName();
            file =
                    JournalDirectory.runPath(journal, runId)
                            .resolve(name.substring(name.lastIndexOf('/') + 1));
        }
        final int lost = 1 + random.nextInt(MAX_LOST_BYTES);
        final byte[] noise = new byte[HALF_BYTES];
        random.nextBytes(noise);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            switch (kind) {
                case ZEROS -> channel.write(ByteBuffer.allocate(lost), end - lost);
                case TRUNCATED -> channel.truncate(end - lost);
                case HALF_WRITTEN -> {
                    final ByteBuffer half = ByteBuffer.allocate(Integer.BYTES + HALF_BYTES);
                    half.order(ByteOrder.LITTLE_ENDIAN);
                    half.putInt(NOT_COMPLETE | (HALF_BYTES * 2)).put(noise).flip();
                    channel.write(half, end);
                }
                case GARBLED -> channel.write(ByteBuffer.wrap(noise), end - HALF_BYTES);
            }
        }
        return kind + " bytes=" + lost;
    }
}
