package io.nomadflink.connector.client;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * How the process that connects shows who it is, and knows whom it talks to. Holds places, never
 * secrets.
 *
 * @param token where the Nomad token is found
 * @param httpAuth where {@code user:password} is found for a proxy in front of Nomad that wants
 *     HTTP basic authentication
 * @param tls certificates and keys
 */
public record Access(TokenSource token, TokenSource httpAuth, TlsSettings tls)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public Access {
        requireNonNull(token, "token");
        requireNonNull(httpAuth, "httpAuth");
        requireNonNull(tls, "tls");
    }

    /**
     * A token, what {@code NOMAD_HTTP_AUTH} of the process says, and the JDK's view of
     * certificates.
     */
    public static Access with(TokenSource token) {
        return new Access(
                token, TokenSource.environment(NomadEnvironment.HTTP_AUTH), TlsSettings.defaults());
    }

    public Access withTls(TlsSettings settings) {
        return new Access(token, httpAuth, settings);
    }
}
