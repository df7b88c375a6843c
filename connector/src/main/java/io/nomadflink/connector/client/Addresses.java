package io.nomadflink.connector.client;

import java.util.List;

/**
 * Which server to try next: stays with one that serves, else goes round. Two that belong together
 * are never at the same server.
 */
final class Addresses {
    private final List<String> addresses;
    private final boolean paired;
    private final Object lock;
    private Addresses other;
    private int current;

    /**
     * @param first where to begin, so that the splits of a job spread over the servers
     */
    Addresses(List<String> addresses, int first) {
        this(addresses, first, false, new Object());
    }

    private Addresses(List<String> addresses, int first, boolean paired, Object lock) {
        this.addresses = addresses;
        this.paired = paired;
        this.lock = lock;
        this.current = Math.floorMod(first, addresses.size());
    }

    /** The first of two that go round the same addresses; needs at least two of these. */
    static Addresses ofPair(List<String> addresses, int first) {
        return new Addresses(addresses, first, true, new Object());
    }

    /** The second of a pair, which begins beside where the first is now. */
    Addresses beside() {
        synchronized (lock) {
            if (other == null) {
                other = new Addresses(addresses, current + 1, true, lock);
                other.other = this;
            }
            return other;
        }
    }

    String current() {
        synchronized (lock) {
            return addresses.get(current);
        }
    }

    /** How many there are to choose from. */
    int count() {
        return paired ? addresses.size() - 1 : addresses.size();
    }

    void failed() {
        synchronized (lock) {
            do {
                current = (current + 1) % addresses.size();
            } while (other != null && other.current == current);
        }
    }
}
