package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.client.TokenSource;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import io.nomadflink.simulator.AccessToken;
import io.nomadflink.simulator.NomadSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.flink.connector.testutils.source.reader.TestingReaderOutput;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source whose token lacks rights for several topics, each a split of its own. */
class MissingRightsITCase {
    private static final String SECRET = "0f0f0f0f-0000-4000-8000-000000000001";

    @TempDir private Path folder;

    @Test
    void areNamedAtOnceWhicheverTopicAReaderHas() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), SECRET);
        try (NomadSimulator server =
                NomadSimulator.builder()
                        .namespaces("other")
                        .token(AccessToken.reader(SECRET, "other").withoutNodes())
                        .start()) {
            NomadSource<NomadEvent> source =
                    NomadSource.<NomadEvent>builder()
                            .setAddresses(server.address())
                            .setNamespaces("default")
                            .setTopics(Topic.JOB, Topic.NODE)
                            .setToken(TokenSource.file(token.toString()))
                            .setOption(NomadSourceOptions.OPEN_TIMEOUT, Duration.ofSeconds(1))
                            .setDeserializer(NomadEventDeserializer.events())
                            .build();

            assertThat(failure(source, Topic.JOB))
                    .contains("topic Job needs read-job in namespace default")
                    .contains("topic Node needs node:read")
                    .doesNotContain(SECRET);
        }
    }

    private static String failure(NomadSource<NomadEvent> source, Topic topic) throws Exception {
        AtomicReference<String> failure = new AtomicReference<>();
        try (SourceReader<NomadEvent, SubscriptionSplit> reader =
                source.createReader(new TestingReaderContext())) {
            reader.start();
            Subscription only = Subscription.of("", "default", Map.of(topic, List.of()));
            reader.addSplits(List.of(SubscriptionSplit.of(only)));
            Await.until("a failure", () -> poll(reader, failure));
        }
        return failure.get();
    }

    private static boolean poll(
            SourceReader<NomadEvent, SubscriptionSplit> reader, AtomicReference<String> failure) {
        try {
            reader.pollNext(new TestingReaderOutput<>());
            return false;
        } catch (Exception e) {
            failure.set(ExceptionUtils.stringifyException(e));
            return true;
        }
    }
}
