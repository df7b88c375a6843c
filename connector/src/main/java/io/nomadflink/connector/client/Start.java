package io.nomadflink.connector.client;

/** Where a subscription without a position begins. */
public sealed interface Start {

    /** With all that the server still has. */
    record Earliest() implements Start {}

    /** With what happens from now on. */
    record Latest() implements Start {}

    /** With a position: an index asked for, or what a checkpoint holds. */
    record Resume(Position position) implements Start {}
}
