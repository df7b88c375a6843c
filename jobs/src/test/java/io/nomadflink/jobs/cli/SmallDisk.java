package io.nomadflink.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A disk of some MB over a directory, seen only by a process and its children: a tmpfs in a user
 * namespace, which any user may mount where Linux allows such namespaces. What is on it at the end
 * is copied to a directory that stays.
 */
record SmallDisk(Path directory, Path copy) {
    private static final int MEGABYTES = 8;

    static boolean isPossible() throws IOException, InterruptedException {
        Process mount =
                new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return mount.waitFor(10, TimeUnit.SECONDS) && mount.exitValue() == 0;
    }

    /** What starts a command with this disk. */
    List<String> starter() {
        String script =
                "mount -t tmpfs -o size=%dm tmpfs '%s' || exit 99; \"$@\"; status=$?; cp -r '%s/.' '%s'; exit $status"
                        .formatted(MEGABYTES, directory, directory, copy);
        return List.of("unshare", "-rm", "sh", "-c", script, "sh");
    }

    /** The JVM in there. */
    static ProcessHandle inner(JobProcess process) throws InterruptedException {
        Waiting.until(() -> jvm(process).isPresent(), process::err);
        return jvm(process).orElseThrow();
    }

    private static Optional<ProcessHandle> jvm(JobProcess process) {
        return process.handle()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst();
    }

    /** The directory as the process sees it. */
    Path seenBy(JobProcess process) throws InterruptedException {
        return Path.of("/proc", Long.toString(inner(process).pid()), "root")
                .resolve(directory.toString().substring(1));
    }

    /**
     * Leaves no byte free.
     *
     * @return what takes the room
     */
    Path fill(JobProcess process) throws IOException, InterruptedException {
        return MountedDisk.fill(seenBy(process));
    }
}
