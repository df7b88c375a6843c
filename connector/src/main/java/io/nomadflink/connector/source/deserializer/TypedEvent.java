package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.PayloadTypes;
import io.nomadflink.connector.event.payload.Payload;
import io.nomadflink.connector.event.payload.PayloadFlags;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * An event of one topic: the envelope, and the payload as that topic's record.
 *
 * <p>The payload is decoded when it is first asked for, and between operators and in state the
 * event stays Nomad's bytes. Hence {@link #payload()} is what fails on a payload of an unexpected
 * shape: such an event is neither dropped nor does it stop a job that looks only at envelopes.
 *
 * @param <P> the topic's record, such as {@link io.nomadflink.connector.event.payload.Allocation}
 */
@PublicEvolving
@TypeInfo(TypedEventTypeInfoFactory.class)
public final class TypedEvent<P extends Payload> {
    private final NomadEvent event;
    private final Class<P> type;

    private TypedEvent(NomadEvent event, Class<P> type) {
        this.event = event;
        this.type = type;
    }

    /**
     * @throws IllegalArgumentException if the event is of another topic
     */
    public static <P extends Payload> TypedEvent<P> of(NomadEvent event, Class<P> type) {
        if (PayloadTypes.of(event.topic()) != type) {
            throw new IllegalArgumentException(
                    "an event of topic "
                            + event.topic()
                            + " has no payload "
                            + type.getSimpleName());
        }
        return new TypedEvent<>(event, type);
    }

    /**
     * Decoded at the first call.
     *
     * @throws io.nomadflink.connector.event.payload.PayloadException if it has another shape than
     *     its topic's; {@code event().payloadJson()} still works
     */
    public P payload() {
        return event.payload(type);
    }

    /** What the payload says beside its object: deleted, timed out. */
    public PayloadFlags flags() {
        return event.flags();
    }

    /** See {@link NomadEvent#isDeletion()}. */
    public boolean isDeletion() {
        return event.isDeletion();
    }

    /** The whole event. */
    public NomadEvent event() {
        return event;
    }

    public long index() {
        return event.index();
    }

    public String type() {
        return event.type();
    }

    public String key() {
        return event.key();
    }

    public String namespace() {
        return event.namespace();
    }

    /** See {@link NomadEvent#timestampMillis()}. */
    public long timestampMillis() {
        return event.timestampMillis();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TypedEvent<?> typed && event.equals(typed.event);
    }

    @Override
    public int hashCode() {
        return event.hashCode();
    }

    @Override
    public String toString() {
        return event.toString();
    }
}
