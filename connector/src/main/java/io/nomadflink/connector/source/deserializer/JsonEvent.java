package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.NomadEvent;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * An event as plain values, with its payload as JSON text: for sinks, logs of events, and topics
 * without a type of their own.
 *
 * @param index Nomad's raft index
 * @param topic as Nomad spells it, also if unknown
 * @param namespace "" where the topic has none
 * @param filterKeys empty where Nomad says null
 * @param origin name of an {@link io.nomadflink.connector.event.Origin}
 * @param timeNanos ns since the epoch, see {@link NomadEvent#timeNanos()}
 * @param payload such as {@code {"Allocation":{…}}}, with the server's order of members; may hold
 *     secrets
 */
@PublicEvolving
public record JsonEvent(
        long index,
        String topic,
        String type,
        String key,
        String namespace,
        @TypeInfo(StringListTypeInfoFactory.class) List<String> filterKeys,
        String origin,
        long timeNanos,
        String payload)
        implements Serializable {

    public static JsonEvent of(NomadEvent event) {
        return new JsonEvent(
                event.index(),
                event.topic().name(),
                event.type(),
                event.key(),
                event.namespace(),
                event.filterKeys(),
                event.origin().name(),
                event.timeNanos(),
                event.payloadJson());
    }

    /** Without the payload. */
    @Override
    public String toString() {
        return topic
                + "/"
                + type
                + " "
                + (namespace.isEmpty() ? "" : namespace + "/")
                + key
                + " @"
                + index;
    }
}
