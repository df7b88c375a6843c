package io.nomadflink.connector.event;

/** Where an event came from. */
public enum Origin {
    /** The event stream. */
    STREAM,
    /** Made from list APIs at the start, before streaming. */
    SNAPSHOT,
    /** Made from list APIs to heal a gap. */
    BACKFILL
}
