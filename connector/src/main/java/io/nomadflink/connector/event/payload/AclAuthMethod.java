package io.nomadflink.connector.event.payload;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The payload of topic ACLAuthMethod, member {@code AuthMethod} (Nomad 1.5 to 2.0.5). Left out:
 * {@code OIDCClientSecret} and {@code OIDCClientAssertion}, which hold secrets before Nomad 1.9.7.
 *
 * @param type OIDC or JWT
 * @param tokenNameFormat since Nomad 1.7
 * @param maxTokenTtl as Go writes durations
 * @param byDefault "Default" in Nomad
 * @param config or null
 * @param hash base64
 */
public record AclAuthMethod(
        String name,
        String type,
        String tokenLocality,
        String tokenNameFormat,
        String maxTokenTtl,
        boolean byDefault,
        Config config,
        String hash,
        Instant createTime,
        Instant modifyTime,
        long createIndex,
        long modifyIndex)
        implements Payload {

    /**
     * How tokens are checked.
     *
     * @param expirationLeeway as Go writes durations
     * @param notBeforeLeeway as Go writes durations
     * @param clockSkewLeeway as Go writes durations
     */
    public record Config(
            List<String> jwtValidationPubKeys,
            String jwksUrl,
            String jwksCACert,
            String oidcDiscoveryUrl,
            String oidcClientId,
            boolean oidcEnablePkce,
            boolean oidcDisableUserInfo,
            List<String> oidcScopes,
            List<String> boundAudiences,
            List<String> boundIssuer,
            List<String> allowedRedirectUris,
            List<String> discoveryCaPem,
            List<String> signingAlgs,
            String expirationLeeway,
            String notBeforeLeeway,
            String clockSkewLeeway,
            Map<String, String> claimMappings,
            Map<String, String> listClaimMappings,
            boolean verboseLogging) {

        @Override
        public String toString() {
            return "Config";
        }
    }

    @Override
    public String toString() {
        return "AclAuthMethod " + name;
    }
}
