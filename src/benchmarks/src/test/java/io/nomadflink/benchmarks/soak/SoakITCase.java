package io.nomadflink.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.benchmarks.Progress;
import io.nomadflink.benchmarks.Recording;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A soak in short: at a lower rate, with a fault every four seconds. */
class SoakITCase {
    @TempDir Path directory;

    @Test
    void isFlatAndRight() throws Exception {
        Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream()));
        SoakResult result =
                new Soak(Duration.ofSeconds(40), 600, Recording.FILE, directory, silent).run();

        assertThat(result.differences()).as(result.firstDifference()).isZero();
        assertThat(result.flat()).as(result.findings().toString()).isTrue();
        assertThat(result.faults()).isGreaterThan(Fault.values().length / 2);
        assertThat(result.events()).isGreaterThan(40 * 600 / 2);
        assertThat(result.samples()).extracting(SoakSample::gaps).containsOnly(0L);
    }
}
