package io.nomadflink.connector.client;

import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The last indexes that were delivered: asked for again, one of them proves that a server still has
 * all that followed it.
 */
final class RecentIndexes {
    private static final int REMEMBERED = 256;
    private final ArrayDeque<Long> indexes = new ArrayDeque<>();

    void add(long index) {
        if (!indexes.isEmpty() && indexes.peekLast() >= index) {
            return;
        }
        if (indexes.size() == REMEMBERED) {
            indexes.pollFirst();
        }
        indexes.addLast(index);
    }

    long first() {
        return indexes.isEmpty() ? -1 : indexes.peekFirst();
    }

    boolean holds(long index) {
        return atOrBelow(index) == index;
    }

    long atOrBelow(long limit) {
        for (Iterator<Long> newestFirst = indexes.descendingIterator(); newestFirst.hasNext(); ) {
            long index = newestFirst.next();
            if (index <= limit) {
                return index;
            }
        }
        return -1;
    }
}
