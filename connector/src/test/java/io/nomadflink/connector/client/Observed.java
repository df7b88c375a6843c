package io.nomadflink.connector.client;

import io.nomadflink.connector.client.FeedItem.Cause;
import io.nomadflink.connector.event.Gap;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers gaps and ends of connections. */
final class Observed implements StreamObserver {
    final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();
    final Queue<Cause> ends = new ConcurrentLinkedQueue<>();

    @Override
    public void disconnected(Cause cause) {
        ends.add(cause);
    }

    @Override
    public void gap(Gap gap) {
        gaps.add(gap);
    }
}
