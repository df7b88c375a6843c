package io.nomadflink.connector.client;

import java.util.List;

/** Which server to try next: stays with one that serves, else goes round. */
final class Addresses {
    private final List<String> addresses;
    private int current;

    /**
     * @param first where to begin, so that the splits of a job spread over the servers
     */
    Addresses(List<String> addresses, int first) {
        this.addresses = addresses;
        this.current = Math.floorMod(first, addresses.size());
    }

    String current() {
        return addresses.get(current);
    }

    int count() {
        return addresses.size();
    }

    void failed() {
        current = (current + 1) % addresses.size();
    }
}
