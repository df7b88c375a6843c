package io.nomadflink.jobs.cli;

import io.nomadflink.connector.event.Topic;
import java.util.stream.Collectors;

/**
 * Topics as a user names them: only what this version knows, since Nomad sends nothing for others.
 */
final class KnownTopics {
    private KnownTopics() {}

    /**
     * @param given as the user wrote it, perhaps with a key
     * @throws UserException if the name is none
     */
    static Topic of(String name, String given) {
        Topic topic = Topic.of(name);
        if (!topic.isKnown()) {
            throw UserException.usage("--topic " + given + " is none of " + names());
        }
        return topic;
    }

    private static String names() {
        return Topic.known().stream().map(Topic::name).collect(Collectors.joining(", "));
    }
}
