package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster keeps nothing of jobs that were cancelled: no thread, thread-local, driver or bean
 * holds the class loader of their jar.
 */
class ClassLoaderITCase {
    @TempDir private Path directory;

    @Test
    void isCollectedWhenItsJobHasEnded() throws Exception {
        try (JobProcess probe =
                JobProcess.startMain(
                        directory,
                        LoaderProbe.class,
                        "-XX:SoftRefLRUPolicyMSPerMB=0",
                        directory.toString())) {
            assertThat(probe.await()).as(probe::err).isZero();
            assertThat(probe.out()).containsAnyOf("0 of 3 left", "1 of 3 left");
        }
    }
}
