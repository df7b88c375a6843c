package io.nomadflink.benchmarks.c2m;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.benchmarks.Recording;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.payload.Deployment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run in small, with the checks that the whole one has. */
class ReplayITCase {
    @TempDir Path directory;

    @Test
    void hasItsLinesInOrderAndItsEventsOnce() throws Exception {
        Scale scale = new Scale(3_000, 2_000, true);
        Replay replay = new Replay(Recording.FILE, scale);
        long last = 0;
        long events = 0;
        Set<String> deployments = new HashSet<>();
        while (replay.next()) {
            byte[] line = Arrays.copyOf(replay.line(), replay.length() - 1);
            Frame frame = new FrameParser().parse(line, line.length);
            assertThat(frame.index()).isGreaterThan(last);
            last = frame.index();
            events += frame.events().size();
            for (NomadEvent event : frame.events()) {
                if (event.payload() instanceof Deployment deployment) {
                    deployments.add(deployment.jobId() + " " + deployment.status());
                }
            }
        }
        assertThat(events).isEqualTo(scale.events()).isEqualTo(9_004);
        assertThat(deployments)
                .containsExactlyInAnyOrder(
                        "job-000000 running",
                        "job-000000 successful",
                        "job-000001 running",
                        "job-000001 successful");
    }

    @Test
    void bothJobsComputeWhatWasMadeAndAWrongRowIsFound() throws Exception {
        Scale scale = new Scale(2_000, 500, true);
        Path database = SmallReplay.run(scale, directory);
        assertThat(ReplayTruth.differences(scale, database)).isEmpty();

        spoil(
                database,
                "update deployment_duration set status = 'failed' where job_id = 'job-000000'");
        spoil(database, "delete from allocation_failure_rate where job_id = 'job-000002'");
        assertThat(ReplayTruth.differences(scale, database))
                .hasSize(2)
                .anyMatch(d -> d.contains("job-000000, successful") && d.contains("failed"))
                .anyMatch(d -> d.startsWith("job-000002: 500 placed"));
    }

    private static void spoil(Path database, String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement change = connection.createStatement()) {
            assertThat(change.executeUpdate(statement)).isPositive();
        }
    }
}
