package io.nomadflink.jobs.capture;

import java.util.regex.Pattern;

/**
 * Takes out of a text what is secret by its form, and leaves the rest for who reads it: the user
 * and password of a URL, what stands behind its question mark or number sign, parameters of what
 * only looks like a URL, and values of what is named like a secret, such as {@code
 * traefik.http.middlewares.a.basicauth.users=…}. Pure.
 */
final class SecretText {
    private static final String GONE = Redaction.REDACTED;

    /** Up to the last @ of a word, for passwords may hold anything that ought to be escaped. */
    private static final Pattern USER = Pattern.compile("(\\w://)[^\\s\"<>]*@");

    private static final Pattern QUERY = Pattern.compile("(\\w://[^\\s\"<>?#]*[?#])[^\\s\"<>]+");

    /** As in go-getter's {@code github.com/a/b?sshkey=…} or a check's path. */
    private static final Pattern PARAMETERS = Pattern.compile("(\\?[\\w.~%-]+=)(?!=)[^\\s\"<>]+");

    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)(?<![\\w.\\[\\]-])([\\w.\\[\\]-]*(?:auth|passw|pwd|secret|token|credential|api[_-]?key)[\\w.\\[\\]-]*=)(?!=)[^\\s,;&\"]+");

    private SecretText() {}

    /** Whether a text may hold any; cheap, for nearly all hold none. */
    static boolean isLikely(char[] text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (text[i] == '=' || text[i] == ':' && i + 2 < offset + length && text[i + 2] == '/') {
                return true;
            }
        }
        return false;
    }

    static String without(String text) {
        String left = USER.matcher(text).replaceAll("$1" + GONE + "@");
        left = QUERY.matcher(left).replaceAll("$1" + GONE);
        left = PARAMETERS.matcher(left).replaceAll("$1" + GONE);
        return NAMED.matcher(left).replaceAll("$1" + GONE);
    }
}
