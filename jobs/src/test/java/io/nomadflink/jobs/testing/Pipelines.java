package io.nomadflink.jobs.testing;

import io.nomadflink.jobs.change.ClusterChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Environments and replayable streams of changes for jobs in the process of the test. */
public final class Pipelines {
    private static final Map<String, List<ClusterChange>> PREPARED = new ConcurrentHashMap<>();

    private Pipelines() {}

    /** Refuses generic types. */
    public static StreamExecutionEnvironment environment(int parallelism, Configuration more) {
        Configuration configuration = new Configuration(more);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(parallelism);
        return environment;
    }

    /** One split, in order, as fast as possible. */
    public static DataStream<ClusterChange> stream(
            StreamExecutionEnvironment environment, List<ClusterChange> changes) {
        return stream(environment, changes, RateLimiterStrategy.noOp());
    }

    /** One split, in order, so many with each checkpoint. */
    public static DataStream<ClusterChange> stream(
            StreamExecutionEnvironment environment,
            List<ClusterChange> changes,
            RateLimiterStrategy<?> rate) {
        String id = UUID.randomUUID().toString();
        PREPARED.put(id, changes);
        DataGeneratorSource<ClusterChange> source =
                new DataGeneratorSource<>(
                        index -> PREPARED.get(id).get(Math.toIntExact(index)),
                        changes.size(),
                        cast(rate),
                        ClusterChange.TYPE);
        return environment
                .fromSource(source, watermarks(), "changes")
                .uid("source")
                .setParallelism(1);
    }

    /** A watermark at the time of each change, at once. */
    public static WatermarkStrategy<ClusterChange> watermarkAfterEach() {
        return WatermarkStrategy.<ClusterChange>forGenerator(
                        context ->
                                new WatermarkGenerator<>() {
                                    @Override
                                    public void onEvent(
                                            ClusterChange change,
                                            long time,
                                            WatermarkOutput output) {
                                        output.emitWatermark(new Watermark(time));
                                    }

                                    @Override
                                    public void onPeriodicEmit(WatermarkOutput output) {}
                                })
                .withTimestampAssigner((change, time) -> change.time());
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object any) {
        return (T) any;
    }

    private static WatermarkStrategy<ClusterChange> watermarks() {
        return WatermarkStrategy.<ClusterChange>forBoundedOutOfOrderness(Duration.ofSeconds(2))
                .withTimestampAssigner((change, time) -> change.time());
    }
}
