package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.PayloadTypes;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.event.payload.Payload;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Names of payload types in savepoints: those of their topics, which Nomad keeps; not those of
 * classes.
 */
final class PayloadNames {
    private PayloadNames() {}

    static void write(Class<? extends Payload> payload, DataOutputView out) throws IOException {
        out.writeUTF(PayloadTypes.topicOf(payload).name());
    }

    @SuppressWarnings("unchecked")
    static <P extends Payload> Class<P> read(DataInputView in) throws IOException {
        return (Class<P>) PayloadTypes.of(Topic.of(in.readUTF()));
    }
}
