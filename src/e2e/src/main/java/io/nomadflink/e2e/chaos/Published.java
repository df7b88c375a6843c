package io.nomadflink.e2e.chaos;

import io.nomadflink.simulator.SimulatedEvent;
import java.util.ArrayList;
import java.util.List;

/** All events of the subscribed topics that a cluster ever had, in order. */
final class Published {
    private final List<Happening> happenings = new ArrayList<>();

    synchronized void add(long index, List<SimulatedEvent> events) {
        events.stream()
                .filter(event -> Markers.TOPICS.contains(event.topic()))
                .forEach(event -> happenings.add(Happening.published(index, event)));
    }

    synchronized List<Happening> all() {
        return List.copyOf(happenings);
    }

    synchronized int size() {
        return happenings.size();
    }
}
