package io.nomadflink.connector.event.payload;

import java.util.Map;

/**
 * The payload of topic ACLPolicy (Nomad 1.0.1 to 2.0.5).
 *
 * @param rules HCL or JSON
 * @param rulesJson blank in the events seen
 * @param jobAcl for workload identities, or null
 * @param hash base64
 */
public record AclPolicy(
        String name,
        String description,
        String rules,
        Map<String, Object> rulesJson,
        JobAcl jobAcl,
        String hash,
        long createIndex,
        long modifyIndex)
        implements Payload {

    /** The workloads that a policy is for. */
    public record JobAcl(String namespace, String jobId, String group, String task) {

        @Override
        public String toString() {
            return "JobAcl";
        }
    }

    @Override
    public String toString() {
        return "AclPolicy " + name;
    }
}
