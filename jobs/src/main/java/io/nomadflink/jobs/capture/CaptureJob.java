package io.nomadflink.jobs.capture;

import io.nomadflink.connector.source.NomadSourceBuilder;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Keeps whole frames, in the order in which they came, outside Nomad, whose buffer is small. Its
 * only state is the position in the stream and what a sink has open.
 */
public final class CaptureJob {
    private CaptureJob() {}

    /**
     * @param source of the topics to keep, without a deserializer
     * @param sinks as {@link CaptureSinks} takes them
     */
    public static void add(
            StreamExecutionEnvironment env,
            NomadSourceBuilder<byte[]> source,
            boolean redacted,
            List<String> sinks,
            Duration patience) {
        DataStream<byte[]> lines =
                env.fromSource(
                                source.setOneSplit(true)
                                        .setDeserializer(new LineDeserializer(redacted))
                                        .build(),
                                WatermarkStrategy.noWatermarks(),
                                "Nomad events")
                        .uid("nomad-events")
                        .setParallelism(1);
        for (int i = 0; i < sinks.size(); i++) {
            String uid = "capture-" + i;
            lines.sinkTo(CaptureSinks.of(sinks.get(i), patience, uid))
                    .setParallelism(1)
                    .name("Capture " + i)
                    .uid(uid);
        }
    }
}
