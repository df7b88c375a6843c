package io.nomadflink.connector.client;

/** How much of a position's index is behind us. */
public enum Coverage {
    /**
     * Nothing yet: start with all that the server still has; the index is only what its tables said
     * before.
     */
    FROM_START,
    /** The events whose signatures the position holds. */
    PARTLY,
    /** Every event of the index. */
    WHOLE
}
