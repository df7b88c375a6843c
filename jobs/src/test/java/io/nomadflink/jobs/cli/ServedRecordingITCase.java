package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.jobs.reference.ReferenceDeployments;
import io.nomadflink.jobs.reference.ReferenceFailureRates;
import io.nomadflink.jobs.sink.Tables;
import io.nomadflink.jobs.testing.MemorySink;
import io.nomadflink.jobs.testing.Recording;
import io.nomadflink.jobs.testing.Truth;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import io.nomadflink.simulator.RecordingPlayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recordings of real servers, served over HTTP in each way that servers talk, give what the
 * servers' own lists said.
 */
class ServedRecordingITCase {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final String REGION = MemoryTables.REGION;
    private static final long WINDOW = MemoryTables.WINDOW.toMillis();
    private static final long LIMIT_NANOS = 90_000_000_000L;

    static Stream<Arguments> recordingsAndProfiles() {
        return Recording.versions().stream()
                .flatMap(
                        version ->
                                Stream.of(Profile.values())
                                        .map(profile -> Arguments.of(version, profile)));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("recordingsAndProfiles")
    void givesWhatTheServersListsSaid(String version, Profile profile) throws Exception {
        Recording recording = Recording.of(version);
        MemorySink sink = new MemorySink();
        try (NomadSimulator server =
                        NomadSimulator.builder()
                                .profile(profile)
                                .bufferSize(100_000)
                                .heartbeat(Duration.ofMillis(200))
                                .start();
                RecordingPlayer player = new RecordingPlayer(server, served(version))) {
            player.playAll();
            JobClient job = new MemoryTables(sink).submit(server);
            try {
                awaitTables(recording, sink);
            } finally {
                job.cancel().get();
            }
        }
        assertTruth(recording, sink);
    }

    private static io.nomadflink.simulator.Recording served(String version) throws Exception {
        return io.nomadflink.simulator.Recording.of(
                Path.of(System.getProperty("recordings"), version, "events.ndjson.gz"));
    }

    private static void awaitTables(Recording recording, MemorySink sink)
            throws InterruptedException {
        Set<Row> rates = ReferenceFailureRates.of(recording.frames(), REGION, WINDOW, WINDOW);
        Set<Row> durations = new ReferenceDeployments(recording.frames(), REGION).durations();
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (System.nanoTime() < deadline
                && !(rates.equals(sink.rows(Tables.ALLOCATION_FAILURE_RATE))
                        && durations.equals(sink.rows(Tables.DEPLOYMENT_DURATION)))) {
            Thread.sleep(50);
        }
        assertThat(sink.rows(Tables.ALLOCATION_FAILURE_RATE)).isEqualTo(rates);
        assertThat(sink.rows(Tables.DEPLOYMENT_DURATION)).isEqualTo(durations);
        assertThat(sink.rows(Tables.STREAM_GAP)).isEmpty();
    }

    private static void assertTruth(Recording recording, MemorySink sink) {
        Set<String> visible =
                recording.frames().stream()
                        .map(Frame::events)
                        .flatMap(List::stream)
                        .map(NomadEvent::namespace)
                        .collect(Collectors.toSet());
        Truth truth = Truth.of(recording.version(), visible);
        assertThat(failures(sink)).isEqualTo(truth.failures());
        assertThat(statuses(sink)).containsAllEntriesOf(truth.deployments());
    }

    private static Map<String, Long> failures(MemorySink sink) {
        Map<String, Long> found = new MemoryTables(sink).sums(9);
        found.values().removeIf(failed -> failed == 0);
        return found;
    }

    /**
     * The lists keep the last status of a deployment whose job was purged; the table says so
     * instead.
     */
    private static Map<String, String> statuses(MemorySink sink) {
        Map<String, String> found = new MemoryTables(sink).statuses();
        found.replaceAll((id, status) -> status.equals("purged") ? "running" : status);
        return found;
    }
}
