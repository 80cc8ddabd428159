package dev.bowline.ops.cli;

import dev.bowline.ops.config.ConfigException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command to the running engine that waits for its effect and says what happened (CTL-1). */
abstract class EngineCommand implements Callable<Integer> {
    @Mixin private ConfigOptions config;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "how long to wait for the effect (${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @Spec private CommandSpec spec;

    @Override
    public final Integer call() throws ConfigException {
        final RunningEngine engine = new RunningEngine(config.load());
        say(run(engine));
        return ExitCode.DONE;
    }

    /**
     * Does it.
     *
     * @return what happened, one line
     * @throws CommandFailure if it did not
     */
    abstract String run(RunningEngine engine);

    final long timeoutMs() {
        return TimeUnit.SECONDS.toMillis(Math.max(0, timeoutSeconds));
    }

    final void say(final String line) {
        final PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    static long elapsedMs(final long sinceNs) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs);
    }
}
