package io.nomadflink.connector.source.deserializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.Events;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.PayloadTypes;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.event.payload.Allocation;
import io.nomadflink.connector.event.payload.Deployment;
import io.nomadflink.connector.event.payload.Payload;
import io.nomadflink.connector.event.payload.PayloadException;
import io.nomadflink.connector.event.payload.UnknownPayload;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.RecordOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.InvalidTypesException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class TypedEventTest {
    private static final NomadEvent EVENT =
            Events.allocation(
                    "\"ID\":\"a\",\"ClientStatus\":\"failed\",\"CreateTime\":9007199254740993");

    @Test
    void givesTheEnvelopeAndTheDecodedPayload() {
        TypedEvent<Allocation> typed = TypedEvent.of(EVENT, Allocation.class);
        assertThat(typed.payload().clientStatus()).isEqualTo("failed");
        assertThat(typed.payload()).isSameAs(typed.payload());
        assertThat(typed.index()).isEqualTo(10);
        assertThat(typed.type()).isEqualTo("AllocationUpdated");
        assertThat(typed).hasToString("Allocation/AllocationUpdated key @10");
    }

    @Test
    void refusesAnEventOfAnotherTopic() {
        assertThatThrownBy(() -> TypedEvent.of(EVENT, Deployment.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an event of topic Allocation has no payload Deployment");
    }

    @Test
    void flinkFindsTheTypeByItself() {
        assertThat(TypeInformation.of(new TypeHint<TypedEvent<Allocation>>() {}))
                .isEqualTo(TypedEventTypeInfo.forPayload(Allocation.class))
                .hasToString("TypedEvent<Allocation>");
        assertThat(TypedEventTypeInfo.forPayload(Allocation.class))
                .isNotEqualTo(TypedEventTypeInfo.forPayload(Deployment.class))
                .isNotEqualTo(NomadEventTypeInfo.INSTANCE);
        assertThatThrownBy(
                        () ->
                                new TypedEventTypeInfoFactory<>()
                                        .createTypeInfo(TypedEvent.class, Map.of()))
                .isInstanceOf(InvalidTypesException.class)
                .hasMessageContaining("TypedEventTypeInfo.forPayload");
    }

    @Test
    void serializersOfAllTopicsComeBackFromTheirSnapshots() throws IOException {
        for (Topic topic : Topic.known()) {
            Class<? extends Payload> type = PayloadTypes.of(topic);
            if (type != UnknownPayload.class) {
                assertComesBack(TypedEventTypeInfo.forPayload(type));
                assertComesBack(PayloadTypeInfo.forPayload(type));
            }
        }
        assertThatThrownBy(() -> PayloadTypeInfo.forPayload(UnknownPayload.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static <T> void assertComesBack(TypeInformation<T> type) throws IOException {
        TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<T> old =
                TypeSerializerSnapshot.readVersionedSnapshot(
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        TypedEventTest.class.getClassLoader());
        assertThat(old.restoreSerializer()).isEqualTo(serializer);
        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(old)
                                .isCompatibleAsIs())
                .isTrue();
        T empty = serializer.createInstance();
        out.clear();
        serializer.serialize(empty, out);
        byte[] written = out.getCopyOfBuffer();
        assertThat(serializer.deserialize(new DataInputDeserializer(written))).isEqualTo(empty);
        out.clear();
        serializer.copy(new DataInputDeserializer(written), out);
        assertThat(out.getCopyOfBuffer()).isEqualTo(written);
    }

    @Test
    void snapshotsOfAnotherTopicDoNotFit() {
        TypeSerializerSnapshot<TypedEvent<Allocation>> allocations =
                TypedEventTypeInfo.forPayload(Allocation.class)
                        .createSerializer(new SerializerConfigImpl())
                        .snapshotConfiguration();
        @SuppressWarnings({"unchecked", "rawtypes"})
        TypeSerializerSnapshot<TypedEvent<Allocation>> deployments =
                (TypeSerializerSnapshot)
                        TypedEventTypeInfo.forPayload(Deployment.class)
                                .createSerializer(new SerializerConfigImpl())
                                .snapshotConfiguration();
        assertThat(allocations.resolveSchemaCompatibility(deployments).isIncompatible()).isTrue();
    }

    @Test
    void aTypedDeserializerSkipsOtherTopics() throws IOException {
        NomadEvent deployment =
                Events.event(Topic.DEPLOYMENT, "PlanResult", 11, "{\"Deployment\":{}}");
        assertThat(deserialized(NomadEventDeserializer.allocations(), EVENT, deployment))
                .containsExactly(TypedEvent.of(EVENT, Allocation.class));
        assertThat(deserialized(NomadEventDeserializer.events(), EVENT, deployment))
                .containsExactly(EVENT, deployment);
        assertThat(deserialized(NomadEventDeserializer.json(), EVENT))
                .containsExactly(JsonEvent.of(EVENT));
    }

    @Test
    void anEventWithAPayloadOfAnotherShapeIsHandedOverAndFailsWhenAsked() throws IOException {
        NomadEvent odd = Events.allocation("\"ID\":\"a\",\"CreateTime\":\"secret\"");
        List<TypedEvent<Allocation>> records =
                deserialized(NomadEventDeserializer.allocations(), odd);
        assertThat(records).hasSize(1);
        assertThat(records.get(0).key()).isEqualTo("key");
        assertThatThrownBy(() -> records.get(0).payload())
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("Allocation.CreateTime")
                .hasMessageNotContaining("secret");
    }

    private static <T> List<T> deserialized(
            NomadEventDeserializer<T> deserializer, NomadEvent... events) throws IOException {
        List<T> records = new ArrayList<>();
        RecordOutput<T> out =
                new RecordOutput<>() {
                    @Override
                    public void collect(T record) {
                        records.add(record);
                    }

                    @Override
                    public void collect(T record, long timestampMillis) {
                        records.add(record);
                    }
                };
        for (NomadEvent event : events) {
            deserializer.deserialize(event, out);
        }
        return records;
    }
}
