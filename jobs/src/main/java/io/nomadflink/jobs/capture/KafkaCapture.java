package io.nomadflink.jobs.capture;

import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.sink.KafkaTarget;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.TopicPartition;

/** A capture in Kafka as a stream of changes, in its order. */
public final class KafkaCapture {
    private KafkaCapture() {}

    /**
     * @param toTheEnd whether to stop at what is there now
     * @param disorder how far behind the largest event time windows are closed
     * @param quiet how far time goes on by itself when nothing comes
     */
    public static DataStream<ClusterChange> read(
            StreamExecutionEnvironment env,
            KafkaTarget target,
            boolean toTheEnd,
            Duration disorder,
            Duration quiet) {
        return env.fromSource(
                        source(target, toTheEnd),
                        WatermarkStrategy.noWatermarks(),
                        "Captured events")
                .uid("captured-events")
                .setParallelism(1)
                .process(new CapturedChanges())
                .returns(ClusterChange.TYPE)
                .name("Changes")
                .uid("captured-changes")
                .setParallelism(1)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.forGenerator(
                                        context ->
                                                new CaptureWatermarks(
                                                        disorder.toMillis(), quiet.toMillis()))
                                .withTimestampAssigner((change, time) -> change.time()))
                .setParallelism(1)
                .name("Event time")
                .uid("captured-time");
    }

    private static KafkaSource<byte[]> source(KafkaTarget target, boolean toTheEnd) {
        Properties client = target.client();
        client.setProperty("isolation.level", "read_committed");
        KafkaSourceBuilder<byte[]> builder =
                KafkaSource.<byte[]>builder()
                        .setProperties(client)
                        .setGroupId("nomad-flink-" + target.prefix())
                        .setPartitions(
                                Set.of(new TopicPartition(target.topic(CaptureSinks.TOPIC), 0)))
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setValueOnlyDeserializer(new Bytes());
        return toTheEnd ? builder.setBounded(OffsetsInitializer.latest()).build() : builder.build();
    }

    private static final class Bytes extends AbstractDeserializationSchema<byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] deserialize(byte[] message) {
            return message;
        }
    }
}
