package io.nomadflink.connector.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of the token itself.
 *
 * <p>{@code GET /v1/acl/token/self} knows ACL tokens: an unknown one is 403, or 404 up to Nomad
 * 1.9; it hands out expired ones as if nothing were. It knows nothing of workload identities, which
 * are JWTs and carry their expiry themselves.
 *
 * @param refusal why the token is not accepted, or null
 * @param type {@code management}, {@code client}, "" if unknown, or {@code off} without ACLs
 * @param expiration when it ends, or null for never or unknown
 */
record TokenSelf(String refusal, String type, Instant expiration) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OFF = "off";

    static TokenSelf read(NomadHttp http, TokenSource source, String address) throws IOException {
        Optional<String> token = source.token();
        Instant end = token.map(TokenSelf::endOfIdentity).orElse(null);
        if (token.isPresent() && isIdentity(token.get())) {
            return of(identity(http, source, address), "", end, source);
        }
        NomadResponse self = http.get(address, "/v1/acl/token/self");
        String words = self.words().toLowerCase(Locale.ROOT);
        if (self.ok()) {
            JsonNode found = JSON.readTree(self.body());
            return of(
                    null,
                    found.path("Type").asText(""),
                    instant(found.path("ExpirationTime").asText("")),
                    source);
        }
        if (words.contains("acl support disabled")) {
            return new TokenSelf(null, OFF, null);
        }
        boolean unknown = self.status() == 404 && words.contains("not found");
        if (token.isPresent() && (unknown || Permissions.isForbidden(self))) {
            return new TokenSelf(refused(source, self), "", null);
        }
        return new TokenSelf(null, "", null);
    }

    /** Whether the server said nothing of the token: it was busy, or cannot tell. */
    boolean isUntold() {
        return refusal == null && type.isEmpty() && expiration == null;
    }

    /** Whether rights may be missing at all. */
    boolean mayLack() {
        return !type.equals(OFF) && !type.equals("management");
    }

    /** Whether it surely is no management token. */
    boolean isPlainClient() {
        return type.equals("client");
    }

    private static TokenSelf of(String refusal, String type, Instant end, TokenSource source) {
        boolean over = end != null && end.isBefore(Instant.now());
        return new TokenSelf(
                refusal == null && over
                        ? "does not accept " + source.describe() + ": it expired at " + end
                        : refusal,
                type,
                end);
    }

    private static String identity(NomadHttp http, TokenSource source, String address)
            throws IOException {
        NomadResponse list = http.get(address, "/v1/namespaces");
        return Permissions.isForbidden(list) ? refused(source, list) : null;
    }

    private static String refused(TokenSource source, NomadResponse response) {
        return "does not accept "
                + source.describe()
                + " ("
                + response.status()
                + " '"
                + response.words()
                + "'): it is unknown, revoked or expired";
    }

    private static boolean isIdentity(String token) {
        return token.startsWith("ey") && token.chars().filter(c -> c == '.').count() == 2;
    }

    /** The claim {@code exp} of a JWT, or null. */
    private static Instant endOfIdentity(String token) {
        if (!isIdentity(token)) {
            return null;
        }
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
            return claims.path("exp").isNumber()
                    ? Instant.ofEpochSecond(claims.path("exp").asLong())
                    : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Instant instant(String text) {
        try {
            return text.isEmpty() || text.equals("null") ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
