package io.nomadflink.jobs.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of some MB that every process sees: a tmpfs, which root may mount. */
record MountedDisk(Path directory) implements AutoCloseable {

    /**
     * @return null if it may not be mounted
     */
    static MountedDisk at(Path directory, int megabytes) throws IOException, InterruptedException {
        Files.createDirectory(directory);
        String size = "size=" + megabytes + "m,mode=1777";
        return run("mount", "-t", "tmpfs", "-o", size, "tmpfs", directory.toString())
                ? new MountedDisk(directory)
                : null;
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /**
     * Leaves no byte free.
     *
     * @return what takes the room
     */
    Path fill() throws IOException {
        return fill(directory);
    }

    /** Leaves no byte free on the disk of a directory. */
    static Path fill(Path directory) throws IOException {
        Path filler = directory.resolve("filler");
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (long left = directory.toFile().getTotalSpace(); left > 0; left -= page.length) {
                out.write(page);
            }
        } catch (IOException e) {
            return filler;
        }
        throw new IllegalStateException("the disk is larger than it was made");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", "-l", directory.toString());
    }
}
