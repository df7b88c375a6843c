package io.nomadflink.connector.docs;

import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.event.payload.Allocation;
import io.nomadflink.connector.source.GapPolicy;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.NomadSource;
import io.nomadflink.connector.source.NomadWatermarks;
import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.connector.source.deserializer.TypedEvent;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Tells of each event of an allocation that has failed. */
public final class ReadmeExample {
    private ReadmeExample() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.enableCheckpointing(10_000);
        failures(env, "http://127.0.0.1:4646").print();
        env.execute("Failed allocations");
    }

    static DataStream<String> failures(StreamExecutionEnvironment env, String... addresses) {
        NomadSource<TypedEvent<Allocation>> source =
                NomadSource.<TypedEvent<Allocation>>builder()
                        .setAddresses(addresses)
                        .setTopics(Topic.ALLOCATION)
                        .setStartingPosition(StartingPosition.earliest())
                        .setGapPolicy(GapPolicy.report())
                        .setWatermarks(NomadWatermarks.bounded(Duration.ofSeconds(5)))
                        .setDeserializer(NomadEventDeserializer.allocations())
                        .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "Nomad allocations")
                .uid("nomad-allocations")
                .filter(event -> "failed".equals(event.payload().clientStatus()))
                .map(event -> event.namespace() + " " + event.payload().name());
    }
}
