package dev.bowline.ops.cli;

import picocli.CommandLine.Command;

/** Commands about the integrity of the journal. */
@Command(
        name = "audit",
        description = "Check the journal.",
        synopsisSubcommandLabel = "verify",
        subcommands = AuditVerifyCommand.class)
final class AuditCommand {}
