package io.nomadflink.connector.source.split;

import io.nomadflink.connector.event.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The largest time of each topic; made for events that mostly follow others of their topic. */
final class TopicTimes {
    private final Map<Topic, long[]> largest = new HashMap<>();
    private Topic latest;
    private long[] time;

    TopicTimes(Map<String, Long> byName) {
        byName.forEach((topic, nanos) -> largest.put(Topic.of(topic), new long[] {nanos}));
    }

    void add(Topic topic, long nanos) {
        if (topic != latest) {
            time = largest.computeIfAbsent(topic, t -> new long[1]);
            latest = topic;
        }
        time[0] = Math.max(time[0], nanos);
    }

    /** Or 0. */
    long of(Topic topic) {
        long[] known = largest.get(topic);
        return known == null ? 0 : known[0];
    }

    /** By name, sorted. */
    Map<String, Long> byName() {
        Map<String, Long> byName = new TreeMap<>();
        largest.forEach((topic, nanos) -> byName.put(topic.name(), nanos[0]));
        return byName;
    }
}
