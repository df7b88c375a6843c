package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.jobs.testing.KafkaBroker;
import io.nomadflink.jobs.testing.NewestRows;
import io.nomadflink.jobs.testing.RowReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All sinks but one of a {@code run} are away for a while: it goes on by itself, with nothing lost.
 */
class RunWithSinksAwayITCase {
    @TempDir Path directory;

    @Test
    void kafkaAWebhookAndFiles() throws Exception {
        DisturbedRun.Truth truth = DisturbedRun.Truth.in(directory);
        Path files = directory.resolve("files");
        Path aside = directory.resolve("aside");
        Path database = directory.resolve("results.db");
        try (KafkaBroker broker = new KafkaBroker(directory.resolve("broker"));
                RowReceiver receiver = new RowReceiver()) {
            String kafka = "kafka://" + broker.address();
            try (DisturbedRun run =
                    new DisturbedRun(
                            directory,
                            List.of(),
                            "sqlite:" + database,
                            "files:" + files,
                            kafka + "/plain",
                            kafka + "/once?exactly-once=true",
                            "webhook:" + receiver.url())) {
                run.disturb(
                        files,
                        truth,
                        () -> {
                            receiver.leave();
                            broker.stop();
                            Files.move(files, aside);
                            Files.writeString(files, "in the way");
                        },
                        () -> {
                            Files.delete(files);
                            Files.move(aside, files);
                            broker.start();
                            receiver.comeBack();
                        });
                run.stop(run.process().handle());
            }
            assertThat(NewestRows.ofTopics(broker, "plain").all()).isEqualTo(truth.rows().all());
            assertThat(NewestRows.ofTopics(broker, "once").all()).isEqualTo(truth.rows().all());
            assertThat(receiver.rows().all()).isEqualTo(truth.rows().all());
        }
        assertThat(NewestRows.ofFiles(files).all()).isEqualTo(truth.rows().all());
        assertThat(ResultTables.read(database)).isEqualTo(truth.tables());
    }
}
