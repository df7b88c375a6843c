package io.nomadflink.benchmarks.scale;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much a savepoint takes on disk. */
final class SavepointSize {
    private SavepointSize() {}

    /** Bytes of the newest savepoint of the passes of a consumer, by its scratch directory. */
    static long newest(Path scratch) throws IOException {
        Path newest = null;
        try (DirectoryStream<Path> passes = Files.newDirectoryStream(scratch, "jobs*")) {
            for (Path pass : passes) {
                newest = later(newest, pass.resolve("savepoints"));
            }
        }
        if (newest == null) {
            throw new IOException("no savepoint in " + scratch);
        }
        return bytes(newest);
    }

    private static Path later(Path one, Path other) {
        return one == null || one.toFile().lastModified() < other.toFile().lastModified()
                ? other
                : one;
    }

    private static long bytes(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
