package io.nomadflink.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.NomadSourceBuilder;
import io.nomadflink.connector.source.NomadSourceOptions;
import io.nomadflink.connector.source.metrics.SplitMetrics;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.Formatter;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

/** The page of the connector says what the code has. */
class ConnectorPageTest {
    private static final String PAGE = "src/docs/connector.md";
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]+)`");

    @Test
    void optionsAreThoseOfTheCode() throws IOException {
        String rows =
                NomadSourceOptions.all().stream()
                        .map(ConnectorPageTest::row)
                        .collect(Collectors.joining("\n"));
        assertThat(Pages.part(PAGE, "options"))
                .isEqualTo("| option | default | meaning |\n|---|---|---|\n" + rows);
    }

    private static String row(ConfigOption<?> option) {
        Formatter text = new HtmlFormatter();
        return "| `%s` | %s | %s |"
                .formatted(
                        option.key(),
                        value(option.defaultValue()),
                        text.format(option.description()));
    }

    private static String value(Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof java.time.Duration duration) {
            return TimeUtils.formatWithHighestUnit(duration);
        }
        return value instanceof MemorySize size ? size.getMebiBytes() + " MiB" : value.toString();
    }

    @Test
    void metricsAreAllNamed() throws IOException {
        Set<String> registered = new TreeSet<>();
        new SplitMetrics(100, Duration.ofMinutes(5)).register(new Names(registered), "split");
        assertThat(firstCells("metrics")).containsExactlyInAnyOrderElementsOf(registered);
    }

    /** Collects the names of gauges, whatever their group. */
    private static final class Names extends UnregisteredMetricsGroup {
        private final Set<String> names;

        Names(Set<String> names) {
            this.names = names;
        }

        @Override
        public MetricGroup addGroup(String name) {
            return this;
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return this;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            names.add(name);
            return gauge;
        }
    }

    @Test
    void everyDeserializerIsNamed() throws IOException {
        Set<String> factories =
                Stream.of(NomadEventDeserializer.class.getDeclaredMethods())
                        .filter(m -> Modifier.isStatic(m.getModifiers()) && !m.isSynthetic())
                        .map(Method::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = new TreeSet<>();
        FIRST_CELL
                .matcher(Pages.part(PAGE, "deserializers"))
                .results()
                .forEach(cell -> named.add(cell.group(1).replaceAll("\\(.*", "")));
        assertThat(named).isEqualTo(factories);
    }

    @Test
    void everySetterIsNamed() throws IOException {
        Set<String> setters =
                Stream.of(NomadSourceBuilder.class.getDeclaredMethods())
                        .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
                        .map(Method::getName)
                        .filter(name -> !name.equals("build"))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(firstCells("builder")).isEqualTo(setters);
    }

    private static Set<String> firstCells(String part) throws IOException {
        return FIRST_CELL
                .matcher(Pages.part(PAGE, part))
                .results()
                .map(cell -> cell.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
