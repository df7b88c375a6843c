package io.nomadflink.jobs.cli;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a local run keeps its checkpoints, for one process at a time. A new run goes on from the
 * newest complete one: that with the highest checkpoint id, since ids go on across runs and through
 * savepoints.
 */
final class StateDirectory implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final String METADATA = "_metadata";
    private static final String SHAPE = "shape";
    private static final Pattern SNAPSHOT = Pattern.compile("chk-\\d+|savepoint-.*");

    private final Path directory;
    private final FileChannel lock;

    private record Saved(Path path, long id) {}

    private StateDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    static StateDirectory open(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(
                            directory.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw UserException.usage("--state " + directory + " is in use by another run");
            }
            return new StateDirectory(directory, channel);
        } catch (IOException e) {
            throw UserException.usage(
                    "--state " + directory + " cannot be written: " + e.getClass().getSimpleName());
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path directory() {
        return directory;
    }

    Path savepoints() {
        return directory.resolve("savepoints");
    }

    /**
     * @throws UserException if the state was made with other windows
     */
    void requireShape(String shape) {
        Path file = directory.resolve(SHAPE);
        try {
            if (Files.exists(file)
                    && newest().isPresent()
                    && !Files.readString(file).equals(shape)) {
                throw UserException.usage(
                        "--state "
                                + directory
                                + " was made with "
                                + Files.readString(file)
                                + ", not "
                                + shape
                                + "; use the same windows or another directory");
            }
            Files.writeString(file, shape);
        } catch (IOException e) {
            throw UserException.usage(
                    "--state " + directory + " cannot be written: " + e.getClass().getSimpleName());
        }
    }

    /**
     * The newest complete checkpoint or savepoint; all others are deleted, since a left-over can
     * stand in a new one's way: also those that a killed run did not complete.
     */
    Optional<Path> claimNewest() {
        Optional<Path> newest = newest().map(Saved::path);
        snapshots().stream()
                .filter(p -> !p.equals(newest.orElse(null)))
                .forEach(StateDirectory::delete);
        return newest;
    }

    /** Directories of checkpoints and savepoints, complete or not. */
    private List<Path> snapshots() {
        return find(f -> SNAPSHOT.matcher(f.getFileName().toString()).matches());
    }

    private Optional<Saved> newest() {
        return saved().stream()
                .flatMap(StateDirectory::read)
                .max(Comparator.comparingLong(Saved::id));
    }

    private List<Path> saved() {
        return find(f -> f.getFileName().toString().equals(METADATA));
    }

    private List<Path> find(Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(directory, 4)) {
            return files.filter(wanted).toList();
        } catch (IOException | UncheckedIOException e) {
            throw UserException.failed(
                    "--state " + directory + " cannot be read: " + Causes.inOneLine(e));
        }
    }

    private static Stream<Saved> read(Path metadata) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
            String path = metadata.getParent().toString();
            long id =
                    Checkpoints.loadCheckpointMetadata(
                                    in, StateDirectory.class.getClassLoader(), path)
                            .getCheckpointId();
            return Stream.of(new Saved(metadata.getParent(), id));
        } catch (IOException | RuntimeException e) {
            return Stream.empty();
        }
    }

    /** Deletes a tree, part of which Flink may be deleting at the same time. */
    static void delete(Path tree) {
        try {
            Files.walkFileTree(tree, new Deletion());
        } catch (IOException e) {
            LOG.debug("deleting {}: {}", tree, e.toString());
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
