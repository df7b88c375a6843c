package io.nomadflink.jobs.cli;

import io.nomadflink.connector.event.Topic;
import java.util.stream.Collectors;

/** Topics as a user writes them. */
final class TopicNames {
    private TopicNames() {}

    /**
     * @throws UserException for one that Nomad does not have, to which it would send nothing
     */
    static Topic topic(String name) {
        return topic(name, name);
    }

    /**
     * @param written what the name is a part of
     */
    static Topic topic(String name, String written) {
        Topic topic = Topic.of(name);
        if (!topic.isKnown()) {
            throw UserException.usage("--topic " + written + " is none of " + names());
        }
        return topic;
    }

    private static String names() {
        return Topic.known().stream().map(Topic::name).collect(Collectors.joining(", "));
    }
}
