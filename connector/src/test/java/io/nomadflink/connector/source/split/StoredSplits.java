package io.nomadflink.connector.source.split;

import io.nomadflink.connector.client.Coverage;
import io.nomadflink.connector.client.Position;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Splits whose bytes are kept as test resources, by version.
 *
 * <p>{@link #main} writes those of the present version. It is not run by a test: stored bytes never
 * change.
 */
public enum StoredSplits {
    NEW(SubscriptionSplit.of(Subscription.of("", "*", Map.of(Topic.ALL, List.of())))),
    FROM_START(
            with(
                    Subscription.of("", "default", Map.of(Topic.JOB, List.of("web", "api"))),
                    Position.fromStart(77),
                    SplitClock.unset())),
    PARTLY(
            with(
                    Subscription.of(
                                    "eu",
                                    "payments",
                                    Map.of(
                                            Topic.ALLOCATION,
                                            List.of(),
                                            Topic.of("Unheard"),
                                            List.of("ключ")))
                            .namespacedOnly(),
                    new Position(1L << 60, Coverage.PARTLY, new long[] {Long.MIN_VALUE, 0, 42}),
                    new SplitClock(
                            Map.of("Allocation", 1_762_000_000_000_000_001L, "Unheard", 5L),
                            1_762_000_000_000_000_002L,
                            1_762_000_000_000L))),
    WHOLE(
            with(
                    Subscription.of("", "default", Map.of(Topic.NODE, List.of())),
                    Position.whole(9),
                    new SplitClock(Map.of(), 3, 4))),
    RECORDING(
            new SubscriptionSplit(
                    "/recordings/a.ndjson.gz",
                    SubscriptionSplit.EVERYTHING,
                    "/recordings/a.ndjson.gz",
                    null,
                    Set.of(),
                    KnownGaps.NONE,
                    1234,
                    new SplitClock(Map.of("Job", 7L), 8, 9)));

    private final SubscriptionSplit split;

    StoredSplits(SubscriptionSplit split) {
        this.split = split;
    }

    private static SubscriptionSplit with(
            Subscription subscription, Position position, SplitClock clock) {
        SubscriptionSplit split = SubscriptionSplit.of(subscription);
        return new SubscriptionSplit(
                split.splitId(),
                subscription,
                null,
                position,
                Set.of("default", "payments"),
                KnownGaps.NONE.with(3, 7).with(8, 1L << 61),
                0,
                clock);
    }

    public SubscriptionSplit split() {
        return split;
    }

    public static List<SubscriptionSplit> all() {
        return Arrays.stream(values()).map(StoredSplits::split).toList();
    }

    byte[] bytes(String version) throws IOException {
        return resource(version, name());
    }

    /** The bytes of one stored thing. */
    public static byte[] resource(String version, String name) throws IOException {
        String path = "/state/" + version + "/" + name + ".bin";
        try (InputStream in = StoredSplits.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("no resource " + path);
            }
            return in.readAllBytes();
        }
    }

    /** Writes the present version's bytes under a directory such as {@code .../state/v1}. */
    public static void main(String[] args) throws IOException {
        for (StoredSplits stored : values()) {
            Files.write(
                    Path.of(args[0], stored.name() + ".bin"),
                    new SubscriptionSplitSerializer().serialize(stored.split));
        }
    }
}
