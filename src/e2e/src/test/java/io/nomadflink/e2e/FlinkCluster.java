package io.nomadflink.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A standalone Flink cluster of processes, made of Flink's own jars as its scripts make it: a
 * JobManager, TaskManagers, and where it is to survive its JobManager, a ZooKeeper.
 */
final class FlinkCluster implements AutoCloseable {
    private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";

    private final Path home;
    private final String classPath =
            System.getProperty("flink.lib") + "/*:" + System.getProperty("parquet.jar");
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, Process> processes = new LinkedHashMap<>();
    private final Map<String, List<String>> resources = new HashMap<>();
    private final int restPort;

    /** What the JobManager of an application is told of its job; nothing for a session. */
    private List<String> application = List.of();

    private FlinkCluster(Path home, Map<String, String> more) throws IOException {
        this.home = home;
        this.environment.put("FLINK_LIB_DIR", home.resolve("lib").toString());
        this.restPort = Java.freePort();
        Files.createDirectories(home.resolve("conf"));
        for (String directory : List.of("log", "tmp", "upload", "checkpoints", "savepoints")) {
            Files.createDirectories(home.resolve(directory));
        }
        settings.putAll(
                Map.of(
                        "jobmanager.rpc.address", "localhost",
                        "jobmanager.bind-host", "localhost",
                        "jobmanager.rpc.port", Integer.toString(Java.freePort()),
                        "rest.address", "localhost",
                        "rest.bind-address", "localhost",
                        "rest.port", Integer.toString(restPort),
                        "taskmanager.host", "localhost",
                        "taskmanager.bind-host", "localhost",
                        "taskmanager.numberOfTaskSlots", "2"));
        settings.putAll(
                Map.of(
                        "jobmanager.memory.process.size", "900m",
                        "taskmanager.memory.process.size", "1100m",
                        "io.tmp.dirs", home.resolve("tmp").toString(),
                        "web.upload.dir", home.resolve("upload").toString(),
                        "execution.checkpointing.dir", uri("checkpoints"),
                        "execution.checkpointing.savepoint-dir", uri("savepoints"),
                        "execution.checkpointing.interval", "1 s",
                        "heartbeat.interval", "1 s",
                        "heartbeat.timeout", "6 s"));
        settings.put("slot.request.timeout", "60 s");
        settings.putAll(more);
    }

    /** A cluster with so many TaskManagers, ready to take jobs. */
    static FlinkCluster start(Path home, int taskManagers, Map<String, String> more)
            throws Exception {
        return start(home, taskManagers, more, Map.of());
    }

