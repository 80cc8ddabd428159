package dev.bowline.ops.cli;

import dev.bowline.ops.config.ConfigException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The executable {@code bowline}: finds the command, runs it, turns failures into exit codes. */
@Command(
        name = "bowline",
        description = "Automated trading of Binance USDⓈ-M perpetual futures.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TradeCommand.class,
            StatusCommand.class,
            PositionsCommand.class,
            OrdersCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            CloseCommand.class,
            CloseAllCommand.class,
            KillCommand.class,
            ArmCommand.class,
            ReconcileCommand.class,
            ForceEntryCommand.class,
            ShowConfigCommand.class,
            ReplayCommand.class,
            AuditCommand.class,
            JournalCommand.class,
            QuickCheckCommand.class,
            SmokeCommand.class,
            ExchangeCommand.class,
            SimulateCommand.class,
            VersionCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 not found, 3 not running, 4 configuration,"
                    + " 5 timed out."
        })
public final class Bowline implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "this help")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Spec private CommandSpec spec;

    /** Runs a command and ends the process with its exit code. */
    public static void main(final String... args) {
        System.exit(commandLine().execute(args));
    }

    /** The parser with all commands; tests give it their own streams. */
    static CommandLine commandLine() {
        return new CommandLine(new Bowline())
                .setExecutionExceptionHandler(Bowline::onFailure)
                .setParameterExceptionHandler(Bowline::onRefusedArguments)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int onFailure(
            final Exception failure, final CommandLine command, final ParseResult parsed) {
        final PrintWriter err = command.getErr();
        final int exitCode;
        if (failure instanceof ConfigException) {
            err.println(failure.getMessage());
            exitCode = ExitCode.CONFIGURATION;
        } else if (failure instanceof CommandFailure expected) {
            err.println("bowline " + command.getCommandName() + ": " + expected.getMessage());
            exitCode = expected.exitCode();
        } else {
            err.println("bowline " + command.getCommandName() + ": " + failure);
            failure.printStackTrace(err);
            exitCode = ExitCode.FAILED;
        }
        err.flush();
        return exitCode;
    }

    private static int onRefusedArguments(final ParameterException refused, final String[] args) {
        final CommandLine command = refused.getCommandLine();
        command.getErr().println(refused.getMessage());
        command.usage(command.getErr());
        command.getErr().flush();
        return ExitCode.CONFIGURATION;
    }
}
