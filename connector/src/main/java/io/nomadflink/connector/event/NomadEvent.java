package io.nomadflink.connector.event;

import io.nomadflink.connector.event.payload.DecodedPayload;
import io.nomadflink.connector.event.payload.Payload;
import io.nomadflink.connector.event.payload.PayloadDecoder;
import io.nomadflink.connector.event.payload.PayloadFlags;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One element of {@code Events} in a frame: the envelope, and the payload as a slice of the bytes
 * it came in.
 *
 * <p>Immutable; callers must not change {@link #payloadBuffer()}. The payload may hold secrets (job
 * environments, and up to Nomad 1.9.5 identity tokens), so {@link #toString()} leaves it out.
 */
public final class NomadEvent {
    private final long index;
    private final Topic topic;
    private final String type;
    private final String key;
    private final String namespace;
    private final List<String> filterKeys;
    private final Origin origin;
    private final long timeNanos;
    private final byte[] buffer;
    private final int offset;
    private final int length;

    /** Made on demand; not part of what the event is. Threads may race: they make equal ones. */
    private DecodedPayload decoded;

    /**
     * @param namespace "" where the topic has none
     * @param filterKeys empty where Nomad says null
     * @param timeNanos the payload's own time, ns since the epoch, or 0
     * @param buffer holds the payload, a JSON object in UTF-8, at offset
     */
    public NomadEvent(
            long index,
            Topic topic,
            String type,
            String key,
            String namespace,
            List<String> filterKeys,
            Origin origin,
            long timeNanos,
            byte[] buffer,
            int offset,
            int length) {
        this.index = index;
        this.topic = Objects.requireNonNull(topic);
        this.type = type;
        this.key = key;
        this.namespace = namespace;
        this.filterKeys = filterKeys;
        this.origin = origin;
        this.timeNanos = timeNanos;
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
    }

    /** The same event with another time. */
    public NomadEvent withTimeNanos(long time) {
        return new NomadEvent(
                index,
                topic,
                type,
                key,
                namespace,
                filterKeys,
                origin,
                time,
                buffer,
                offset,
                length);
    }

    /** Nomad's raft index; several frames can carry the same one. */
    public long index() {
        return index;
    }

    public Topic topic() {
        return topic;
    }

    /**
     * The raft message that caused the event, not the kind of its object: {@code
     * Evaluation/JobRegistered}.
     */
    public String type() {
        return type;
    }

    /**
     * The object's id or name; "" on {@code HostVolumeDeleted}. Unique only with topic and
     * namespace.
     */
    public String key() {
        return key;
    }

    /** "" for topics without namespace. */
    public String namespace() {
        return namespace;
    }

    public List<String> filterKeys() {
        return filterKeys;
    }

    public Origin origin() {
        return origin;
    }

    /**
     * Nanoseconds since the epoch: the payload's own time ({@code ModifyTime} and its kin) where it
     * has one. In what a source emits never 0: else the largest time of the frame, else the largest
     * so far, else the time of arrival.
     */
    public long timeNanos() {
        return timeNanos;
    }

    public long timestampMillis() {
        return Math.floorDiv(timeNanos, 1_000_000L);
    }

    /**
     * The bytes that hold the payload between {@link #payloadOffset()} and {@link
     * #payloadLength()}; not to be changed.
     */
    public byte[] payloadBuffer() {
        return buffer;
    }

    public int payloadOffset() {
        return offset;
    }

    public int payloadLength() {
        return length;
    }

    /** The payload, such as {@code {"Allocation":{…}}}, as JSON text. */
    public String payloadJson() {
        return new String(buffer, offset, length, StandardCharsets.UTF_8);
    }

    /**
     * A text member of the payload's object, such as a job's {@code Status}; "" if it is absent or
     * no text.
     */
    public String objectText(String member) {
        return PayloadReader.objectText(this, member);
    }

    /**
     * The payload as a record, decoded at the first call; {@link
     * io.nomadflink.connector.event.payload.UnknownPayload} for topics that this version does not
     * know.
     *
     * @throws io.nomadflink.connector.event.payload.PayloadException if it has another shape than
     *     its topic's; {@link #payloadJson()} still works
     */
    public Payload payload() {
        return decoded().object();
    }

    /**
     * The payload as the record of its topic: {@code event.payload(Allocation.class)}.
     *
     * @throws IllegalArgumentException if the topic is another one
     * @throws io.nomadflink.connector.event.payload.PayloadException as {@link #payload()}
     */
    public <P extends Payload> P payload(Class<P> type) {
        if (PayloadTypes.of(topic) != type) {
            throw new IllegalArgumentException(
                    "an event of topic " + topic + " has no payload " + type.getSimpleName());
        }
        return type.cast(payload());
    }

    /** What the payload says beside its object: deleted, timed out. */
    public PayloadFlags flags() {
        return decoded().flags();
    }

    /**
     * Whether the event says that its object is gone: by {@code Deleted}, by its type, or for jobs
     * before Nomad 1.11.3 by the indexes. Nodes, evaluations, allocations and deployments go
     * without an event; those of a deleted job are gone with it.
     */
    public boolean isDeletion() {
        return Deletion.isDeletion(this);
    }

    private DecodedPayload decoded() {
        DecodedPayload known = decoded;
        if (known == null) {
            known =
                    PayloadDecoder.decode(
                            topic.name(),
                            PayloadTypes.of(topic),
                            topic.payloadMember(),
                            buffer,
                            offset,
                            length);
            decoded = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NomadEvent e
                && index == e.index
                && timeNanos == e.timeNanos
                && origin == e.origin
                && topic.equals(e.topic)
                && type.equals(e.type)
                && key.equals(e.key)
                && namespace.equals(e.namespace)
                && filterKeys.equals(e.filterKeys)
                && Arrays.equals(
                        buffer, offset, offset + length, e.buffer, e.offset, e.offset + e.length);
    }

    @Override
    public int hashCode() {
        return Objects.hash(index, topic, type, key, namespace);
    }

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
