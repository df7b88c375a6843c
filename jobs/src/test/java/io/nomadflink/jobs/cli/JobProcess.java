package io.nomadflink.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a JVM of its own, as the launcher starts it. */
final class JobProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final Path out;
    private final Path err;

    private JobProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static JobProcess start(Path directory, String... args) {
        return start(directory, List.of(), args);
    }

    /**
     * @param starter a command that starts the JVM's, which follows it
     */
    static JobProcess start(Path directory, List<String> starter, String... args) {
        return start(directory, starter, NomadFlink.class, List.of(), args);
    }

    /** Another main class, with an option of the JVM. */
    static JobProcess startMain(Path directory, Class<?> main, String option, String... args) {
        return start(directory, List.of(), main, List.of(option), args);
    }

    private static JobProcess start(
            Path directory,
            List<String> starter,
            Class<?> main,
            List<String> options,
            String... args) {
        List<String> command = new ArrayList<>(starter);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-D" + NomadFlink.LAUNCHER + "=true");
        command.add(
                "-Dlog4j2.configurationFile="
                        + Path.of(System.getProperty("conf"), "log4j2.properties"));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
        command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(args));
        try {
            Path out = Files.createTempFile(directory, "out", ".txt");
            Path err = Files.createTempFile(directory, "err", ".txt");
            Process process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            return new JobProcess(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** SIGTERM. */
    JobProcess terminate() {
        process.destroy();
        return this;
    }

    /** Ctrl-C. */
    JobProcess interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        return this;
    }

    /** {@code kill -9}. */
    JobProcess kill() {
        process.destroyForcibly();
        return this;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * @return the exit status
     */
    int await() throws InterruptedException {
        return await(LIMIT);
    }

    int await(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + limit + ": " + err());
        }
        return process.exitValue();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
