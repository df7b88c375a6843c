package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Asks the tables of a subscription's topics whether they were written to since a position.
 *
 * <p>Objects with a {@code ModifyIndex} above the position would be no better evidence than the
 * tables' indexes: that there are none proves nothing, since every kind of object can be removed
 * without an event, by garbage collection or with a purged job.
 */
final class TableEvidence {
    private final NomadApi api;

    TableEvidence(NomadApi api) {
        this.api = api;
    }

    /**
     * @return the position if nothing was written since; a larger index if something was, perhaps
     *     nothing that the subscription sees; a smaller one if the tables are older; empty if that
     *     of a topic cannot be read
     */
    OptionalLong since(long position, String address, Subscription subscription)
            throws IOException {
        long listed = 0;
        long written = 0;
        for (Topic topic : subscription.topics()) {
            OptionalLong index = api.tableIndex(address, topic, subscription);
            if (index.isEmpty()) {
                return index;
            }
            listed = Math.max(listed, index.getAsLong());
            written = Math.max(written, written(topic, index, position, address, subscription));
        }
        return OptionalLong.of(listed < position ? listed : Math.max(written, position));
    }

    private long written(
            Topic topic,
            OptionalLong listed,
            long position,
            String address,
            Subscription subscription)
            throws IOException {
        boolean summaries = topic.equals(Topic.JOB) && listed.getAsLong() > position;
        OptionalLong jobs = summaries ? api.jobsIndex(address, subscription) : listed;
        return jobs.orElse(listed.getAsLong());
    }
}
