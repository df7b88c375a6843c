package io.nomadflink.connector.client;

import java.io.IOException;

/**
 * Notices that a cluster's index began again: only older lines come, and consistent lists, asked
 * twice, are older, too.
 */
final class IndexResets {
    private static final int CONFIRMATIONS = 2;

    private final String name;
    private final boolean restart;
    private int confirmations;

    /**
     * @param restart whether to go on with the cluster's new index instead of failing
     */
    IndexResets(String name, boolean restart) {
        this.name = name;
        this.restart = restart;
    }

    /** A frame was accepted, or the subscription began again. */
    void clear() {
        confirmations = 0;
    }

    /**
     * Judges what the lists said.
     *
     * @return whether it is certain now; if not, they are to be asked again
     */
    boolean isConfirmed(Continuity continuity) {
        confirmations = continuity.wentBack() ? confirmations + 1 : 0;
        return confirmations >= CONFIRMATIONS;
    }

    /**
     * @throws IOException if the subscription must not go on
     */
    void check(String address, long read, long now) throws IOException {
        if (!restart) {
            throw new IOException(
                    name
                            + ": the index of "
                            + address
                            + " began again: this job had read up to "
                            + read
                            + ", the cluster is at "
                            + now
                            + ". It was rebuilt or is another one. Begin with new state, or set"
                            + " nomad.index-reset to RESTART");
        }
    }
}
