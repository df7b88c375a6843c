package io.nomadflink.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few seeds of {@link Chaos}, each another profile of servers. */
class ChaosITCase {
    private static final int FAULTS = 10;

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
    @ValueSource(longs = {10, 15, 20, 21})
    void everyEventIsSeenOnceOrLiesInAReportedGap(long seed) throws Exception {
        Outcomes outcomes = new Outcomes();

        new ChaosRun(seed, EnumSet.allOf(Fault.class), outcomes).run(FAULTS, flink, directory);

        assertThat(outcomes.complaints()).isEmpty();
        assertThat(outcomes.tried()).isEqualTo(FAULTS);
    }
}
