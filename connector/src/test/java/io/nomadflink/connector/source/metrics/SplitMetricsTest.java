package io.nomadflink.connector.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class SplitMetricsTest {
    private static final long MILLI = 1_000_000L;
    private static final long START = 1_000_000 * MILLI;

    private final AtomicLong now = new AtomicLong(START);
    private final SplitMetrics metrics = new SplitMetrics(100, Duration.ofMinutes(5), now::get);
    private final Map<String, Gauge<?>> gauges = new HashMap<>();

    @Test
    void withoutAnyHeartbeatItsAgeCountsFromTheStart() {
        metrics.register(new Gauges(), "split");
        now.addAndGet(95_000 * MILLI);
        assertThat(gauge("lastHeartbeatAgeMs")).isEqualTo(95_000L);
        assertThat(gauge("lastFrameAgeMs")).isEqualTo(-1L);

        metrics.heartbeat(now.get());
        now.addAndGet(7 * MILLI);
        assertThat(gauge("lastHeartbeatAgeMs")).isEqualTo(7L);
    }

    private Object gauge(String name) {
        return gauges.get(name).getValue();
    }

    /** Keeps the gauges by name. */
    private final class Gauges extends UnregisteredMetricsGroup {
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
            gauges.put(name, gauge);
            return gauge;
        }
    }
}
