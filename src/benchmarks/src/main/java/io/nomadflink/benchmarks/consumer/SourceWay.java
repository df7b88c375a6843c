package io.nomadflink.benchmarks.consumer;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.NomadSource;
import io.nomadflink.connector.source.NomadWatermarks;
import io.nomadflink.connector.source.StartingPosition;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The source in Flink, chained to a sink that throws away. */
final class SourceWay implements Way {
    private final Stream stream;
    private final boolean typed;
    private final Cluster cluster = new Cluster();

    SourceWay(Stream stream, boolean typed) {
        this.stream = stream;
        this.typed = typed;
    }

    @Override
    public void consume(Meter meter) throws Exception {
        CountedEvents.meter = meter;
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration).setParallelism(1);
        NomadSource<NomadEvent> source =
                NomadSource.<NomadEvent>builder()
                        .setAddresses(stream.address())
                        .setTopics(Topic.ALL)
                        .setOneSplit(true)
                        .setStartingPosition(StartingPosition.earliest())
                        .setWatermarks(NomadWatermarks.bounded(Duration.ofSeconds(5)))
                        .setDeserializer(
                                new CountedEvents<>(NomadEventDeserializer.events(), typed))
                        .build();
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "Nomad events")
                .sinkTo(new DiscardingSink<>());
        JobID job = cluster.submit(env);
        meter.awaitLast();
        meter.end();
        cluster.cancel(job);
        cluster.awaitEnd(job);
    }
}
