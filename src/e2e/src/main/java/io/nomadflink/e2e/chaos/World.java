package io.nomadflink.e2e.chaos;

import io.nomadflink.connector.client.TokenSource;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadSource;
import io.nomadflink.connector.source.NomadSourceBuilder;
import io.nomadflink.connector.source.NomadSourceOptions;
import io.nomadflink.simulator.Follower;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.NomadSimulatorBuilder;
import io.nomadflink.simulator.StreamRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A simulated cluster, a workload on it, and a Flink job that reads its stream. */
final class World implements AutoCloseable {
    /** Long enough for what the client does within 150 ms of a connection. */
    private static final Duration HEARTBEAT = Duration.ofMillis(400);

    private static final long PATIENCE_MS = 60_000;

    private final Setting setting;
    private final FlinkCluster flink;
    private final Path tokenFile;
    private final NomadSimulator server;
    private final Follower follower;
    private final Published published = new Published();
    private final Journal journal = Journal.open();
    private final Pump pump;
    private String token = "first-token";
    private JobID job;

    World(Setting setting, FlinkCluster flink, Path directory) throws Exception {
        this.setting = setting;
        this.flink = flink;
        this.tokenFile = directory.resolve("token-" + journal.id());
        writeToken();
        NomadSimulatorBuilder builder =
                NomadSimulator.builder()
                        .profile(setting.profile())
                        .bufferSize(setting.buffer())
                        .heartbeat(HEARTBEAT)
                        .silentEof(setting.silentEof())
                        .writeDeadline(Duration.ofSeconds(2));
        server = setting.tokens() ? builder.token(token).start() : builder.start();
        follower = setting.twoServers() ? server.follower() : null;
        pump = new Pump(server, published, setting.seed(), setting.rate());
    }

    /** Starts job and workload, and comes back when the job has taken a checkpoint. */
    void begin() throws Exception {
        job = submit(1, null);
        awaitSubscribed();
        pump.start();
        awaitCheckpoint();
    }

    /** Until one is complete, a job that restarts begins anew at its starting position. */
    private void awaitCheckpoint() throws InterruptedException {
        if (!isCaughtUp(PATIENCE_MS) || !isSecured()) {
            throw new IllegalStateException("the job took no checkpoint: " + setting);
        }
    }

    private boolean isSecured() throws InterruptedException {
        int seen = journal.size();
        return journal.await(j -> j.secured() >= seen, PATIENCE_MS);
    }

    /** Whether every topic comes past a marker that is written now. */
    boolean isCaughtUp(long patienceMillis) throws InterruptedException {
        long marker = pump.marker("default").join();
        return journal.await(
                j -> Markers.TOPICS.stream().allMatch(topic -> j.progress(topic) >= marker),
                patienceMillis);
    }

    private void awaitSubscribed() {
        int streams = setting.oneSplit() ? 1 : Markers.TOPICS.size();
        Duration limit = Duration.ofSeconds(30);
        boolean subscribed =
                journal.awaitQuietly(
                        j -> servers().stream().mapToInt(s -> s.subscribers()).sum() >= streams,
                        limit.toMillis());
        if (!subscribed) {
            throw new IllegalStateException("the job did not subscribe: " + setting);
        }
    }

