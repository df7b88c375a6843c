package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    @TempDir Path directory;

    @Test
    void whatAKilledRunDidNotCompleteIsRemoved() throws Exception {
        Path half = Files.createDirectories(directory.resolve("job").resolve("chk-2"));
        Files.writeString(half.resolve("state-of-one-task"), "half");
        Path corrupt = Files.createDirectories(directory.resolve("job").resolve("chk-3"));
        Files.writeString(corrupt.resolve("_metadata"), "garbage");
        Path savepoint = Files.createDirectories(directory.resolve("savepoints/savepoint-6e-1"));
        Path other = Files.writeString(directory.resolve("notes.txt"), "of the user");

        try (StateDirectory state = StateDirectory.open(directory)) {
            assertThat(state.claimNewest()).isEmpty();
        }

        assertThat(half).doesNotExist();
        assertThat(corrupt).doesNotExist();
        assertThat(savepoint).doesNotExist();
        assertThat(other).exists();
    }
}
