package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is lost and nothing doubled in state that is checkpointed with the source. */
class ExactlyOnceITCase {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(2)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static int oldestTaskManager;

    @TempDir Path savepoints;

    private final String board = UUID.randomUUID().toString();
    private NomadSimulator server;
    private Publisher publisher;
    private JobClient job;

    private void serve(Profile profile) {
        server =
                NomadSimulator.builder()
                        .profile(profile)
                        .heartbeat(Duration.ofMillis(200))
                        .bufferSize(100_000)
                        .start();
        publisher = new Publisher(server);
    }

    @AfterEach
    void stop() throws Exception {
        if (job != null && !job.getJobStatus().get().isTerminalState()) {
            job.cancel().get();
        }
        server.close();
    }

    private NomadSourceBuilder<String> source() {
        return NomadSource.<String>builder()
                .setAddresses(server.address())
                .setDeserializer(new Keys());
    }

    private void run(NomadSourceBuilder<String> source, int parallelism, String savepoint)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("execution.checkpointing.interval", "50ms");
        configuration.setString("restart-strategy.type", "fixed-delay");
        configuration.setString("restart-strategy.fixed-delay.attempts", "1000");
        configuration.setString("restart-strategy.fixed-delay.delay", "50ms");
        configuration.setString("pipeline.generic-types", "false");
        if (savepoint != null) {
            configuration.setString("execution.state-recovery.path", savepoint);
            configuration.setString("execution.state-recovery.ignore-unclaimed-state", "false");
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        env.setMaxParallelism(16);
        env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "nomad")
                .uid("source")
                .keyBy(key -> 0, Types.INT)
                .process(new Tally(board), Types.INT)
                .uid("tally")
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        job = env.executeAsync();
    }

    private String stopWithSavepoint() throws Exception {
        return job.stopWithSavepoint(
                        false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    private void everythingOnce() throws Exception {
        Tally.board(board).awaitDistinct(publisher.published());
        assertThat(Tally.board(board).counts())
                .hasSize(publisher.published())
                .allSatisfy((key, count) -> assertThat(count).as(key).isEqualTo(1));
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void aTaskManagerDies(Profile profile, @InjectMiniCluster MiniCluster cluster)
            throws Exception {
        serve(profile);
        publisher.frames(300);
        run(source().setTopics(Topic.ALLOCATION, Topic.EVALUATION, Topic.NODE), 4, null);
        everythingOnce();
        Tally.board(board).awaitCheckpoint();
        publisher.frames(101);
        Tally.board(board).awaitDistinct(publisher.published() - 50);

        replaceTaskManager(cluster, () -> publisher.frames(100));
        publisher.frames(300);
        replaceTaskManager(cluster, () -> publisher.frames(300));
        Await.until("another attempt", () -> Tally.board(board).attempts() > 1);

        everythingOnce();
    }

    /** The cluster numbers TaskManagers for ever, dead ones included. */
    private static void replaceTaskManager(MiniCluster cluster, Runnable meanwhile)
            throws Exception {
        cluster.terminateTaskManager(oldestTaskManager++).get();
        meanwhile.run();
        cluster.startTaskManager();
    }

    @Test
    void scalesFromASavepoint() throws Exception {
        serve(Profile.V2_0);
        NomadSourceBuilder<String> source =
                source().setTopics(Topic.ALLOCATION, Topic.EVALUATION, Topic.NODE);
        publisher.frames(200);
        run(source, 1, null);
        everythingOnce();
        publisher.frames(50);

        String first = stopWithSavepoint();
        publisher.frames(200);
        run(source, 4, first);
        everythingOnce();

        publisher.frames(50);
        String second = stopWithSavepoint();
        publisher.frames(200);
        run(source, 2, second);
        everythingOnce();
    }

    @Test
    void topicsMayChangeWithASavepoint() throws Exception {
        serve(Profile.V2_0);
        publisher.frames(30);
        run(source().setTopics(Topic.ALLOCATION, Topic.NODE), 2, null);
        Tally.board(board).awaitDistinct(40);
        String savepoint = stopWithSavepoint();
        publisher.frames(30);

        run(source().setTopics(Topic.ALLOCATION, Topic.EVALUATION), 2, savepoint);

        // allocations of both runs, evaluations of both from their start, nodes of the first only
        Tally.board(board).awaitDistinct(40 + 20 + 40);
        publisher.frames(30);
        Tally.board(board).awaitDistinct(40 + 20 + 40 + 40);
        assertThat(Tally.board(board).counts().values()).containsOnly(1);
        assertThat(Tally.board(board).distinct()).isEqualTo(140);
    }
}
