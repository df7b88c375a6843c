package io.nomadflink.jobs.failure;

import java.util.HashMap;
import java.util.Map;

/**
 * Which rows of a job may differ from what was last emitted: of each group, those whose windows end
 * after a time.
 */
final class Touched {
    private final Map<String, Long> since = new HashMap<>();

    void touch(String group, long time) {
        since.merge(group, time, Math::min);
    }

    boolean isEmpty() {
        return since.isEmpty();
    }

    boolean concerns(String group, long windowEnd) {
        Long time = since.get(group);
        return time != null && windowEnd > time;
    }
}
