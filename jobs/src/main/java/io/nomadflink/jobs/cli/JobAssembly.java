package io.nomadflink.jobs.cli;

import io.nomadflink.connector.client.BackfillDetail;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.GapPolicy;
import io.nomadflink.connector.source.NomadSource;
import io.nomadflink.connector.source.NomadSourceBuilder;
import io.nomadflink.connector.source.NomadWatermarks;
import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.ClusterChangeDeserializer;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.pipeline.ResultPipelines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Puts the source and the jobs into an environment; all topics of the jobs in one split, in the
 * order of their index.
 */
final class JobAssembly {
    /** What the jobs need, Job for its deletions. */
    static final List<Topic> TOPICS =
            List.of(Topic.ALLOCATION, Topic.DEPLOYMENT, Topic.EVALUATION, Topic.JOB);

    private JobAssembly() {}

    /** A cluster's stream, gaps healed. */
    static <T> NomadSourceBuilder<T> source(ClusterOptions cluster, StartingPosition start) {
        return cluster.applyTo(NomadSource.<T>builder())
                .setStartingPosition(start)
                .setGapPolicy(GapPolicy.backfill(BackfillDetail.LISTED));
    }

    static NomadSourceBuilder<ClusterChange> replay(Path recording) {
        return NomadSource.<ClusterChange>builder().setRecording(recording);
    }

    static void add(
            StreamExecutionEnvironment env,
            NomadSourceBuilder<ClusterChange> source,
            Duration disorder,
            ResultOptions results) {
        NomadSource<ClusterChange> built =
                source.setTopics(TOPICS.toArray(Topic[]::new))
                        .setOneSplit(true)
                        .setWatermarks(NomadWatermarks.bounded(disorder))
                        .setDeserializer(new ClusterChangeDeserializer())
                        .build();
        DataStream<ClusterChange> changes =
                env.fromSource(built, WatermarkStrategy.noWatermarks(), "Nomad events")
                        .uid("nomad-events");
        ResultPipelines.add(changes, results);
    }
}
