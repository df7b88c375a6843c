package io.nomadflink.connector.source.deserializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.Recordings;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class NomadEventSerializerTest {
    private static final NomadEventSerializer SERIALIZER = NomadEventSerializer.INSTANCE;

    @Test
    void everyRecordedEventComesBackEqual() throws IOException {
        for (Path recording : Recordings.all()) {
            DataOutputSerializer out = new DataOutputSerializer(1 << 16);
            DataInputDeserializer in = new DataInputDeserializer();
            Recordings.events(
                    recording,
                    event -> {
                        try {
                            out.clear();
                            SERIALIZER.serialize(event, out);
                            in.setBuffer(out.getSharedBuffer(), 0, out.length());
                            assertThat(SERIALIZER.deserialize(in)).isEqualTo(event);
                            assertThat(in.available()).isZero();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    });
        }
    }

    @Test
    void writesOnlyTheSliceOfALine() throws IOException {
        byte[] line = new byte[1 << 20];
        line[1000] = '{';
        line[1001] = '}';
        NomadEvent event = event(line, 1000, 2);
        assertThat(written(event).length).isLessThan(200);
        assertThat(read(written(event)).payloadBuffer()).hasSize(2);
    }

    @Test
    void copiesBytesAsTheyStand() throws IOException {
        NomadEvent event = event("{\"Gruppe\":\"größer\"}".getBytes(StandardCharsets.UTF_8));
        DataOutputSerializer copy = new DataOutputSerializer(16);
        SERIALIZER.copy(new DataInputDeserializer(written(event)), copy);
        assertThat(copy.getCopyOfBuffer()).isEqualTo(written(event));
    }

    @Test
    void keepsEachOriginAndAnUnknownTopic() throws IOException {
        for (Origin origin : Origin.values()) {
            NomadEvent event =
                    new NomadEvent(
                            1L << 60,
                            Topic.of("Quota"),
                            "QuotaUpserted",
                            "key",
                            "",
                            List.of("a", "ü"),
                            origin,
                            Long.MAX_VALUE,
                            "{}".getBytes(StandardCharsets.UTF_8),
                            0,
                            2);
            assertThat(read(written(event))).isEqualTo(event);
        }
    }

    @Test
    void anEventIsImmutableAndNeverCopied() {
        NomadEvent event = event(new byte[] {'{', '}'});
        assertThat(SERIALIZER.isImmutableType()).isTrue();
        assertThat(SERIALIZER.copy(event)).isSameAs(event);
        assertThat(SERIALIZER.copy(event, SERIALIZER.createInstance())).isSameAs(event);
    }

    @Test
    void snapshotRestoresTheSerializerAndRefusesAFormatOfTheFuture() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, SERIALIZER.snapshotConfiguration());
        TypeSerializerSnapshot<NomadEvent> restored =
                TypeSerializerSnapshot.readVersionedSnapshot(
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        getClass().getClassLoader());
        assertThat(restored.restoreSerializer()).isEqualTo(SERIALIZER);
        assertThat(
                        SERIALIZER
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(restored)
                                .isCompatibleAsIs())
                .isTrue();
        assertThatThrownBy(
                        () ->
                                new NomadEventSerializerSnapshot()
                                        .readSnapshot(2, null, getClass().getClassLoader()))
                .hasMessage("Nomad events of format 2, but this version knows 1");
    }

    private static NomadEvent event(byte[] payload) {
        return event(payload, 0, payload.length);
    }

    private static NomadEvent event(byte[] buffer, int offset, int length) {
        return new NomadEvent(
                7,
                Topic.ALLOCATION,
                "PlanResult",
                "id",
                "default",
                List.of("web"),
                Origin.STREAM,
                5,
                buffer,
                offset,
                length);
    }

    private static byte[] written(NomadEvent event) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        SERIALIZER.serialize(event, out);
        return out.getCopyOfBuffer();
    }

    private static NomadEvent read(byte[] bytes) throws IOException {
        return SERIALIZER.deserialize(new DataInputDeserializer(bytes));
    }
}
