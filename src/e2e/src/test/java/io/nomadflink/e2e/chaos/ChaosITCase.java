package io.nomadflink.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A few seeds of {@link Chaos}, each another profile of servers: nothing is lost in silence,
 * nothing doubled, no gap is false.
 */
class ChaosITCase {
    @TempDir static Path directory;
    private static FlinkCluster flink;

    @BeforeAll
    static void start() throws Exception {
        flink = new FlinkCluster(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        flink.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7})
    void everyEventIsSeenOnceOrLiesInAReportedGap(long seed) throws Exception {
        Outcomes outcomes = new Outcomes();

        new ChaosRun(seed, outcomes).run(12, flink, directory);

        assertThat(outcomes.complaints()).isEmpty();
        assertThat(outcomes.tried()).isEqualTo(12);
    }
}
