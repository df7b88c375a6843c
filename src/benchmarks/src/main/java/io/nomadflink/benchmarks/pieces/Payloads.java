package io.nomadflink.benchmarks.pieces;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a payload costs: as a record of its topic and, to compare, walked by Jackson. */
@State(Scope.Benchmark)
@OperationsPerInvocation(Payloads.EVENTS)
public class Payloads {
    static final int EVENTS = 100;

    @Param({"Allocation", "Deployment", "Evaluation"})
    public String topic;

    private final JsonFactory json = new JsonFactory();
    private List<NomadEvent> events;

    @Setup
    public void prepare() throws IOException {
        Topic wanted = Topic.of(topic);
        events =
                Recorded.frames().stream()
                        .flatMap(frame -> frame.events().stream())
                        .filter(event -> event.topic().equals(wanted))
                        .limit(EVENTS)
                        .toList();
        Recorded.check(events.size() == EVENTS, "events of topic " + topic);
        long texts = 0;
        for (NomadEvent event : events) {
            texts += event.payload().toString().hashCode();
        }
        Recorded.check(texts == decodedTexts(), "the same payload when decoded again");
        Recorded.check(jackson() > EVENTS * 20L, "tokens");
    }

    private long decodedTexts() {
        long texts = 0;
        for (NomadEvent event : events) {
            texts += event.withTimeNanos(1).payload().toString().hashCode();
        }
        return texts;
    }

    /** An event keeps what it has decoded, so each is a new one. */
    @Benchmark
    public int typed() {
        int sum = 0;
        for (NomadEvent event : events) {
            sum += System.identityHashCode(event.withTimeNanos(1).payload());
        }
        return sum;
    }

    /** All tokens; how many. */
    @Benchmark
    public long jackson() throws IOException {
        long tokens = 0;
        for (NomadEvent event : events) {
            try (JsonParser walk =
                    json.createParser(
                            event.payloadBuffer(), event.payloadOffset(), event.payloadLength())) {
                while (walk.nextToken() != null) {
                    tokens++;
                }
            }
        }
        return tokens;
    }
}
