package io.nomadflink.jobs.cli;

import java.util.function.Supplier;

/** Where to read or write, as a user names it, in errors. */
final class Targets {
    private Targets() {}

    /**
     * @throws UserException naming option and target, if that is wrong
     */
    static <T> T parsed(String option, String target, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw UserException.usage(option + " " + shown(target) + ": " + e.getMessage());
        }
    }

    /** Without what may be a secret: all before an @, and a query. */
    static String shown(String target) {
        return target.replaceFirst("(?s).*@", "...@").replaceFirst("(?s)\\?.*", "");
    }
}
