package io.nomadflink.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens a simulated cluster accepts; with none at all its ACL system is off. */
public final class AccessTokens {

    private final Map<String, AccessToken> tokens = new ConcurrentHashMap<>();
    private final Runnable whenRevoked;
    private volatile boolean enabled;

    AccessTokens(Runnable whenRevoked) {
        this.whenRevoked = whenRevoked;
    }

    /** Accepts a token from now on, and turns ACLs on. */
    public void accept(AccessToken token) {
        tokens.put(token.secret(), token);
        enabled = true;
    }

    /** Accepts a management token from now on, and turns ACLs on. */
    public void accept(String secret) {
        accept(AccessToken.management(secret));
    }

    /** Deletes a token; its streams end as Nomad ends them: text up to 1.11.1, then silence. */
    public void revoke(String secret) {
        tokens.remove(secret);
        whenRevoked.run();
    }

    /** Accepts the new token, then revokes the old one. */
    public void rotate(String oldSecret, String newSecret) {
        accept(newSecret);
        revoke(oldSecret);
    }

    boolean enabled() {
        return enabled;
    }

    /** Whether the secret belongs to no token, or to one that has expired. */
    boolean isUnknown(String secret) {
        return find(secret).isEmpty();
    }

    /** The valid token of this secret; everything is allowed while ACLs are off. */
    Optional<AccessToken> find(String secret) {
        if (!enabled) {
            return Optional.of(AccessToken.management(""));
        }
        return Optional.ofNullable(tokens.get(secret)).filter(token -> !token.expired());
    }

    /** Whether the secret is still stored; an expired token is. */
    boolean isStored(String secret) {
        return !enabled || tokens.containsKey(secret);
    }
}
