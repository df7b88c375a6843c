package io.nomadflink.jobs.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompactSerializerTest {
    private static int version = 1;

    @AfterEach
    void reset() {
        version = 1;
    }

    @Test
    void theSameVersionIsReadAsItIs() throws IOException {
        byte[] stored = snapshot(new Numbers());

        assertThat(now().resolveSchemaCompatibility(restored(stored)).isCompatibleAsIs()).isTrue();
    }

    @Test
    void anOlderVersionIsMigrated() throws IOException {
        byte[] stored = snapshot(new Numbers());
        DataOutputSerializer data = new DataOutputSerializer(8);
        new Numbers().serialize(5L, data);
        version = 2;

        TypeSerializerSnapshot<Long> old = restored(stored);
        assertThat(now().resolveSchemaCompatibility(old).isCompatibleAfterMigration()).isTrue();
        assertThat(
                        old.restoreSerializer()
                                .deserialize(new DataInputDeserializer(data.getCopyOfBuffer())))
                .isEqualTo(5);
    }

    @Test
    void aNewerVersionIsRefused() throws IOException {
        version = 2;
        byte[] stored = snapshot(new Numbers());
        version = 1;

        assertThat(now().resolveSchemaCompatibility(restored(stored)).isIncompatible()).isTrue();
    }

    private static TypeSerializerSnapshot<Long> now() {
        return new Numbers().snapshotConfiguration();
    }

    private static byte[] snapshot(TypeSerializer<Long> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        return out.getCopyOfBuffer();
    }

    private static TypeSerializerSnapshot<Long> restored(byte[] stored) throws IOException {
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(stored), CompactSerializerTest.class.getClassLoader());
    }

    /** Version 1 writes an int, version 2 a long. */
    public static final class Numbers extends CompactSerializer<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        protected int version() {
            return version;
        }

        @Override
        public void serialize(Long number, DataOutputView out) throws IOException {
            if (version == 1) {
                out.writeInt(number.intValue());
            } else {
                out.writeLong(number);
            }
        }

        @Override
        protected Long read(int stored, DataInputView in) throws IOException {
            return stored == 1 ? in.readInt() : in.readLong();
        }
    }
}
