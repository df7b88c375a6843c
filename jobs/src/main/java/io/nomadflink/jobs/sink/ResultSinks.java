package io.nomadflink.jobs.sink;

import java.nio.file.Path;
import java.time.Duration;

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
        if (spec.startsWith(PostgresUrl.SCHEME)) {
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
        throw new IllegalArgumentException(
                "unknown sink"
                        + shown(spec)
                        + ": use sqlite:PATH, jdbc:postgresql://HOST/DATABASE,"
                        + " kafka://HOST:PORT/PREFIX, files:DIR, webhook:URL or print");
    }

    private static ResultSink sqlite(String path, Duration patience) {
        String url = SQLITE_URL + Path.of(path).toAbsolutePath().normalize();
        return new JdbcResultSink(new Database(Dialect.SQLITE, url, "", null, patience));
    }

    private static ResultSink postgresql(String spec, Path passwordFile, Duration patience) {
        PostgresUrl url = PostgresUrl.parse(spec);
        String file = passwordFile == null ? null : passwordFile.toAbsolutePath().toString();
        return new JdbcResultSink(
                new Database(Dialect.POSTGRESQL, url.url(), url.user(), file, patience));
    }

    /** As much of what is no sink as cannot be secret: a scheme, or a word. */
    private static String shown(String spec) {
        String start = spec.replaceFirst("//.*", "//…");
        return start.contains("@") || start.contains("?") ? "" : " '" + start + "'";
    }
}
