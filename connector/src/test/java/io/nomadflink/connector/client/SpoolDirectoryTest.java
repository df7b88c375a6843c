package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolDirectoryTest {
    @TempDir Path temporary;

    private Path parent() {
        return temporary.resolve("made/when/needed");
    }

    private static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void isForItsOwnerOnly() throws Exception {
        try (SpoolDirectory directory = SpoolDirectory.in(parent())) {
            assertThat(permissions(parent())).isEqualTo("rwx------");
            assertThat(permissions(directory.path())).isEqualTo("rwx------");
            assertThat(permissions(directory.newFile())).isEqualTo("rw-------");
        }
    }

    @Test
    void closingRemovesIt() throws Exception {
        SpoolDirectory first = SpoolDirectory.in(parent());
        SpoolDirectory second = SpoolDirectory.in(parent());
        first.newFile();
        first.newFile();
        assertThat(in(parent())).hasSize(2);

        first.close();
        assertThat(in(parent())).containsExactly(second.path());
        second.close();
        assertThat(in(parent())).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftIsRemovedByTheNext() throws Exception {
        Path left = Files.createDirectories(parent().resolve("nomad-spool-1-1-dead"));
        Files.writeString(left.resolve("lock"), "");
        Files.writeString(left.resolve("0.lines"), "secret");
        Path foreign = Files.createDirectories(parent().resolve("results"));

        try (SpoolDirectory directory = SpoolDirectory.in(parent())) {
            assertThat(in(parent())).containsExactlyInAnyOrder(foreign, directory.path());
        }
    }

    @Test
    void whatIsMoreThanASpoolStays() throws Exception {
        Path left = Files.createDirectories(parent().resolve("nomad-spool-1-1-dead"));
        Files.writeString(left.resolve("precious"), "");

        SpoolDirectory.in(parent()).close();

        assertThat(left.resolve("precious")).exists();
    }

    /** Another process holds a lock; a second channel of this one would not be refused alike. */
    @Test
    void thatOfALivingProcessStays() throws Exception {
        Path other = Files.createDirectories(parent().resolve("nomad-spool-1-1-alive"));
        Process holder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                other.resolve("lock").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('l');

            SpoolDirectory.in(parent()).close();
            assertThat(other).exists();
        } finally {
            holder.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        SpoolDirectory.in(parent()).close();
        assertThat(other).doesNotExist();
    }

    /** Locks a file, says so, and waits to be killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (FileChannel file =
                    FileChannel.open(
                            Path.of(args[0]),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE)) {
                file.lock();
                System.out.write('l');
                System.out.flush();
                Thread.currentThread().join();
            }
        }
    }
}
