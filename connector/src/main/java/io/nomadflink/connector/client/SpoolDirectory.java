package io.nomadflink.connector.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of one subscription's spool, for its owner's eyes only, locked while it is used. One
 * that nobody has locked was left by a process that was killed, and is removed by the next.
 */
final class SpoolDirectory implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolDirectory.class);
    private static final String PREFIX = "nomad-spool-";
    private static final String LOCK = "lock";
    private static final int ATTEMPTS = 100;

    /**
     * Directories of this process are never tried: closing a second channel to a file gives up the
     * lock of the first (POSIX).
     */
    private static final String OWN = PREFIX + process() + "-";

    private final Path path;
    private final FileChannel lock;
    private long files;

    private SpoolDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    private static String process() {
        ProcessHandle me = ProcessHandle.current();
        return me.pid() + "-" + me.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Makes a new directory in another, and removes there what killed processes left. */
    static SpoolDirectory in(Path parent) throws IOException {
        Files.createDirectories(parent, ownerOnly("rwx------"));
        removeLeftovers(parent);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path path = parent.resolve(OWN + UUID.randomUUID());
            Files.createDirectory(path, ownerOnly("rwx------"));
            FileChannel lock = lock(path);
            if (lock != null) {
                return new SpoolDirectory(path, lock);
            }
        }
        throw new IOException("no directory in " + parent + " could be locked");
    }

    /**
     * @return null if another holds the lock, or has just removed the directory
     */
    private static FileChannel lock(Path directory) throws IOException {
        Path file = directory.resolve(LOCK);
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } catch (OverlappingFileLockException | java.nio.file.NoSuchFileException e) {
            LOG.debug("{} is not to be had", directory);
        } finally {
            if (channel != null && lock == null) {
                channel.close();
            }
        }
        if (lock != null && !Files.exists(file)) {
            channel.close();
            return null;
        }
        return lock == null ? null : channel;
    }

    private static void removeLeftovers(Path parent) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : found) {
                if (!directory.getFileName().toString().startsWith(OWN)) {
                    removeUnlocked(directory);
                }
            }
        }
    }

    private static void removeUnlocked(Path directory) {
        try {
            FileChannel lock = lock(directory);
            if (lock != null) {
                LOG.info("removing {}, which a killed process left", directory);
                new SpoolDirectory(directory, lock).close();
            }
        } catch (IOException e) {
            LOG.debug("{} stays", directory, e);
        }
    }

    /** A new empty file. */
    Path newFile() throws IOException {
        return Files.createFile(path.resolve(files++ + ".lines"), ownerOnly("rw-------"));
    }

    Path path() {
        return path;
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Removes it with all that is in it. */
    @Override
    public void close() throws IOException {
        try (lock;
                DirectoryStream<Path> found = Files.newDirectoryStream(path, "*.lines")) {
            for (Path file : found) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path.resolve(LOCK));
            Files.deleteIfExists(path);
        }
    }
}
