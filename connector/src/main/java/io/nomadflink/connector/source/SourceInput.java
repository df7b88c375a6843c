package io.nomadflink.connector.source;

import io.nomadflink.connector.client.CapturedFiles;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a source reads: subscriptions of a cluster, or recordings. */
sealed interface SourceInput extends Serializable {

    /** The splits of the present configuration, all without position. */
    List<SubscriptionSplit> plan() throws IOException;

    /** A restored split under the present configuration, or null if it is no longer wanted. */
    SubscriptionSplit current(SubscriptionSplit restored);

    boolean isBounded();

    /** What is read of a cluster. */
    default List<Subscription> subscriptions() {
        return List.of();
    }

    /** A running cluster. */
    record Cluster(List<Subscription> subscriptions) implements SourceInput {
        @Override
        public List<SubscriptionSplit> plan() {
            return subscriptions.stream().map(SubscriptionSplit::of).toList();
        }

        @Override
        public SubscriptionSplit current(SubscriptionSplit restored) {
            for (SubscriptionSplit split : plan()) {
                if (split.splitId().equals(restored.splitId())) {
                    return restored.with(split.subscription());
                }
            }
            return null;
        }

        @Override
        public boolean isBounded() {
            return false;
        }
    }

    /**
     * A file of frames, plain or gzip, a directory of such files, each for itself, or one that a
     * capture has filled, whose files follow each other.
     *
     * @param wanted which topics and keys of all that was recorded
     */
    record Recordings(String path, Subscription wanted) implements SourceInput {
        @Override
        public List<SubscriptionSplit> plan() throws IOException {
            Path start = Path.of(path);
            if (!Files.isReadable(start)) {
                throw new IOException("recording " + path + " cannot be read");
            }
            if (!Files.isDirectory(start) || CapturedFiles.isIn(start)) {
                return List.of(SubscriptionSplit.ofRecording(path));
            }
            List<SubscriptionSplit> splits = new ArrayList<>();
            try (Stream<Path> files = Files.list(start)) {
                files.filter(f -> f.getFileName().toString().matches(".*\\.ndjson(\\.gz)?"))
                        .sorted()
                        .forEach(f -> splits.add(SubscriptionSplit.ofRecording(f.toString())));
            }
            return splits;
        }

        @Override
        public SubscriptionSplit current(SubscriptionSplit restored) {
            return restored.with(wanted);
        }

        @Override
        public boolean isBounded() {
            return true;
        }
    }
}
