package io.nomadflink.connector.source.deserializer;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Events;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.payload.Allocation;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** All our types through a job that forbids Kryo. */
class WithoutKryoITCase {

    @Test
    void allTypesCrossTheNetworkWithoutKryo() throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("pipeline.generic-types", "false");
        configuration.setString("pipeline.auto-generate-uids", "true");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(2);
        List<NomadEvent> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.add(Events.allocation("\"ID\":\"" + i + "\",\"JobID\":\"web\""));
        }

        DataStream<NomadEvent> envelopes =
                env.fromData(events, NomadEventTypeInfo.INSTANCE).rebalance();
        DataStream<TypedEvent<Allocation>> typed =
                envelopes
                        .map(event -> TypedEvent.of(event, Allocation.class))
                        .returns(TypedEventTypeInfo.forPayload(Allocation.class))
                        .rebalance();
        DataStream<Allocation> payloads =
                typed.map(TypedEvent::payload)
                        .returns(PayloadTypeInfo.forPayload(Allocation.class))
                        .rebalance();
        DataStream<JsonEvent> json = envelopes.map(JsonEvent::of).rebalance();

        assertThat(collected(payloads))
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(event -> event.payload(Allocation.class)).toList());
        assertThat(collected(json))
                .containsExactlyInAnyOrderElementsOf(events.stream().map(JsonEvent::of).toList());
    }

    private static <T> List<T> collected(DataStream<T> stream) throws Exception {
        return stream.executeAndCollect(1000);
    }
}
