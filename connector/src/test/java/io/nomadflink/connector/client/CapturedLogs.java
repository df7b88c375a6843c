package io.nomadflink.connector.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** All that any logger of the process says at any level, until closed. */
public final class CapturedLogs implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final AbstractAppender appender =
            new AbstractAppender("captured", null, null, false, Property.EMPTY_ARRAY) {
                @Override
                public void append(LogEvent event) {
                    lines.add(
                            event.getLoggerName() + " " + event.getMessage().getFormattedMessage());
                    for (Throwable e = event.getThrown(); e != null; e = e.getCause()) {
                        lines.add(String.valueOf(e.getMessage()));
                    }
                }
            };

    public CapturedLogs() {
        appender.start();
        Configuration configuration = context.getConfiguration();
        configuration.getRootLogger().addAppender(appender, Level.ALL, null);
        Configurator.setAllLevels("", Level.ALL);
        // a console that shows all would drown the build
        configuration.getAppenders().values().stream()
                .filter(a -> a != appender)
                .forEach(a -> configuration.getRootLogger().removeAppender(a.getName()));
    }

    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        context.reconfigure();
    }
}
