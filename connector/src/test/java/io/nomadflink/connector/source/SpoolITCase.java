package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job that stalls for longer than the server's buffer lasts, with a spool and without. */
class SpoolITCase {
    private static final int BUFFER = 100;
    private static final int LAST = 500;
    private static final int BYTES = 2000;

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(1)
                            .build());

    /** What the job waits for in its first record. */
    private static volatile CountDownLatch goOn = new CountDownLatch(1);

    private static volatile CountDownLatch stalled = new CountDownLatch(1);

    @TempDir Path directory;

    private final NomadSimulator server =
            NomadSimulator.builder()
                    .bufferSize(BUFFER)
                    .heartbeat(Duration.ofMillis(200))
                    .silentEof(Duration.ofMillis(300))
                    .start();

    @AfterEach
    void stop() {
        goOn.countDown();
        server.close();
    }

    /** The index of an event, {@code after..before} of a gap. */
    private static final class Indexes implements NomadEventDeserializer<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(NomadEvent event, RecordOutput<String> out) {
            out.collect(String.valueOf(event.index()));
        }

        @Override
        public void onGap(Gap gap, RecordOutput<String> out) {
            out.collect(gap.afterIndex() + ".." + gap.beforeIndex());
        }

        @Override
        public TypeInformation<String> getProducedType() {
            return Types.STRING;
        }
    }

    private NomadSourceBuilder<String> source() {
        return NomadSource.<String>builder()
                .setAddresses(server.address())
                .setTopics(Topic.ALLOCATION)
                .setOption(NomadSourceOptions.QUEUE_SIZE, MemorySize.parse("64kb"))
                .setOption(NomadSourceOptions.STALL_TIMEOUT, Duration.ofMillis(300))
                .setDeserializer(new Indexes());
    }

    private static CloseableIterator<String> run(NomadSourceBuilder<String> source)
            throws Exception {
        goOn = new CountDownLatch(1);
        stalled = new CountDownLatch(1);
        Configuration configuration = new Configuration();
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(1);
        return env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "nomad")
                .map(SpoolITCase::stall)
                .returns(Types.STRING)
                .executeAndCollect();
    }

    private static String stall(String word) throws InterruptedException {
        stalled.countDown();
        goOn.await();
        return word;
    }

    private void stallAfterTheFirst() throws InterruptedException {
        server.publish(1, Simulated.allocation("a", 1));
        stalled.await();
    }

    private void publish(int index) {
        server.publish(index, Simulated.allocationOf(index, BYTES));
    }

    private static List<String> upToTheLast(CloseableIterator<String> records) {
        List<String> found = new ArrayList<>();
        while (found.isEmpty() || !found.get(found.size() - 1).equals(String.valueOf(LAST))) {
            found.add(records.next());
        }
        return found;
    }

    /** No faster than it is read, as the buffer is small. */
    private void publishAsItIsSpooled(int from, int to) throws Exception {
        long before = spooled();
        IntStream.rangeClosed(from, to).forEach(this::publish);
        Await.until("it is spooled", () -> spooled() >= before + (to - from) * (long) BYTES);
    }

    private long spooled() throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }

    @Test
    void withASpoolNothingIsMissingAndThereIsNoGap() throws Exception {
        try (CloseableIterator<String> records =
                run(source().setOption(NomadSourceOptions.SPOOL_DIRECTORY, directory.toString()))) {
            stallAfterTheFirst();
            IntStream.rangeClosed(2, 80).forEach(this::publish);
            Await.until("memory is full", () -> spooled() > 0);
            for (int index = 81; index <= LAST; index += 20) {
                publishAsItIsSpooled(index, index + 19);
            }
            goOn.countDown();

            assertThat(upToTheLast(records))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, LAST).mapToObj(String::valueOf).toList());
        }
        Await.until("the spool is gone", () -> Files.list(directory).findAny().isEmpty());
    }

    @Test
    void withoutOneThereIsAnHonestGap() throws Exception {
        try (CloseableIterator<String> records = run(source())) {
            stallAfterTheFirst();
            IntStream.rangeClosed(2, LAST).forEach(this::publish);
            Await.until("it has disconnected on purpose", () -> server.subscribers() == 0);
            goOn.countDown();

            List<String> found = upToTheLast(records);
            assertThat(found).doesNotHaveDuplicates();
            assertThat(found).filteredOn(word -> word.contains("..")).isNotEmpty();
            assertThat(covered(found)).hasSize(LAST);
        }
    }

    /** The indexes that were delivered or lie in a gap. */
    private static Set<Integer> covered(List<String> words) {
        Set<Integer> covered = new HashSet<>();
        for (String word : words) {
            String[] ends = word.split("\\.\\.");
            int first = Integer.parseInt(ends[0]);
            if (ends.length == 1) {
                covered.add(first);
            } else {
                IntStream.range(first + 1, Integer.parseInt(ends[1])).forEach(covered::add);
            }
        }
        return covered;
    }
}
