package io.nomadflink.e2e;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** The keys of Flink's configuration, as the classes of its options have them. */
final class FlinkKeys {
    private static final List<Class<?>> CLASSES =
            List.of(
                    CheckpointingOptions.class,
                    HighAvailabilityOptions.class,
                    JobManagerOptions.class,
                    TaskManagerOptions.class,
                    MetricOptions.class);

    /** Of a reporter, whose name is free. */
    private static final Set<String> OF_REPORTERS =
            Set.of("metrics.reporter.prom.factory.class", "metrics.reporter.prom.port");

    private FlinkKeys() {}

    static Set<String> unknown(Collection<String> keys) {
        Set<String> unknown = new TreeSet<>(keys);
        unknown.removeAll(OF_REPORTERS);
        CLASSES.stream()
                .flatMap(one -> Stream.of(one.getFields()))
                .filter(field -> field.getType() == ConfigOption.class)
                .forEach(field -> unknown.remove(key(field)));
        return unknown;
    }

    private static String key(Field field) {
        try {
            return ((ConfigOption<?>) field.get(null)).key();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
