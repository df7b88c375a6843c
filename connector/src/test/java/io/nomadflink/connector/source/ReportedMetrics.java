package io.nomadflink.connector.source;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;

/** Gauges of the latest job as a reporter has them. */
final class ReportedMetrics {
    private ReportedMetrics() {}

    /** The sum over all splits of a gauge whose identifier ends so. */
    static long sum(InMemoryReporter reporter, String ending) {
        return reporter.getMetricsByGroup().entrySet().stream()
                .flatMap(
                        group ->
                                group.getValue().entrySet().stream()
                                        .filter(
                                                metric ->
                                                        group.getKey()
                                                                .getMetricIdentifier(
                                                                        metric.getKey())
                                                                .endsWith(ending)))
                .map(metric -> metric.getValue())
                .filter(Gauge.class::isInstance)
                .mapToLong(metric -> ((Number) ((Gauge<?>) metric).getValue()).longValue())
                .sum();
    }
}
