package io.nomadflink.simulator;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * An ACL token and what it may do.
 *
 * @param secret what clients send
 * @param namespaces the namespaces it can read jobs of, null for a management token
 * @param nodes whether it can read nodes ({@code node:read})
 * @param expiration when it expires, null for never
 */
public record AccessToken(
        String secret, Set<String> namespaces, boolean nodes, Instant expiration) {

    public AccessToken {
        Objects.requireNonNull(secret, "secret");
        namespaces = namespaces == null ? null : Set.copyOf(namespaces);
    }

    /** A token that may do everything and never expires. */
    public static AccessToken management(String secret) {
        return new AccessToken(secret, null, true, null);
    }

    /** A token that can read jobs of these namespaces, and nodes. */
    public static AccessToken reader(String secret, String... namespaces) {
        return new AccessToken(secret, Set.of(namespaces), true, null);
    }

    /** The same token with an end. */
    public AccessToken expiringAt(Instant instant) {
        return new AccessToken(secret, namespaces, nodes, instant);
    }

    /** The same token without the right to read nodes. */
    public AccessToken withoutNodes() {
        return new AccessToken(secret, namespaces, false, expiration);
    }

    boolean isManagement() {
        return namespaces == null;
    }

    boolean expired() {
        return expiration != null && !Instant.now().isBefore(expiration);
    }

    boolean reads(String namespace) {
        return isManagement() || namespaces.contains(namespace);
    }

    boolean readsNodes() {
        return isManagement() || nodes;
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "AccessToken[" + (isManagement() ? "management" : namespaces) + "]";
    }
}
