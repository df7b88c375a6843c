package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nomadflink.jobs.testing.NewestRows;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk is full for a while: the job goes on by itself, with nothing lost and nothing doubled. */
class FullDiskITCase {
    @TempDir static Path common;
    private static DisturbedRun.Truth truth;

    @TempDir Path directory;
    private SmallDisk disk;
    private Path filler;

    @BeforeAll
    static void runUndisturbed() throws Exception {
        assumeThat(SmallDisk.isPossible()).as("user namespaces").isTrue();
        truth = DisturbedRun.Truth.in(common);
    }

    @BeforeEach
    void makeDisk() throws Exception {
        disk =
                new SmallDisk(
                        Files.createDirectory(directory.resolve("disk")),
                        Files.createDirectory(directory.resolve("copy")));
    }

    @Test
    void underSqlite() throws Exception {
        Path files = directory.resolve("files");
        try (DisturbedRun run = run("sqlite:" + disk.directory().resolve("results.db"), files)) {
            fillAndEmpty(run, files);
        }
        assertThat(ResultTables.read(disk.copy().resolve("results.db"))).isEqualTo(truth.tables());
    }

    @Test
    void underFiles() throws Exception {
        Path database = directory.resolve("results.db");
        try (DisturbedRun run = run("sqlite:" + database, disk.directory().resolve("files"))) {
            fillAndEmpty(run, disk.seenBy(run.process()).resolve("files"));
        }
        assertThat(ResultTables.read(database)).isEqualTo(truth.tables());
        assertThat(NewestRows.ofFiles(disk.copy().resolve("files")).all())
                .isEqualTo(truth.rows().all());
    }

    private DisturbedRun run(String database, Path files) throws Exception {
        return new DisturbedRun(directory, disk.starter(), database, "files:" + files);
    }

    private void fillAndEmpty(DisturbedRun run, Path files) throws Exception {
        run.disturb(
                files, truth, () -> filler = disk.fill(run.process()), () -> Files.delete(filler));
        run.stop(SmallDisk.inner(run.process()));
    }
}
