package io.nomadflink.connector.event;

/** Where an event came from. */
public enum Origin {
    /** The event stream. */
    STREAM,
    /** Made from list APIs at the start, before streaming. */
    SNAPSHOT,
    /** Made from list APIs to heal a gap. */
    BACKFILL;

    /** As a captured event tells it; STREAM for what this version does not know. */
    static Origin of(String name) {
        for (Origin origin : values()) {
            if (origin.name().equals(name)) {
                return origin;
            }
        }
        return STREAM;
    }
}
