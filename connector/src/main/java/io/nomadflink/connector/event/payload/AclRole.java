package io.nomadflink.connector.event.payload;

import java.util.List;

/**
 * The payload of topic ACLRole (Nomad 1.4.2 to 2.0.5).
 *
 * @param hash base64
 */
public record AclRole(
        String id,
        String name,
        String description,
        List<PolicyLink> policies,
        String hash,
        long createIndex,
        long modifyIndex)
        implements Payload {

    /** A policy of a role. */
    public record PolicyLink(String name) {

        @Override
        public String toString() {
            return "PolicyLink";
        }
    }

    @Override
    public String toString() {
        return "AclRole " + id;
    }
}
