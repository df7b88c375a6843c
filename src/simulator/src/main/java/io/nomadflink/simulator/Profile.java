package io.nomadflink.simulator;

import java.util.Arrays;

/** Which generation of Nomad servers to imitate on the wire. */
public enum Profile {
    /** Nomad >= 1.11.3 and 2.x: 200 before all checks, body ended by closing, errors swallowed. */
    V2_0("2.0", "2.0.5", "HTTP/1.1 200 OK", true, true),
    /** Nomad 1.11.2: as {@link #V2_0}, with the status line {@code HTTP/0.0 200 OK}. */
    V1_11_2("1.11.2", "1.11.2", "HTTP/0.0 200 OK", true, true),
    /**
     * Nomad 1.9.6 to 1.11.1: chunked, real statuses, {@code namespace=*} frozen at subscribe time.
     */
    V1_9("1.9", "1.9.7", "HTTP/1.1 200 OK", false, true),
    /**
     * Nomad 1.5 to 1.9.5: chunked, missing rights are a 500, {@code namespace=*} tested per event.
     */
    V1_6("1.6", "1.6.5", "HTTP/1.1 200 OK", false, false);

    private final String label;
    private final String version;
    private final String statusLine;
    private final boolean hijacked;
    private final boolean frozenNamespaces;

    Profile(
            String label,
            String version,
            String statusLine,
            boolean hijacked,
            boolean frozenNamespaces) {
        this.label = label;
        this.version = version;
        this.statusLine = statusLine;
        this.hijacked = hijacked;
        this.frozenNamespaces = frozenNamespaces;
    }

    /** The profile with this label: {@code 2.0}, {@code 1.11.2}, {@code 1.9} or {@code 1.6}. */
    public static Profile labelled(String label) {
        return Arrays.stream(values())
                .filter(p -> p.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown profile: " + label));
    }

    /** The short name that {@link #labelled} understands. */
    public String label() {
        return label;
    }

    /** The version this profile reports as its own. */
    public String version() {
        return version;
    }

    String statusLine() {
        return statusLine;
    }

    /** Whether the stream's body is written to the bare socket and ends by closing it. */
    public boolean hijacked() {
        return hijacked;
    }

    /** Whether {@code namespace=*} means the namespaces known when the subscription began. */
    public boolean frozenNamespaces() {
        return frozenNamespaces;
    }

    /** Status of a refused stream or list; 1.5 to 1.9.5 say 500 to a good or absent token. */
    int refusalStatus(boolean badToken) {
        return this == V1_6 && !badToken ? 500 : 403;
    }

    /** Status of {@code /v1/acl/token/self} for an unknown token; 404 up to 1.9.7. */
    int unknownTokenStatus() {
        return hijacked ? 403 : 404;
    }
}
