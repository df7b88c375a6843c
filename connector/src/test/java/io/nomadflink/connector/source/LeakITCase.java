package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.nomadflink.connector.Await;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.flink.connector.testutils.source.reader.TestingReaderOutput;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Readers that come and go leave neither threads nor connections nor file descriptors. {@code
 * -Dnomad.leak.cycles=N} sets how many come and go.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class LeakITCase {
    private static final int CYCLES = Integer.getInteger("nomad.leak.cycles", 50);

    /** Of the JVM's own: jars and devices opened for the first time. */
    private static final int FILES_OF_OTHERS = 20;

    @ParameterizedTest
    @EnumSource(
            value = Profile.class,
            names = {"V2_0", "V1_9"})
    void manyReadersLeaveNothing(Profile profile) throws Exception {
        try (NomadSimulator server =
                NomadSimulator.builder()
                        .profile(profile)
                        .heartbeat(Duration.ofMillis(50))
                        .start()) {
            server.publish(1, Simulated.allocation("a", 1), Simulated.node("n", 1));
            NomadSource<NomadEvent> source =
                    NomadSource.<NomadEvent>builder()
                            .setAddresses(server.address())
                            .setNamespaces("default")
                            .setTopics(Topic.ALLOCATION, Topic.NODE)
                            .setDeserializer(NomadEventDeserializer.events())
                            .build();

            cycle(source, 0);
            long files = files();

            for (int i = 0; i < CYCLES; i++) {
                cycle(source, i % 3);
            }

            Await.until("no thread is left", () -> threads() == 0);
            Await.until("no connection is left", () -> server.subscribers() == 0);
            Await.until("no file is left", () -> files() <= files + FILES_OF_OTHERS);
        }
    }

    /** Ends while reading, right after the start, or between the two. */
    private static void cycle(NomadSource<NomadEvent> source, int how) throws Exception {
        TestingReaderOutput<NomadEvent> output = new TestingReaderOutput<>();
        try (SourceReader<NomadEvent, SubscriptionSplit> reader =
                source.createReader(new TestingReaderContext())) {
            reader.start();
            reader.addSplits(List.of(split(Topic.ALLOCATION), split(Topic.NODE)));
            int wanted = 2 - how;
            Await.until(
                    wanted + " events",
                    () -> {
                        reader.pollNext(output);
                        return output.getEmittedRecords().size() >= wanted;
                    });
            assertThat(output.getEmittedRecords()).hasSizeLessThanOrEqualTo(2);
        }
    }

    private static SubscriptionSplit split(Topic topic) {
        return SubscriptionSplit.of(Subscription.of("", "default", Map.of(topic, List.of())));
    }

    /** Sockets are among them; 0 where the platform does not tell. */
    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("nomad-") || name.startsWith("Source Data Fetcher"))
                .filter(name -> !name.startsWith("nomad-simulator"))
                .count();
    }
}
