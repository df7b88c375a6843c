package io.nomadflink.connector.event.payload;

import java.time.Instant;
import java.util.List;

/**
 * The payload of topic ACLToken (Nomad 1.0.1 to 2.0.5), without its secret, which Nomad blanks.
 *
 * @param type client or management
 * @param hash base64
 * @param expirationTime or null
 * @param expirationTtl as Go writes durations
 */
public record AclToken(
        String accessorId,
        String name,
        String type,
        List<String> policies,
        List<RoleLink> roles,
        boolean global,
        String hash,
        Instant createTime,
        Instant expirationTime,
        String expirationTtl,
        long createIndex,
        long modifyIndex)
        implements Payload {

    /** A role of a token. */
    public record RoleLink(String id, String name) {

        @Override
        public String toString() {
            return "RoleLink";
        }
    }

    @Override
    public String toString() {
        return "AclToken " + accessorId;
    }
}
