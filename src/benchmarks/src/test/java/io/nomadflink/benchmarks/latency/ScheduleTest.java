package io.nomadflink.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void nothingIsSentBeforeItIsDue() {
        Schedule schedule = new Schedule(System.nanoTime(), 1_000);
        schedule.await(20);
        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(schedule.began() + 20_000_000);
    }

    /** Ten events are due each millisecond; all of them come at once, a second late. */
    @Test
    void aStallCountsForAllThatShouldHaveComeMeanwhile() {
        Arrivals arrivals = new Arrivals(1_000);
        long now = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            arrivals.emitted(frame());
        }
        long over = System.nanoTime();
        Histogram latencies = arrivals.latencies(new Schedule(now - 1_000_000_000, 10_000), 500);

        assertThat(latencies.getTotalCount()).isEqualTo(50);
        double tolerance = latencies.lowestEquivalentValue(2_000_000) + (over - now);
        assertThat((double) latencies.getMaxValue()).isBetween(949e6, 951e6 + tolerance);
        assertThat((double) latencies.getMinValue()).isBetween(900e6, 902e6 + tolerance);
    }

    @Test
    void theFirstEventOfADeploymentIsRemembered() {
        Arrivals arrivals = new Arrivals(1_000);
        arrivals.emitted(frame());
        arrivals.emitted(new Frame(7, List.of(event(Topic.DEPLOYMENT, "d")), 10));
        arrivals.emitted(new Frame(8, List.of(event(Topic.DEPLOYMENT, "d")), 10));

        assertThat(arrivals.deployments()).containsOnlyKeys("d").containsEntry("d", 10L);
    }

    @Test
    void latenciesPassThroughAPipe() {
        Histogram histogram = new Histogram(3);
        histogram.recordValue(1_000_000);
        histogram.recordValue(9_000_000);
        Latencies latencies = Latencies.of(histogram);

        assertThat(latencies.maxMs()).isBetween(9.0, 9.01);
        assertThat(Latencies.read(latencies.written())).isEqualTo(latencies);
    }

    private static Frame frame() {
        List<NomadEvent> ten = Collections.nCopies(10, event(Topic.NODE, "n"));
        return new Frame(5, ten, 100);
    }

    private static NomadEvent event(Topic topic, String key) {
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        return new NomadEvent(
                5, topic, "T", key, "", List.of(), Origin.STREAM, 1, payload, 0, payload.length);
    }
}