    private JobID submit(int parallelism, String savepoint) throws Exception {
        StreamExecutionEnvironment environment = flink.environment(parallelism);
        environment
                .fromSource(source(), WatermarkStrategy.noWatermarks(), "nomad")
                .uid("nomad")
                .map(new JournalFunction(journal.id()))
                .uid("journal")
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>())
                .uid("end")
                .setParallelism(1);
        return flink.start(environment, savepoint);
    }

    private NomadSource<String> source() {
        NomadSourceBuilder<String> builder =
                NomadSource.<String>builder()
                        .setDeserializer(new SightingDeserializer())
                        .setAddresses(servers().stream().map(NomadSimulator::address).toList())
                        .setTopics(Markers.TOPICS.stream().map(Topic::of).toArray(Topic[]::new))
                        .setOneSplit(setting.oneSplit())
                        .setToken(TokenSource.file(tokenFile.toString()))
                        .setGapPolicy(setting.gapPolicy())
                        .setStartingPosition(setting.startingPosition())
                        .setOption(NomadSourceOptions.HEDGE, setting.hedged());
        return impatient(builder).build();
    }

    private static NomadSourceBuilder<String> impatient(NomadSourceBuilder<String> builder) {
        return builder.setOption(NomadSourceOptions.IDLE_TIMEOUT, Duration.ofMillis(1200))
                .setOption(NomadSourceOptions.OPEN_TIMEOUT, Duration.ofSeconds(1))
                .setOption(NomadSourceOptions.REQUEST_TIMEOUT, Duration.ofSeconds(2))
                .setOption(NomadSourceOptions.START_TIMEOUT, Duration.ofMinutes(1))
                .setOption(NomadSourceOptions.AUTHORIZATION_GRACE, Duration.ofMinutes(1))
                .setOption(NomadSourceOptions.QUEUE_SIZE, MemorySize.parse("256kb"))
                .setOption(NomadSourceOptions.STALL_TIMEOUT, Duration.ofMillis(300))
                .setOption(NomadSourceOptions.MIN_BACKOFF, Duration.ofMillis(10))
                .setOption(NomadSourceOptions.MAX_BACKOFF, Duration.ofMillis(200))
                .setOption(NomadSourceOptions.NAMESPACE_INTERVAL, Duration.ofMillis(300))
                .setOption(NomadSourceOptions.FRESHNESS_INTERVAL, Duration.ofMillis(700));
    }

    Setting setting() {
        return setting;
    }

    NomadSimulator server() {
        return server;
    }

    /** Null without one. */
    Follower follower() {
        return follower;
    }

    List<NomadSimulator> servers() {
        return follower == null ? List.of(server) : List.of(server, follower.simulator());
    }

    Pump pump() {
        return pump;
    }

    Journal journal() {
        return journal;
    }

    Published published() {
        return published;
    }

    List<StreamRequest> streams() {
        List<StreamRequest> all = new ArrayList<>();
        servers().forEach(each -> all.addAll(each.streams()));
        return all;
    }

    List<Happening> survivors() throws IOException, InterruptedException {
        return Survivors.of(server.address(), token);
    }

    void rotateToken(boolean fileFirst) throws IOException {
        String old = token;
        token = UUID.randomUUID().toString();
        if (fileFirst) {
            server.tokens().accept(token);
            writeToken();
            server.tokens().revoke(old);
        } else {
            server.tokens().rotate(old, token);
            writeToken();
        }
    }

    private void writeToken() throws IOException {
        Path fresh = Files.writeString(Path.of(tokenFile + ".new"), token);
        Files.move(fresh, tokenFile, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    void replaceTaskManager() throws Exception {
        flink.replaceTaskManager();
    }

    /** Stops the job with a savepoint and starts it from there with another parallelism. */
    void rescale(Random random) throws Exception {
        String savepoint = flink.stopWithSavepoint(job);
        job = submit(1 + random.nextInt(3), savepoint);
    }

    /** Goes back to an earlier checkpoint with a new job. */
    void restore() throws Exception {
        String checkpoint = flink.checkpoint(job);
        flink.cancel(job);
        job = submit(1, checkpoint);
    }

    void replaceJobManager(Duration without) throws Exception {
        flink.replaceJobManager(job, without);
    }

    String jobStatus() throws Exception {
        return flink.status(job).name();
    }

    @Override
    public void close() throws Exception {
        try {
            if (job != null) {
                flink.cancel(job);
            }
        } finally {
            pump.close();
            journal.close();
            if (follower != null) {
                follower.close();
            }
            server.close();
            Files.deleteIfExists(tokenFile);
        }
    }
}
