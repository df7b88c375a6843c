package io.nomadflink.connector.source;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Inventory;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.payload.AclAuthMethod;
import io.nomadflink.connector.event.payload.AclBindingRule;
import io.nomadflink.connector.event.payload.AclPolicy;
import io.nomadflink.connector.event.payload.AclRole;
import io.nomadflink.connector.event.payload.AclToken;
import io.nomadflink.connector.event.payload.Allocation;
import io.nomadflink.connector.event.payload.CsiPlugin;
import io.nomadflink.connector.event.payload.CsiVolume;
import io.nomadflink.connector.event.payload.Deployment;
import io.nomadflink.connector.event.payload.Evaluation;
import io.nomadflink.connector.event.payload.HostVolume;
import io.nomadflink.connector.event.payload.Job;
import io.nomadflink.connector.event.payload.Node;
import io.nomadflink.connector.event.payload.NodePool;
import io.nomadflink.connector.event.payload.Operator;
import io.nomadflink.connector.event.payload.Payload;
import io.nomadflink.connector.event.payload.Service;
import io.nomadflink.connector.event.payload.Variable;
import io.nomadflink.connector.source.deserializer.EnvelopeDeserializer;
import io.nomadflink.connector.source.deserializer.JsonEvent;
import io.nomadflink.connector.source.deserializer.JsonEventDeserializer;
import io.nomadflink.connector.source.deserializer.TypedEvent;
import io.nomadflink.connector.source.deserializer.TypedEventDeserializer;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;

/**
 * Makes records of events.
 *
 * <p>Called by one thread per reader, in the order of the stream of each split. Implement {@link
 * #deserialize(NomadEvent, RecordOutput)}; override {@link #deserialize(Frame, FrameContext,
 * RecordOutput)} where the events of one frame belong together.
 */
@PublicEvolving
public interface NomadEventDeserializer<T> extends Serializable, ResultTypeQueryable<T> {

    /** Events of all topics, with payloads that are decoded where someone asks for them. */
    static NomadEventDeserializer<NomadEvent> events() {
        return new EnvelopeDeserializer();
    }

    /** Events of all topics as plain values, with their payload as JSON text. */
    static NomadEventDeserializer<JsonEvent> json() {
        return new JsonEventDeserializer();
    }

    /**
     * Events of the topic that has such payloads; those of other topics are skipped.
     *
     * <p>A payload of an unexpected shape is handed over like any other, and fails where it is
     * asked for: see {@link TypedEvent#payload()}.
     */
    static <P extends Payload> NomadEventDeserializer<TypedEvent<P>> typed(Class<P> payload) {
        return new TypedEventDeserializer<>(payload);
    }

    /** Events of topic Allocation; others are skipped. */
    static NomadEventDeserializer<TypedEvent<Allocation>> allocations() {
        return typed(Allocation.class);
    }

    /** Events of topic Deployment; others are skipped. */
    static NomadEventDeserializer<TypedEvent<Deployment>> deployments() {
        return typed(Deployment.class);
    }

    /** Events of topic Evaluation; others are skipped. */
    static NomadEventDeserializer<TypedEvent<Evaluation>> evaluations() {
        return typed(Evaluation.class);
    }

    /** Events of topic Job; others are skipped. */
    static NomadEventDeserializer<TypedEvent<Job>> jobs() {
        return typed(Job.class);
    }

    /** Events of topic Node; others are skipped. */
    static NomadEventDeserializer<TypedEvent<Node>> nodes() {
        return typed(Node.class);
    }

    /** Events of topic NodePool; others are skipped. */
    static NomadEventDeserializer<TypedEvent<NodePool>> nodePools() {
        return typed(NodePool.class);
    }

    /** Events of topic Service; others are skipped. */
    static NomadEventDeserializer<TypedEvent<Service>> services() {
        return typed(Service.class);
    }

    /** Events of topic ACLToken; others are skipped. */
    static NomadEventDeserializer<TypedEvent<AclToken>> aclTokens() {
        return typed(AclToken.class);
    }

    /** Events of topic ACLPolicy; others are skipped. */
    static NomadEventDeserializer<TypedEvent<AclPolicy>> aclPolicies() {
        return typed(AclPolicy.class);
    }

    /** Events of topic ACLRole; others are skipped. */
    static NomadEventDeserializer<TypedEvent<AclRole>> aclRoles() {
        return typed(AclRole.class);
    }

    /** Events of topic ACLAuthMethod; others are skipped. */
    static NomadEventDeserializer<TypedEvent<AclAuthMethod>> aclAuthMethods() {
        return typed(AclAuthMethod.class);
    }

    /** Events of topic ACLBindingRule; others are skipped. */
    static NomadEventDeserializer<TypedEvent<AclBindingRule>> aclBindingRules() {
        return typed(AclBindingRule.class);
    }

    /** Events of topic HostVolume; others are skipped. */
    static NomadEventDeserializer<TypedEvent<HostVolume>> hostVolumes() {
        return typed(HostVolume.class);
    }

    /** Events of topic CSIVolume; others are skipped. */
    static NomadEventDeserializer<TypedEvent<CsiVolume>> csiVolumes() {
        return typed(CsiVolume.class);
    }

    /** Events of topic CSIPlugin; others are skipped. */
    static NomadEventDeserializer<TypedEvent<CsiPlugin>> csiPlugins() {
        return typed(CsiPlugin.class);
    }

    /** Events of topic Variable; others are skipped. */
    static NomadEventDeserializer<TypedEvent<Variable>> variables() {
        return typed(Variable.class);
    }

    /** Events of topic Operator; others are skipped. */
    static NomadEventDeserializer<TypedEvent<Operator>> operator() {
        return typed(Operator.class);
    }

    /** Hands over no, one or more records for an event. An exception fails the job. */
    void deserialize(NomadEvent event, RecordOutput<T> out) throws IOException;

    /** Hands over the records of a whole frame; by default those of its events one by one. */
    default void deserialize(Frame frame, FrameContext context, RecordOutput<T> out)
            throws IOException {
        for (NomadEvent event : frame.events()) {
            deserialize(event, out.at(event.timestampMillis()));
        }
    }

    /**
     * Told of a stretch without proof of continuity, in its place in the stream; ignored by
     * default.
     */
    default void onGap(Gap gap, RecordOutput<T> out) throws IOException {}

    /** As {@link #onGap(Gap, RecordOutput)}, for whom what was before matters. */
    default void onGap(Gap gap, FrameContext context, RecordOutput<T> out) throws IOException {
        onGap(gap, out);
    }

    /**
     * Told which jobs exist after a gap, before what is read from lists to heal it: all that
     * belonged to others is gone. Only under {@link GapPolicy#backfill()} and with topic Job;
     * ignored by default.
     */
    default void onInventory(Inventory inventory, FrameContext context, RecordOutput<T> out)
            throws IOException {}
}
