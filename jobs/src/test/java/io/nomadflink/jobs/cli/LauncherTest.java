package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script, in a project of empty files, with a java and a mvn that only say what they got. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path SCRIPT =
            Path.of(System.getProperty("conf")).resolveSibling("nomad-flink");

    @TempDir Path directory;

    private Path home;
    private Path tools;

    private record Result(int status, String out, String err) {}

    @BeforeEach
    void project() throws IOException {
        home = Files.createDirectories(directory.resolve("home of all"));
        Files.copy(SCRIPT, home.resolve("nomad-flink"));
        for (String module : List.of("src/simulator", "connector", "jobs")) {
            source(module + "/src/main/A.java");
            source(module + "/src/test/ATest.java");
        }
        source("pom.xml");
        tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool :
                List.of(
                        "bash",
                        "cat",
                        "cut",
                        "dirname",
                        "env",
                        "find",
                        "grep",
                        "head",
                        "mkdir",
                        "mktemp",
                        "readlink",
                        "rm",
                        "sed",
                        "sleep",
                        "tail",
                        "tee",
                        "touch")) {
            script(tools.resolve(tool), "exec " + which(tool) + " \"$@\"\n");
        }
        java("17.0.1");
        maven("3.8.1", 0);
        script(tools.resolve("javac"), "");
    }

    @Test
    void buildsOnceAndPassesArgumentsOn() throws Exception {
        Result first = launch("run", "--sink", "a b");
        Result second = launch("run", "--sink", "a b");

        assertThat(first.err).contains("nothing is built yet", "built in");
        assertThat(first.out).contains("[run] [--sink] [a b]").contains("-Dnomad.launcher=true");
        assertThat(second.err).isEmpty();
        assertThat(second.out).contains("[run] [--sink] [a b]");
        assertThat(first.status).isEqualTo(7);
        assertThat(first.out).contains("nomad-flink-jobs.jar:").contains("/flink/flink-a.jar");
    }

    @Test
    void buildsAgainWhenSourcesAreNewerButNotForTests() throws Exception {
        launch("run");
        touch("jobs/src/test/ATest.java");
        touch("src/simulator/src/test/ATest.java");
        assertThat(launch("run").err).isEmpty();

        touch("connector/src/main/A.java");
        assertThat(launch("run").err).contains("connector/src/main/A.java is newer");
        assertThat(launch("run").err).isEmpty();
    }

    @Test
    void aFailedBuildIsToldAndTriedAgain() throws Exception {
        maven("3.8.1", 1);

        for (int i = 0; i < 2; i++) {
            Result result = launch("run");
            assertThat(result.status).isEqualTo(1);
            assertThat(result.err).contains("[ERROR] it broke", "the build failed", "build.log");
            assertThat(result.out).isEmpty();
        }
    }

    @Test
    void worksThroughSymbolicLinks() throws Exception {
        Path link = Files.createDirectories(directory.resolve("bin")).resolve("nf");
        Files.createSymbolicLink(link, Path.of("../middle"));
        Files.createSymbolicLink(
                directory.resolve("middle"), Path.of("home of all", "nomad-flink"));

        assertThat(launch(link, "demo").out).contains("[demo]").contains("home of all/conf");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        java("11.0.2");
        assertThat(launch("run")).matches(r -> r.status == 1);
        assertThat(launch("run").err).contains("is version 11.0.2", "JDK 17 or later");
        java("1.8.0_292");
        assertThat(launch("run").err).contains("is version 1.8.0_292", "JDK 17 or later");
        Files.delete(tools.resolve("java"));
        assertThat(launch("run").err).contains("no java", "JDK 17 or later");
        java("21");
        maven("3.6.3", 0);
        assertThat(launch("run").err).contains("mvn is version 3.6.3", "Maven 3.8 or later");
        Files.delete(tools.resolve("mvn"));
        assertThat(launch("run").err).contains("no mvn", "Maven 3.8 or later");
        Files.delete(tools.resolve("javac"));
        assertThat(launch("run").err).contains("no javac", "JDK");
        maven("4.0.0", 0);
        script(tools.resolve("javac"), "");
        assertThat(launch("run").status).isEqualTo(7);
    }

    @Test
    void onceBuiltItNeedsNoMaven() throws Exception {
        launch("run");
        Files.delete(tools.resolve("mvn"));

        assertThat(launch("run")).matches(r -> r.status == 7).matches(r -> r.err.isEmpty());
    }

    @Test
    void aLockOfABuildThatDiedIsNoHindrance() throws Exception {
        Path lock = Files.createDirectories(home.resolve("jobs/target/nomad-flink.lock"));
        Files.writeString(lock.resolve("pid"), "999999999");

        assertThat(launch("run").status).isEqualTo(7);
        assertThat(lock).doesNotExist();
    }

    @Test
    void benchIsAProgramOfItsOwn() throws Exception {
        assertThat(launch("bench"))
                .matches(r -> r.status == 1)
                .matches(r -> r.err.contains("there is no ") && r.err.contains("benchmarks/bench"));

        Files.createDirectories(home.resolve("src/benchmarks"));
        script(
                home.resolve("src/benchmarks/bench"),
                "for a in \"$@\"; do printf '<%s> ' \"$a\"; done\nexit 5\n");
        assertThat(launch("bench", "--json", "a b"))
                .isEqualTo(new Result(5, "<--json> <a b> ", ""));
    }

    private Result launch(String... args) throws Exception {
        return launch(home.resolve("nomad-flink"), args);
    }

    private Result launch(Path script, String... args) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(args));
        File out = directory.resolve("out").toFile();
        File err = directory.resolve("err").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectOutput(out);
        Map<String, String> environment = builder.redirectError(err).environment();
        environment.clear();
        environment.put("PATH", tools.toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(out.toPath()),
                Files.readString(err.toPath()));
    }

    private void java(String version) throws IOException {
        script(
                tools.resolve("java"),
                "if [ \"$1\" = -version ]; then echo 'openjdk version \""
                        + version
                        + "\" 2021' >&2; exit; fi\n"
                        + "for a in \"$@\"; do printf '[%s] ' \"$a\"; done\nexit 7\n");
    }

    private void maven(String version, int status) throws IOException {
        script(
                tools.resolve("mvn"),
                "if [ \"$1\" = -version ]; then echo 'Apache Maven "
                        + version
                        + " (abc)'; exit; fi\n"
                        + "echo '[ERROR] it broke'\n"
                        + "mkdir -p jobs/target/flink\n"
                        + "touch jobs/target/nomad-flink-jobs.jar jobs/target/flink/flink-a.jar\n"
                        + "exit "
                        + status
                        + "\n");
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!" + which("bash") + "\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void source(String name) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private void touch(String name) throws IOException {
        Files.setLastModifiedTime(home.resolve(name), FileTime.from(Instant.now()));
    }

    private static Path which(String tool) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            Path file = Path.of(folder, tool);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw new IllegalStateException("no " + tool + " in the PATH");
    }
}