    /** One whose processes find variables in their environment besides. */
    static FlinkCluster start(
            Path home, int taskManagers, Map<String, String> more, Map<String, String> environment)
            throws Exception {
        FlinkCluster cluster = new FlinkCluster(home, more);
        cluster.environment.putAll(environment);
        try {
            cluster.writeConfiguration();
            cluster.startAll(taskManagers);
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** One whose jobs survive the JobManager. */
    static FlinkCluster startHighlyAvailable(Path home, int taskManagers) throws Exception {
        FlinkCluster cluster = withZooKeeper(home);
        try {
            cluster.startAll(taskManagers);
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** As yet only a ZooKeeper runs. */
    private static FlinkCluster withZooKeeper(Path home) throws Exception {
        int port = Java.freePort();
        Path data = Files.createDirectories(home.resolve("zookeeper"));
        Files.createDirectories(home.resolve("ha"));
        FlinkCluster cluster =
                new FlinkCluster(
                        home,
                        Map.of(
                                "high-availability.type", "zookeeper",
                                "high-availability.zookeeper.quorum", "localhost:" + port,
                                "high-availability.storageDir", home.resolve("ha").toUri() + "",
                                "high-availability.cluster-id", "/e2e",
                                "high-availability.zookeeper.client.session-timeout", "6 s",
                                "high-availability.zookeeper.client.connection-timeout", "3 s"));
        try {
            cluster.writeConfiguration();
            Path zoo = home.resolve("conf/zoo.cfg");
            Files.writeString(
                    zoo,
                    "tickTime=500\ninitLimit=10\nsyncLimit=5\nadmin.enableServer=false\n"
                            + "dataDir=%s\nclientPort=%d\nserver.1=localhost:%d:%d\n"
                                    .formatted(data, port, Java.freePort(), Java.freePort()));
            cluster.start(
                    "zookeeper",
                    List.of("-Xmx128m"),
                    "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
                    "--zkConfigFile",
                    zoo.toString(),
                    "--peerId",
                    "1");
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Application mode: one job, whose jar lies in {@code usrlib}, and the cluster ends with it.
     */
    static FlinkCluster startApplication(Path home, Path jar, String main, String... arguments)
            throws Exception {
        FlinkCluster cluster = new FlinkCluster(home, Map.of());
        cluster.writeConfiguration();
        return cluster.application(jar, main, arguments);
    }

    /** The same, but the job survives the JobManager. */
    static FlinkCluster startHighlyAvailableApplication(
            Path home, Path jar, String main, String... arguments) throws Exception {
        return withZooKeeper(home).application(jar, main, arguments);
    }

    private FlinkCluster application(Path jar, String main, String... arguments) throws Exception {
        try {
            Path jars = Files.createDirectories(home.resolve("usrlib"));
            Files.copy(jar, jars.resolve(jar.getFileName()));
            application = new ArrayList<>(List.of("--job-classname", main));
            application.addAll(List.of(arguments));
            startJobManager();
            startTaskManager("tm-1");
            return this;
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    private void startAll(int taskManagers) throws Exception {
        startJobManager();
        for (int i = 1; i <= taskManagers; i++) {
            startTaskManager("tm-" + i);
        }
        rest().awaitTaskManagers(taskManagers, Duration.ofMinutes(1));
    }

    private void writeConfiguration() throws IOException {
        StringBuilder yaml = new StringBuilder();
        settings.forEach((key, value) -> yaml.append(key).append(": ").append(value).append('\n'));
        Files.writeString(home.resolve("conf/config.yaml"), yaml);
        Files.writeString(
                home.resolve("conf/log4j.properties"),
                "rootLogger.level = INFO\nrootLogger.appenderRef.c.ref = c\nappender.c.name = c\n"
                        + "appender.c.type = Console\nappender.c.layout.type = PatternLayout\n"
                        + "appender.c.layout.pattern = %d{HH:mm:ss.SSS} %-5p %-60c %x - %m%n\n");
        // as in Flink's own: a client logs to a file and prints what its user should see
        Files.writeString(
                home.resolve("conf/log4j-cli.properties"),
                "rootLogger.level = INFO\nrootLogger.appenderRef.f.ref = f\nappender.f.name = f\n"
                        + "appender.f.type = File\nappender.f.fileName = "
                        + home.resolve("log/client.log")
                        + "\nappender.f.layout.type = PatternLayout\n"
                        + "appender.f.layout.pattern = %d{HH:mm:ss.SSS} %-5p %-60c %x - %m%n\n");
    }

    /** That of a session, or of the application. */
    void startJobManager() throws Exception {
        startFlink(
                "jobmanager",
                "GET_JM_RESOURCE_PARAMS",
                application.isEmpty()
                        ? "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint"
                        : "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
                application.toArray(String[]::new));
    }

    void startTaskManager(String id) throws Exception {
        startFlink(
                id,
                "GET_TM_RESOURCE_PARAMS",
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                "-Dtaskmanager.resource-id=" + id);
    }

    /**
     * Asks Flink for flags and arguments as its scripts do: a TaskManager refuses to start without.
     */
    private void startFlink(String name, String resources, String main, String... more)
            throws Exception {
        String conf = home.resolve("conf").toString();
        List<String> results = resources(resources);
        List<String> flags = new ArrayList<>(List.of(results.get(0).trim().split("\\s+")));
        flags.add("-XX:TieredStopAtLevel=1");
        List<String> arguments = new ArrayList<>(List.of("--configDir", conf));
        arguments.addAll(List.of(results.get(1).trim().split("\\s+")));
        arguments.addAll(List.of(more));
        start(name, flags, main, arguments.toArray(String[]::new));
    }

    /** The answer depends on memory and slots, which are the same for all processes of a kind. */
    private List<String> resources(String kind) throws Exception {
        List<String> known = resources.get(kind);
        if (known == null) {
            String conf = home.resolve("conf").toString();
            Java.Ended asked =
                    Java.run(
                            Java.command(
                                    List.of("-XX:TieredStopAtLevel=1"),
                                    classPath,
                                    "org.apache.flink.runtime.util.bash.BashJavaUtils",
                                    kind,
                                    "--configDir",
                                    conf),
                            Map.of());
            known =
                    asked.output()
                            .lines()
                            .filter(line -> line.startsWith(RESULT))
                            .map(line -> line.substring(RESULT.length()))
                            .toList();
            resources.put(kind, known);
        }
        return known;
    }

    private void start(String name, List<String> flags, String main, String... arguments)
            throws IOException {
        List<String> all = new ArrayList<>(flags);
        all.add("-Dlog4j.configurationFile=" + home.resolve("conf/log4j.properties").toUri());
        processes.put(
                name,
                Java.start(
                        Java.command(all, classPath, main, arguments),
                        environment,
                        home.resolve("log/" + name + ".log")));
    }

    /** {@code kill -9}. */
    void kill(String name) throws InterruptedException {
        processes.get(name).destroyForcibly().waitFor();
    }

    /** The exit status of a process that ends by itself. */
    int awaitExit(String name, Duration limit) throws Exception {
        Java.await("the end of " + name, limit, () -> !isAlive(name));
        return processes.get(name).exitValue();
    }

    boolean isAlive(String name) {
        return processes.get(name).isAlive();
    }

    String log(String name) throws IOException {
        return Files.readString(home.resolve("log/" + name + ".log"));
    }

    /** {@code flink ARGUMENTS}. */
    Java.Ended cli(String... arguments) throws Exception {
        return Java.run(
                Java.command(
                        List.of(
                                "-XX:TieredStopAtLevel=1",
                                "-Dlog4j.configurationFile="
                                        + home.resolve("conf/log4j-cli.properties").toUri()),
                        classPath,
                        "org.apache.flink.client.cli.CliFrontend",
                        arguments),
                Map.of("FLINK_CONF_DIR", home.resolve("conf").toString()));
    }

    FlinkRest rest() {
        return new FlinkRest("http://localhost:" + restPort);
    }

    Path home() {
        return home;
    }

    String classPath() {
        return classPath;
    }

    private String uri(String directory) {
        return home.resolve(directory).toUri().toString();
    }

    @Override
    public void close() {
        List<Process> all = new ArrayList<>(processes.values());
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).destroyForcibly();
        }
        for (Process process : all) {
            process.onExit().join();
        }
    }
}
