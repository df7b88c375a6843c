package io.nomadflink.connector.event;

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
import io.nomadflink.connector.event.payload.UnknownPayload;
import io.nomadflink.connector.event.payload.Variable;
import java.util.Map;

/** Which record holds the payloads of a topic. */
public final class PayloadTypes {
    private static final Map<Topic, Class<? extends Payload>> TYPES =
            Map.ofEntries(
                    Map.entry(Topic.JOB, Job.class),
                    Map.entry(Topic.ALLOCATION, Allocation.class),
                    Map.entry(Topic.EVALUATION, Evaluation.class),
                    Map.entry(Topic.DEPLOYMENT, Deployment.class),
                    Map.entry(Topic.NODE, Node.class),
                    Map.entry(Topic.NODE_POOL, NodePool.class),
                    Map.entry(Topic.SERVICE, Service.class),
                    Map.entry(Topic.ACL_TOKEN, AclToken.class),
                    Map.entry(Topic.ACL_POLICY, AclPolicy.class),
                    Map.entry(Topic.ACL_ROLE, AclRole.class),
                    Map.entry(Topic.ACL_AUTH_METHOD, AclAuthMethod.class),
                    Map.entry(Topic.ACL_BINDING_RULE, AclBindingRule.class),
                    Map.entry(Topic.HOST_VOLUME, HostVolume.class),
                    Map.entry(Topic.CSI_VOLUME, CsiVolume.class),
                    Map.entry(Topic.CSI_PLUGIN, CsiPlugin.class),
                    Map.entry(Topic.VARIABLE, Variable.class),
                    Map.entry(Topic.OPERATOR, Operator.class));

    private PayloadTypes() {}

    /** {@link UnknownPayload} for a topic that this version does not know. */
    public static Class<? extends Payload> of(Topic topic) {
        return TYPES.getOrDefault(topic, UnknownPayload.class);
    }

    /**
     * The topic whose payloads are such records.
     *
     * @throws IllegalArgumentException for {@link UnknownPayload}, which any topic can have
     */
    public static Topic topicOf(Class<? extends Payload> type) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        type.getSimpleName() + " is not the payload of one topic"));
    }
}
