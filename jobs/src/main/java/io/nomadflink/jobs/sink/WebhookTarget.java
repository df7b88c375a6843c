package io.nomadflink.jobs.sink;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where rows are posted: {@code webhook:https://HOST/PATH}, or {@code webhook:@FILE} for a URL or
 * headers that are secrets. The first line of the file is the URL, others are headers, {@code Name:
 * value}; it is read where the connection is made, at each flush.
 *
 * @param url null if it stands in the file
 * @param file or null
 * @param patience how long the receiver may be away before the job fails
 */
record WebhookTarget(String url, String file, Duration patience) implements Serializable {
    private static final String SCHEME = "webhook:";

    /** What a request needs to know; not to be logged. */
    record Endpoint(URI url, Map<String, String> headers) {}

    static boolean matches(String spec) {
        return spec.startsWith(SCHEME);
    }

    /**
     * @throws IllegalArgumentException naming what is wrong, without the URL
     */
    static WebhookTarget parse(String spec, Duration patience) {
        String target = spec.substring(SCHEME.length());
        if (target.startsWith("@") && target.length() > 1) {
            String file = Path.of(target.substring(1)).toAbsolutePath().toString();
            return new WebhookTarget(null, file, patience);
        }
        if (checked(target).getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "a sink must not contain a password: put the URL of a webhook into a file and"
                            + " give webhook:@FILE");
        }
        return new WebhookTarget(target, null, patience);
    }

    private static URI checked(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a sink webhook:URL has no valid URL");
        }
        throw new IllegalArgumentException("a sink webhook:URL needs http://… or https://…");
    }

    /**
     * @throws IOException while the file is not there, or not written to its end; without its
     *     content
     */
    Endpoint endpoint() throws IOException {
        if (file == null) {
            return new Endpoint(URI.create(url), Map.of());
        }
        List<String> lines =
                Files.readAllLines(Path.of(file)).stream().filter(l -> !l.isBlank()).toList();
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("a line of " + file + " is no header 'Name: value'");
            }
            headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        try {
            return new Endpoint(checked(lines.isEmpty() ? "" : lines.get(0).strip()), headers);
        } catch (IllegalArgumentException e) {
            throw new IOException("the first line of " + file + " is no URL");
        }
    }

    /** Without path and query, which may be secret. */
    @Override
    public String toString() {
        if (file != null) {
            return SCHEME + "@" + file;
        }
        URI whole = URI.create(url);
        return SCHEME + whole.getScheme() + "://" + whole.getAuthority();
    }
}
