package io.nomadflink.benchmarks.consumer;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;

/** The topics whose payloads are decoded: those of the jobs, but for job specifications. */
final class TypedTopics {
    private TypedTopics() {}

    static void decode(NomadEvent event) {
        Topic topic = event.topic();
        if (topic == Topic.ALLOCATION || topic == Topic.DEPLOYMENT || topic == Topic.EVALUATION) {
            event.payload();
        }
    }
}
