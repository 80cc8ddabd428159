package dev.bowline.ops.launch;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The log of a run: everything from INFO on goes to {@code bowline.log} in the run directory. */
public final class LogFile implements AutoCloseable {
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %thread %logger{0} %msg%n";

    private final Logger root;
    private final FileAppender<ILoggingEvent> appender = new FileAppender<>();

    /** Starts logging into the directory; appends to what is there. */
    public LogFile(final Path runDirectory) {
        final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        final PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setContext(context);
        appender.setName("bowline.log " + System.identityHashCode(this));
        appender.setFile(runDirectory.resolve("bowline.log").toString());
        appender.setEncoder(encoder);
        appender.start();
        root.addAppender(appender);
    }

    /** Writes one line; for what belongs to the run as a whole. */
    public void note(final String line) {
        root.info(line);
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
    }
}
