package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.nomadflink.connector.Await;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import io.nomadflink.simulator.Follower;
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
import org.junit.jupiter.api.Test;
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

    private long files;

    private static NomadSimulator server(Profile profile) {
        NomadSimulator server =
                NomadSimulator.builder().profile(profile).heartbeat(Duration.ofMillis(50)).start();
        server.publish(1, Simulated.allocation("a", 1), Simulated.node("n", 1));
        return server;
    }

    private static NomadSourceBuilder<NomadEvent> source(String... addresses) {
        return NomadSource.<NomadEvent>builder()
                .setAddresses(addresses)
                .setTopics(Topic.ALLOCATION, Topic.NODE)
                .setDeserializer(NomadEventDeserializer.events());
    }

    @ParameterizedTest
    @EnumSource(
            value = Profile.class,
            names = {"V2_0", "V1_9"})
    void manyReadersLeaveNothing(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            comeAndGo(source(server.address()).setNamespaces("default").build(), "default");
            leaveNothing(server);
        }
    }

    /** Each watches its namespaces by a query that waits. */
    @Test
    void manyReadersOfAllNamespacesLeaveNothing() throws Exception {
        try (NomadSimulator server = server(Profile.V2_0)) {
            comeAndGo(source(server.address()).build(), "*");
            leaveNothing(server);
        }
    }

    @Test
    void manyHedgesLeaveNothing() throws Exception {
        try (NomadSimulator server = server(Profile.V2_0);
                Follower other = server.follower()) {
            comeAndGo(
                    source(server.address(), other.address())
                            .setOption(NomadSourceOptions.HEDGE, true)
                            .build(),
                    "*");
            leaveNothing(server, other.simulator());
        }
    }

    private void comeAndGo(NomadSource<NomadEvent> source, String namespace) throws Exception {
        cycle(source, namespace, 0);
        files = files();
        for (int i = 0; i < CYCLES; i++) {
            cycle(source, namespace, i % 3);
        }
    }

    private void leaveNothing(NomadSimulator leader, NomadSimulator... others) throws Exception {
        // servers go on with queries that wait, whether their clients are there or not
        leader.createNamespace("awaited");
        Await.until("no connection is left", () -> leader.subscribers() == 0);
        Await.until("no thread is left", () -> threads() == 0);
        for (NomadSimulator server : others) {
            Await.until("no connection is left", () -> server.subscribers() == 0);
        }
        Await.until("no file is left", () -> files() <= files + FILES_OF_OTHERS);
    }

    /** Ends while reading, right after the start, or between the two. */
    private static void cycle(NomadSource<NomadEvent> source, String namespace, int how)
            throws Exception {
        TestingReaderOutput<NomadEvent> output = new TestingReaderOutput<>();
        try (SourceReader<NomadEvent, SubscriptionSplit> reader =
                source.createReader(new TestingReaderContext())) {
            reader.start();
            reader.addSplits(
                    List.of(split(namespace, Topic.ALLOCATION), split(namespace, Topic.NODE)));
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

    private static SubscriptionSplit split(String namespace, Topic topic) {
        return SubscriptionSplit.of(Subscription.of("", namespace, Map.of(topic, List.of())));
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
