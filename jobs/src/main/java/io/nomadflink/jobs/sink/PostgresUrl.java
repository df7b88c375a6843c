package io.nomadflink.jobs.sink;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user writes for PostgreSQL, {@code
 * jdbc:postgresql://[USER@]HOST[:PORT][,HOST[:PORT]]/DATABASE[?NAME=VALUE]}, taken apart.
 *
 * <p>Read by its own rules: for {@code java.net.URI} several hosts, or one with an underscore, are
 * no hosts, so that it does not see who stands before them.
 *
 * @param url for the driver, without the user
 * @param user "" if there is none
 */
record PostgresUrl(String url, String user) {
    static final String SCHEME = "jdbc:postgresql:";

    private static final String HOST = "(?:\\[[0-9A-Fa-f:.%]*]|[^@:/?#,\\s\\[\\]]*)(?::\\d+)?";

    /** User, hosts, database, query; what else holds an @ may be a part of a password. */
    private static final Pattern WHOLE =
            Pattern.compile(
                    "(?://(?:([^@/?#\\s]*)@)?(%s(?:,%s)*)(/[^@?#\\s]*)?|[^@:/?#\\s]*|/)(\\?\\S*)?"
                            .formatted(HOST, HOST));

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][\\w.]*(?:=.*)?|");

    /**
     * @throws IllegalArgumentException for a password, or what is no such URL; without repeating it
     */
    static PostgresUrl parse(String spec) {
        String text = spec.substring(SCHEME.length());
        Matcher parts = WHOLE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a sink jdbc:postgresql:… needs //[USER@]HOST[:PORT]/DATABASE, with other"
                            + " characters as %40 and without a password: give that in PGPASSWORD"
                            + " or in a password file");
        }
        String user = parts.group(1) == null ? "" : decoded(parts.group(1));
        String query = parts.group(4) == null ? "" : parts.group(4);
        if (user.contains(":") || hasPassword(query)) {
            throw new IllegalArgumentException(
                    "a sink must not contain a password: give it in PGPASSWORD or in a password file");
        }
        String rest = parts.group(1) == null ? text : "//" + text.substring(parts.end(1) + 1);
        return new PostgresUrl(SCHEME + rest, user);
    }

    private static boolean hasPassword(String query) {
        if (query.isEmpty()) {
            return false;
        }
        for (String parameter : query.substring(1).split("&")) {
            if (!PARAMETER.matcher(parameter).matches()) {
                throw new IllegalArgumentException(
                        "a sink jdbc:postgresql:…?… needs parameters NAME=VALUE, separated by &");
            }
            String name = parameter.replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
            if (name.endsWith("password")) {
                return true;
            }
        }
        return false;
    }

    private static String decoded(String user) {
        try {
            return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the user of a sink jdbc:postgresql:… has a % that is no %40 or the like");
        }
    }
}
