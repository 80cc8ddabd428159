package dev.bowline.journal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.openhft.chronicle.bytes.MappedBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages ahead of the writer are touched, within bounds, and no byte of them changes. */
final class PageToucherTest {
    private static final int BLOCK_BYTES = 8 << 20;
    private static final int MIN_AHEAD_BYTES = 1 << 20;
    private static final int MAX_AHEAD_BYTES = BLOCK_BYTES / 4;
    private static final int PAGE_BYTES = 4096;

    @TempDir Path directory;

    @Test
    void shouldChangeNoByteWhenPagesAheadHoldSome() throws IOException {
        final Path file = directory.resolve("a");
        final byte[] content = new byte[3 << 20];
        new Random(7).nextBytes(content);
        Files.write(file, content);
        final PageToucher toucher = toucher(0);
        try (MappedBytes bytes = mapped(file)) {
            bytes.writePosition(5_000);
            toucher.onAppended(bytes);
            toucher.tick();
            assertEquals(ceil(5_000 + MIN_AHEAD_BYTES), toucher.nextPageBytes());
            toucher.letGo();
        }
        final byte[] after = Files.readAllBytes(file);
        assertArrayEquals(content, Arrays.copyOf(after, content.length));
        for (int i = content.length; i < after.length; i++) {
            assertEquals(0, after[i]);
        }
    }

    @Test
    void shouldMakePagesResidentWhenWriterHasNotReachedThem() throws IOException {
        final Path file = directory.resolve("a");
        final PageToucher toucher = toucher(0);
        try (MappedBytes bytes = mapped(file)) {
            bytes.writePosition(1);
            bytes.writeByte(0, (byte) 1);
            toucher.onAppended(bytes);
            final long before = blocks(file);
            toucher.tick();
            assertTrue(blocks(file) - before >= MIN_AHEAD_BYTES / 512, () -> "before " + before);
            toucher.letGo();
        }
    }

    @Test
    void shouldGoFurtherAheadButNotWithoutBoundWhenWriterIsFast() throws IOException {
        final PageToucher toucher = toucher(0);
        assertEquals(MIN_AHEAD_BYTES, toucher.aheadBytes(0));
        assertEquals(4 * 300_000, toucher.aheadBytes(300_000));
        assertEquals(MAX_AHEAD_BYTES, toucher.aheadBytes(Integer.MAX_VALUE));
        try (MappedBytes bytes = mapped(directory.resolve("a"))) {
            long positionBytes = 1;
            for (int step = 0; step < 20; step++) {
                bytes.writePosition(positionBytes);
                toucher.onAppended(bytes);
                toucher.tick();
                assertTrue(toucher.nextPageBytes() >= positionBytes);
                assertTrue(toucher.nextPageBytes() <= ceil(positionBytes + MAX_AHEAD_BYTES));
                positionBytes += 3_000_000;
            }
            toucher.letGo();
        }
    }

    @Test
    void shouldStartAgainInTheNewFileWhenQueueRolls() throws IOException {
        final PageToucher toucher = toucher(0);
        try (MappedBytes first = mapped(directory.resolve("a"));
                MappedBytes second = mapped(directory.resolve("b"))) {
            first.writePosition(20_000_000);
            toucher.onAppended(first);
            toucher.tick();
            final String held = first.mappedFile().referenceCounts();
            second.writePosition(100);
            toucher.onAppended(second);
            toucher.tick();
            assertEquals(ceil(100 + MIN_AHEAD_BYTES), toucher.nextPageBytes());
            assertTrue(!held.equals(first.mappedFile().referenceCounts()), held);
            toucher.letGo();
        }
        assertTrue(Files.size(directory.resolve("b")) < 3L * BLOCK_BYTES);
    }

    @Test
    void shouldTouchNothingWhenDiskIsFullerThanAllowed() throws IOException {
        final PageToucher toucher = toucher(Long.MAX_VALUE);
        try (MappedBytes bytes = mapped(directory.resolve("a"))) {
            bytes.writePosition(100);
            toucher.onAppended(bytes);
            toucher.tick();
            assertEquals(PAGE_BYTES, toucher.nextPageBytes());
        }
    }

    @Test
    void shouldLetGoOfEverythingWhenClosed() throws IOException {
        final PageToucher toucher = toucher(0);
        toucher.start();
        try (MappedBytes bytes = mapped(directory.resolve("a"))) {
            bytes.writePosition(100);
            final String before = bytes.mappedFile().referenceCounts();
            toucher.onAppended(bytes);
            toucher.close();
            assertEquals(
                    before, bytes.mappedFile().referenceCounts().substring(0, before.length()));
        }
        assertNull(toucher.failureOrNull());
    }

    private PageToucher toucher(final long minFreeBytes) {
        return new PageToucher(directory.toFile(), BLOCK_BYTES, minFreeBytes);
    }

    private static MappedBytes mapped(final Path file) throws IOException {
        return MappedBytes.mappedBytes(file.toFile(), BLOCK_BYTES, PAGE_BYTES * 16);
    }

    private static long ceil(final long positionBytes) {
        return (positionBytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    }

    /** Blocks of 512 bytes that the file takes on the disk. */
    private static long blocks(final Path file) throws IOException {
        final Process stat =
                new ProcessBuilder("stat", "-c", "%b", file.toString())
                        .redirectErrorStream(true)
                        .start();
        final byte[] answer = stat.getInputStream().readAllBytes();
        return Long.parseLong(new String(answer, StandardCharsets.US_ASCII).trim());
    }
}
