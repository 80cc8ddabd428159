package dev.bowline.journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.journal.TestRuns;
import dev.bowline.journal.chain.AuditReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JRN-3, JRN-4: a process killed while it appends loses nothing that was appended before. */
final class JournalKillIT {
    private static final int KILLS = 4;

    @TempDir Path journal;

    private final long seed = Long.getLong("bowline.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    @Timeout(60)
    void shouldKeepEveryRecordAndLinkTheNextRunWhenProcessIsKilled() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            final long told = killWhileAppending(500L + random.nextInt(5_000));
            final LastRun last = LastRun.find(journal);
            assertEquals(kill, last.runId(), () -> "seed=" + seed);
            assertTrue(
                    last.records() >= told + 2,
                    () -> "seed=" + seed + " told " + told + ", kept " + last.records());
        }
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(
                                directory, TestRuns.settings(), TestRuns.nextHeader(journal))) {
            final JournalException e =
                    assertThrows(JournalException.class, () -> JournalDirectory.lock(journal));
            assertTrue(e.getMessage().contains(journal.toString()));
            writer.end("test", 0, null);
        }
        final AuditReport report = JournalAudit.verify(journal, null);
        assertNull(report.firstBadOrNull(), () -> "seed=" + seed);
        assertEquals(KILLS + 1, report.runs());
    }

    /** Kills the child after it said it appended this slot; gives the last slot it told of. */
    private long killWhileAppending(final long slot) throws IOException, InterruptedException {
        final Process child = start();
        long told = -1;
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.readLine();
            while (line != null && told < slot) {
                told = Long.parseLong(line);
                line = output.readLine();
            }
            child.destroyForcibly();
            assertTrue(child.waitFor(10, TimeUnit.SECONDS));
        } finally {
            child.destroyForcibly();
        }
        assertTrue(told >= slot, () -> "child ended by itself, seed=" + seed);
        return told;
    }

    private Process start() throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        for (final String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add-")) {
                command.add(argument);
            }
        }
        command.addAll(
                List.of(
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendForeverMain.class.getName(),
                        journal.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
