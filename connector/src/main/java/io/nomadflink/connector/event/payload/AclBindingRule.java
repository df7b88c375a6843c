package io.nomadflink.connector.event.payload;

import java.time.Instant;

/**
 * The payload of topic ACLBindingRule (Nomad 1.5 to 2.0.5).
 *
 * @param bindType role, policy or management
 * @param hash base64
 */
public record AclBindingRule(
        String id,
        String description,
        String authMethod,
        String selector,
        String bindType,
        String bindName,
        String hash,
        Instant createTime,
        Instant modifyTime,
        long createIndex,
        long modifyIndex)
        implements Payload {

    @Override
    public String toString() {
        return "AclBindingRule " + id;
    }
}
