package io.nomadflink.jobs.cli;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Sees the sources' own counters of events when Flink runs in this process: a reporter of metrics
 * that only keeps them.
 */
public final class SourceCounters implements MetricReporter {
    private static final Map<Metric, Counter> COUNTERS = new ConcurrentHashMap<>();

    /** How many events sources have emitted since the last {@link #reset}. */
    static long events() {
        return COUNTERS.values().stream().mapToLong(Counter::getCount).sum();
    }

    static void reset() {
        COUNTERS.clear();
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter
                && name.equals("numRecordsIn")
                && group.getAllVariables().getOrDefault("<operator_name>", "").startsWith("Source:")
                && isOperator(group)) {
            COUNTERS.put(metric, counter);
        }
    }

    /** The same counter also stands in the group of the task. */
    private static boolean isOperator(MetricGroup group) {
        return group.getAllVariables().containsKey("<operator_id>");
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    /** Found by Flink as a service. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new SourceCounters();
        }
    }
}
