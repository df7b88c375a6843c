package io.nomadflink.benchmarks.pieces;

import io.nomadflink.connector.client.Continuity;
import io.nomadflink.connector.client.Position;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import io.nomadflink.connector.source.split.SubscriptionSplitSerializer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to know for each frame whether it is new, and to write a split. */
@State(Scope.Benchmark)
public class Continuities {
    private final Subscription subscription =
            Subscription.of("", Subscription.ALL, Map.of(Topic.ALL, List.of()));
    private final SubscriptionSplitSerializer serializer = new SubscriptionSplitSerializer();
    private List<Frame> frames;
    private SubscriptionSplit split;

    @Setup
    public void prepare() throws IOException {
        frames = Recorded.frames();
        Recorded.check(frames() == frames.size(), "frames that are new");
        split = SubscriptionSplit.of(subscription);
        Recorded.check(
                serializer.deserialize(1, split()).equals(split), "a split written and read again");
    }

    /** As on one connection from the beginning; how many were delivered. */
    @Benchmark
    @OperationsPerInvocation(Recorded.LINES)
    public int frames() {
        Continuity continuity =
                new Continuity(Position.whole(frames.get(0).index() - 1), subscription);
        continuity.opened(true, continuity.index());
        int delivered = 0;
        for (Frame frame : frames) {
            if (continuity.frame(frame) == Continuity.Decision.DELIVER) {
                delivered++;
            }
        }
        return delivered;
    }

    @Benchmark
    public byte[] split() throws IOException {
        return serializer.serialize(split);
    }
}
