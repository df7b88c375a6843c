package io.nomadflink.simulator;

import java.util.Comparator;

/**
 * The place of an object in a paged list.
 *
 * @param created the index of its creation, or 0 where lists go by ID
 * @param id its ID
 */
record PageKey(long created, String id) implements Comparable<PageKey> {

    private static final Comparator<PageKey> ORDER =
            Comparator.comparingLong(PageKey::created).thenComparing(PageKey::id);

    static PageKey parse(Table table, String token) {
        int dot = token.indexOf('.');
        if (!table.pagesByCreation() || dot < 0) {
            return new PageKey(0, token);
        }
        try {
            return new PageKey(Long.parseLong(token.substring(0, dot)), token.substring(dot + 1));
        } catch (NumberFormatException e) {
            return new PageKey(0, token);
        }
    }

    /** The text of {@code next_token}. */
    String token() {
        return created == 0 ? id : created + "." + id;
    }

    @Override
    public int compareTo(PageKey other) {
        return ORDER.compare(this, other);
    }
}
