package io.nomadflink.jobs.types;

/**
 * Hands out one instance for equal strings that come often; forgets rather than grows. Not
 * thread-safe.
 */
public final class Interner {
    private static final int SLOTS = 1024;
    private final String[] seen = new String[SLOTS];

    public String canonical(String text) {
        int slot = spread(text.hashCode()) & (SLOTS - 1);
        String known = seen[slot];
        if (known != null && known.equals(text)) {
            return known;
        }
        seen[slot] = text;
        return text;
    }

    private static int spread(int hash) {
        return hash ^ (hash >>> 16);
    }
}
