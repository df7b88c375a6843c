package io.nomadflink.jobs.sink;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Makes sinks of what a user writes: {@code sqlite:PATH}, {@code
 * jdbc:postgresql://[USER@]HOST[:PORT]/DATABASE}, {@code kafka://HOST:PORT/PREFIX}, {@code
 * files:DIR}, {@code webhook:URL} or {@code print}.
 */
public final class ResultSinks {
    /** How long a database may be away before the job fails. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(5);

    static final String SQLITE_URL = "jdbc:sqlite:";

    private static final String SQLITE = "sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private ResultSinks() {}

    public static ResultSink of(String spec) {
        return of(spec, null, DEFAULT_PATIENCE);
    }

    /**
     * @param passwordFile on the machines that connect, its first line is the password; null for
     *     {@code PGPASSWORD} of their environment
     * @throws IllegalArgumentException naming what is wrong with the specification, without
     *     credentials
     */
    public static ResultSink of(String spec, Path passwordFile, Duration patience) {
        if (patience.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "patience is " + patience + ", but must be more than 0");
        }
        if (spec.equals("print")) {
            return new PrintResultSink();
        }
        if (spec.startsWith(SQLITE) && spec.length() > SQLITE.length()) {
            return sqlite(spec.substring(SQLITE.length()), patience);
        }
        if (spec.startsWith(POSTGRESQL)) {
            return postgresql(spec, passwordFile, patience);
        }
        if (KafkaTarget.matches(spec)) {
            return new KafkaResultSink(KafkaTarget.parse(spec, patience));
        }
        if (FilesTarget.matches(spec)) {
            return new FilesResultSink(FilesTarget.parse(spec, patience));
        }
        if (WebhookTarget.matches(spec)) {
            return new WebhookResultSink(WebhookTarget.parse(spec, patience));
        }
        String shown = spec.contains("@") || spec.contains("?") ? "" : " '" + spec + "'";
        throw new IllegalArgumentException(
                "unknown sink"
                        + shown
                        + ": use sqlite:PATH, jdbc:postgresql://HOST/DATABASE,"
                        + " kafka://HOST:PORT/PREFIX, files:DIR, webhook:URL or print");
    }

    private static ResultSink sqlite(String path, Duration patience) {
        String url = SQLITE_URL + Path.of(path).toAbsolutePath().normalize();
        return new JdbcResultSink(new Database(Dialect.SQLITE, url, "", null, patience));
    }

    private static ResultSink postgresql(String spec, Path passwordFile, Duration patience) {
        URI uri = uri(spec.substring("jdbc:".length()));
        String user = uri.getRawUserInfo() == null ? "" : uri.getUserInfo();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        if (user.contains(":") || query.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new IllegalArgumentException(
                    "a sink must not contain a password: give it in PGPASSWORD or in a password file");
        }
        String url =
                "jdbc:"
                        + (user.isEmpty()
                                ? uri.toString()
                                : uri.toString().replaceFirst("//[^@/]*@", "//"));
        String file = passwordFile == null ? null : passwordFile.toString();
        return new JdbcResultSink(new Database(Dialect.POSTGRESQL, url, user, file, patience));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "a sink jdbc:postgresql:… is no URL: " + e.getReason());
        }
    }
}
