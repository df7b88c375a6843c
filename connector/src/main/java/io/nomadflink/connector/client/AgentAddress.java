package io.nomadflink.connector.client;

import java.net.URI;
import java.nio.file.Path;

/**
 * The address of an agent: {@code http://host:port}, {@code https://host:port}, or {@code
 * unix:///path} of a socket such as that of the Task API (Nomad 1.5 or later).
 */
record AgentAddress(String base, Path socket) {
    private static final String UNIX = "unix://";

    /**
     * @throws IllegalArgumentException for what is no such address; never repeats credentials
     */
    static AgentAddress of(String address) {
        String text = address.strip();
        return text.startsWith(UNIX)
                ? new AgentAddress("http://localhost", socket(text))
                : new AgentAddress(url(text), null);
    }

    /** The address as it is told to users, without a trailing slash. */
    static String checked(String address) {
        AgentAddress parsed = of(address);
        return parsed.socket == null ? parsed.base : UNIX + parsed.socket;
    }

    private static Path socket(String text) {
        Path path = Path.of(text.substring(UNIX.length()));
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(
                    "address '" + text + "': expected unix:///absolute/path/api.sock");
        }
        return path;
    }

    private static String url(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "an address is not a URL: expected http://host:port, https://host:port or unix:///path");
        }
        String authority = uri.getRawAuthority();
        if (authority != null && authority.contains("@")) {
            throw new IllegalArgumentException(
                    "the address of host "
                            + authority.substring(authority.lastIndexOf('@') + 1)
                            + " must not hold credentials; set NOMAD_HTTP_AUTH to user:password");
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "address '"
                            + text
                            + "': expected http://host:port, https://host:port or unix:///path");
        }
        return text.replaceAll("/+$", "");
    }
}
