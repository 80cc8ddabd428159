package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.journal.chain.AuditReport;
import dev.bowline.journal.chain.HeadKeys;
import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.store.JournalAudit;
import dev.bowline.journal.store.JournalException;
import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.config.HeadKeyFile;
import dev.bowline.ops.report.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks every record and link of a journal (JRN-4). */
@Command(
        name = "verify",
        description = {
            "Check every record, every SHA-256 link and the order of all runs.",
            "The first bad record is named, and the exit code is 1."
        })
final class AuditVerifyCommand implements Callable<Integer> {
    @Mixin private ConfigOptions config;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "directory of the journal; without it journal.dir")
    private Path directory;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException {
        final Path journal =
                directory != null ? directory : Path.of(config.load().text("journal.dir"));
        if (!JournalAudit.hasJournal(journal)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "no journal in " + journal);
        }
        final AuditReport report;
        try {
            report = JournalAudit.verify(journal, publicKeyOrNull(journal));
        } catch (final IOException
                | IllegalArgumentException
                | JournalException
                | JournalFormatException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
        final PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.text(asJson(report)) : text(report));
        out.flush();
        return report.isGood() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** The public key made with the one that signs; without it heads are compared only. */
    private PublicKey publicKeyOrNull(final Path journal) throws ConfigException, IOException {
        final Path file = HeadKeyFile.of(config.load(), journal);
        return Files.exists(HeadKeys.publicFile(file)) ? HeadKeys.loadPublic(file) : null;
    }

    private static String text(final AuditReport report) {
        final StringBuilder text = new StringBuilder("AUDIT runs=");
        text.append(report.runs()).append(" records=").append(report.records());
        text.append(" head=").append(report.head());
        text.append(report.isGood() ? " GOOD" : " BAD");
        if (!report.isGood()) {
            text.append("\nfirst bad record: ").append(report.firstBadOrNull().toText());
        }
        report.notes().forEach(note -> text.append("\nnote: ").append(note));
        return text.toString();
    }

    private static ObjectNode asJson(final AuditReport report) {
        final ObjectNode root = Json.object();
        root.put("good", report.isGood());
        root.put("runs", report.runs());
        root.put("records", report.records());
        root.put("head", report.head());
        if (!report.isGood()) {
            root.put("firstBad", report.firstBadOrNull().toText());
        }
        report.notes().forEach(root.putArray("notes")::add);
        return root;
    }
}
