package io.nomadflink.connector.source.split;

import io.nomadflink.connector.client.Position;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A subscription, or a recording, and how far it has been read.
 *
 * @param splitId the same for the same subscription in every run
 * @param subscription of a recording what of it is wanted; that is not part of its state
 * @param recording a file's path, null for a subscription
 * @param position null until the subscription was opened for the first time
 * @param namespaces those that were seen, of a subscription to all; else empty
 * @param linesDone lines of a recording that are behind us
 */
@Internal
public record SubscriptionSplit(
        String splitId,
        Subscription subscription,
        String recording,
        Position position,
        Set<String> namespaces,
        KnownGaps gaps,
        long linesDone,
        SplitClock clock)
        implements SourceSplit {
    /** What is wanted of a recording unless told otherwise. */
    static final Subscription EVERYTHING =
            Subscription.of("", Subscription.ALL, Map.of(Topic.ALL, Set.of()));

    private static final int LONGEST_TOPICS = 512;

    public SubscriptionSplit {
        Objects.requireNonNull(splitId);
        Objects.requireNonNull(clock);
        namespaces = Set.copyOf(namespaces);
    }

    public static SubscriptionSplit of(Subscription subscription) {
        return begin(id(subscription), subscription, null);
    }

    private static String id(Subscription subscription) {
        return shortened(subscription.topicList())
                + "@"
                + subscription.namespace()
                + (subscription.region().isEmpty() ? "" : "@" + subscription.region());
    }

    /** Thousands of keys would not fit into state and make no name of a metric. */
    private static String shortened(String topics) {
        return topics.length() <= LONGEST_TOPICS
                ? topics
                : topics.substring(0, LONGEST_TOPICS)
                        + "#"
                        + UUID.nameUUIDFromBytes(topics.getBytes(StandardCharsets.UTF_8));
    }

    public static SubscriptionSplit ofRecording(String path) {
        return begin(path, EVERYTHING, path);
    }

    private static SubscriptionSplit begin(String id, Subscription subscription, String path) {
        return new SubscriptionSplit(
                id, subscription, path, null, Set.of(), KnownGaps.NONE, 0, SplitClock.unset());
    }

    public boolean isRecording() {
        return recording != null;
    }

    /** The same, begun anew under the subscription of the present configuration. */
    public SubscriptionSplit with(Subscription current) {
        return new SubscriptionSplit(
                splitId, current, recording, position, namespaces, gaps, linesDone, clock);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubscriptionSplit s
                && splitId.equals(s.splitId)
                && Objects.equals(subscription, s.subscription)
                && Objects.equals(position, s.position)
                && namespaces.equals(s.namespaces)
                && gaps.equals(s.gaps)
                && linesDone == s.linesDone
                && clock.watermark() == s.clock.watermark()
                && clock.lastArrival() == s.clock.lastArrival()
                && clock.largestByTopic().equals(s.clock.largestByTopic());
    }

    @Override
    public int hashCode() {
        return splitId.hashCode();
    }

    @Override
    public String toString() {
        return splitId + (position == null ? "" : " at " + position);
    }
}
