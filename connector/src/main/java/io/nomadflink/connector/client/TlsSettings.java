package io.nomadflink.connector.client;

import java.io.Serializable;

/**
 * How to speak TLS with Nomad. Holds the names of PEM files, never their content, so it may stand
 * in a job graph; the process that connects reads them, again when they have changed.
 *
 * <p>Nomad issues certificates for {@code server.<region>.nomad} or {@code client.<region>.nomad},
 * so agents that are reached by their IP need {@link #serverName()}.
 *
 * @param caFile certificates to trust instead of those of the JDK, or null
 * @param caDirectory a directory of such files, or null; not looked at if there is a {@code caFile}
 * @param clientCertificate the client's certificate and those between it and its authority, or null
 * @param clientKey its private key, not encrypted, or null
 * @param serverName whom the server's certificate must name instead of the address's host, or null
 * @param skipVerification whether any certificate will do; for experiments only
 */
public record TlsSettings(
        String caFile,
        String caDirectory,
        String clientCertificate,
        String clientKey,
        String serverName,
        boolean skipVerification)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException for a certificate without key or a key without certificate
     */
    public TlsSettings {
        caFile = emptyAsNull(caFile);
        caDirectory = emptyAsNull(caDirectory);
        clientCertificate = emptyAsNull(clientCertificate);
        clientKey = emptyAsNull(clientKey);
        serverName = emptyAsNull(serverName);
        if ((clientCertificate == null) != (clientKey == null)) {
            throw new IllegalArgumentException(
                    "a client certificate and its key belong together: the "
                            + (clientKey == null ? "key" : "certificate")
                            + " is missing");
        }
    }

    /** What the JDK trusts, and no client certificate. */
    public static TlsSettings defaults() {
        return new TlsSettings(null, null, null, null, null, false);
    }

    public TlsSettings withCaFile(String file) {
        return new TlsSettings(
                file, caDirectory, clientCertificate, clientKey, serverName, skipVerification);
    }

    public TlsSettings withCaDirectory(String directory) {
        return new TlsSettings(
                caFile, directory, clientCertificate, clientKey, serverName, skipVerification);
    }

    public TlsSettings withClientCertificate(String certificateFile, String keyFile) {
        return new TlsSettings(
                caFile, caDirectory, certificateFile, keyFile, serverName, skipVerification);
    }

    public TlsSettings withServerName(String name) {
        return new TlsSettings(
                caFile, caDirectory, clientCertificate, clientKey, name, skipVerification);
    }

    public TlsSettings withSkipVerification(boolean skip) {
        return new TlsSettings(caFile, caDirectory, clientCertificate, clientKey, serverName, skip);
    }

    boolean hasClientCertificate() {
        return clientCertificate != null;
    }

    private static String emptyAsNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
