package io.nomadflink.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.benchmarks.Recording;
import io.nomadflink.benchmarks.c2m.Scale;
import io.nomadflink.benchmarks.c2m.SmallReplay;
import io.nomadflink.benchmarks.consumer.BenchJobs;
import io.nomadflink.benchmarks.consumer.OnePass;
import io.nomadflink.benchmarks.corpus.CorpusServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes of state in real savepoints and checkpoints. */
class StateSizeITCase {
    @TempDir Path directory;

    /** What is there without any allocation is subtracted by comparing two sizes. */
    @Test
    void anAllocationTakesLessThan200BytesOfTheJobsState() throws Exception {
        long small = savepoint(new Scale(1_000, 250, false));
        long large = savepoint(new Scale(5_000, 250, false));

        assertThat((large - small) / 4_000.0).isBetween(20.0, 200.0);
    }

    private long savepoint(Scale scale) throws Exception {
        Path scratch = Files.createDirectory(directory.resolve("of-" + scale.allocations()));
        SmallReplay.run(scale, scratch);
        return SavepointSize.newest(scratch);
    }

    @Test
    void aSplitTakesLessThan1024BytesOfACheckpoint() throws Exception {
        double one = checkpoint(1);
        double nine = checkpoint(9);

        assertThat(one).isPositive();
        assertThat((nine - one) / 8).isBetween(50.0, 1_023.0);
    }

    private double checkpoint(int splits) throws Exception {
        int events = 900;
        int port = CorpusServer.start(MadeServer.body(Recording.FILE, events, splits, 4_000));
        return CheckpointProbe.of(
                        BenchJobs.deployments("http://127.0.0.1:" + port, splits),
                        events,
                        2,
                        directory)
                .bytes();
    }

    @Test
    void madeEventsAreDealtOutToSplits() throws Exception {
        int events = 1_003;
        int port = CorpusServer.start(MadeServer.body(Recording.FILE, events, 4, 2_000));

        assertThat(OnePass.of("splits-4", port, events, directory).seconds()).isPositive();
    }
}
