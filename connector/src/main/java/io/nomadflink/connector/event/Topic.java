package io.nomadflink.connector.event;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A topic of Nomad's event stream, open to names that this version does not know.
 *
 * <p>Known topics are constants; {@link #of(String)} gives those or, for any other name, a topic
 * without further knowledge, since new servers add topics and every event passes through.
 */
public final class Topic implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Map<String, Topic> KNOWN = new LinkedHashMap<>();

    public static final Topic JOB = known("Job", "Job", "/v1/jobs", true, "read-job");
    public static final Topic ALLOCATION =
            known("Allocation", "Allocation", "/v1/allocations", true, "read-job");
    public static final Topic EVALUATION =
            known("Evaluation", "Evaluation", "/v1/evaluations", true, "read-job");
    public static final Topic DEPLOYMENT =
            known("Deployment", "Deployment", "/v1/deployments", true, "read-job");
    public static final Topic NODE = known("Node", "Node", "/v1/nodes", false, "node:read");
    public static final Topic NODE_POOL =
            known("NodePool", "NodePool", "/v1/node/pools", false, "management");
    public static final Topic SERVICE =
            known("Service", "Service", "/v1/services", true, "read-job");
    public static final Topic ACL_TOKEN =
            known("ACLToken", "ACLToken", "/v1/acl/tokens", false, "management");
    public static final Topic ACL_POLICY =
            known("ACLPolicy", "ACLPolicy", "/v1/acl/policies", false, "management");
    public static final Topic ACL_ROLE =
            known("ACLRole", "ACLRole", "/v1/acl/roles", false, "management");
    public static final Topic ACL_AUTH_METHOD =
            known("ACLAuthMethod", "AuthMethod", "/v1/acl/auth-methods", false, "management");
    public static final Topic ACL_BINDING_RULE =
            known("ACLBindingRule", "ACLBindingRule", "/v1/acl/binding-rules", false, "management");
    public static final Topic HOST_VOLUME =
            known("HostVolume", "Volume", "/v1/volumes?type=host", true, "host-volume-read");
    public static final Topic CSI_VOLUME =
            known("CSIVolume", "Volume", "/v1/volumes?type=csi", true, "csi-read-volume");
    public static final Topic CSI_PLUGIN =
            known("CSIPlugin", "Plugin", "/v1/plugins?type=csi", false, "read-job");
    public static final Topic VARIABLE =
            known("Variable", "Metadata", "/v1/vars", true, "variables:list");
    public static final Topic OPERATOR = known("Operator", null, null, false, "operator:read");

    /** All topics in one subscription. */
    public static final Topic ALL = known("*", null, null, true, "management");

    private final String name;
    private final String payloadMember;
    private final String listPath;
    private final boolean namespaced;
    private final String capability;

    private Topic(
            String name,
            String payloadMember,
            String listPath,
            boolean namespaced,
            String capability) {
        this.name = name;
        this.payloadMember = payloadMember;
        this.listPath = listPath;
        this.namespaced = namespaced;
        this.capability = capability;
    }

    private static Topic known(
            String name, String member, String list, boolean namespaced, String capability) {
        Topic topic = new Topic(name, member, list, namespaced, capability);
        KNOWN.put(name, topic);
        return topic;
    }

    /** The topic of that name as Nomad spells it; case matters, as it does to Nomad. */
    public static Topic of(String name) {
        Topic topic = KNOWN.get(Objects.requireNonNull(name, "name"));
        return topic != null ? topic : new Topic(name, null, null, true, "management");
    }

    /** The topics this version knows, {@link #ALL} among them. */
    public static Collection<Topic> known() {
        return Collections.unmodifiableCollection(KNOWN.values());
    }

    /** Nomad's spelling, as in {@code topic=} and in events. */
    public String name() {
        return name;
    }

    /** The member of the payload that holds the object, or null where none is known. */
    public String payloadMember() {
        return payloadMember;
    }

    /**
     * The list endpoint of the topic's objects, or null. Its {@code X-Nomad-Index} is the table
     * index.
     */
    public String listPath() {
        return listPath;
    }

    /** Whether events of the topic carry a namespace; true where unknown. */
    public boolean namespaced() {
        return namespaced;
    }

    /**
     * The ACL capability that a subscription needs (sources of Nomad 1.0 to 2.0.5; unknown topics
     * need management).
     */
    public String capability() {
        return capability;
    }

    public boolean isKnown() {
        return KNOWN.containsKey(name);
    }

    private Object readResolve() {
        return of(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Topic topic && topic.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
