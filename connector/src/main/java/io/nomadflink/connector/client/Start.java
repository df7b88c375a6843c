package io.nomadflink.connector.client;

import java.util.Set;

/** Where a subscription without a position begins. */
public sealed interface Start {

    /** With all that the server still has. */
    record Earliest() implements Start {}

    /** With what happens from now on. */
    record Latest() implements Start {}

    /** With what exists, read from lists, and then what happens. */
    record Snapshot() implements Start {}

    /**
     * With a position: an index asked for, or what a checkpoint holds, with the namespaces seen
     * until then.
     */
    record Resume(Position position, Set<String> namespaces) implements Start {}
}
