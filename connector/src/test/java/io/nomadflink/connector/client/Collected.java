package io.nomadflink.connector.client;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A subscription or recording, and what it delivered so far. */
final class Collected implements Closeable {
    private final NomadClient client;
    private final ElementFeed feed;
    private final List<StreamElement> elements = new ArrayList<>();

    private Collected(NomadClient client, ElementFeed feed) {
        this.client = client;
        this.feed = feed;
    }

    static Collected of(QuickClient clients, Start start, Topic... topics) {
        return of(clients, start, StreamObserver.NONE, subscription(topics));
    }

    static Collected of(
            QuickClient clients, Start start, StreamObserver observer, Subscription subscription) {
        NomadClient client = clients.client();
        return new Collected(
                client,
                client.subscribe(
                        "test", subscription, start, StreamOptions.REPORT, () -> {}, observer));
    }

    static Collected of(QuickClient clients, ElementFeed feed) {
        return new Collected(clients.client(), feed);
    }

    static Subscription subscription(Topic... topics) {
        return Subscription.of(
                "",
                "default",
                Arrays.stream(topics).collect(Collectors.toMap(t -> t, t -> List.<String>of())));
    }

    static Collected of(NomadClient client, ElementFeed feed) {
        return new Collected(client, feed);
    }

    ElementFeed feed() {
        return feed;
    }

    List<StreamElement> drain() throws IOException {
        feed.drainTo(elements, Integer.MAX_VALUE).run();
        return elements;
    }

    List<NomadEvent> events() throws IOException {
        return drain().stream()
                .flatMap(element -> element.frames().stream())
                .flatMap(f -> f.frame().events().stream())
                .toList();
    }

    <E extends StreamElement> List<E> of(Class<E> type) throws IOException {
        return drain().stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<String> keys() throws IOException {
        return events().stream().map(NomadEvent::key).toList();
    }

    Collected await(int events) throws Exception {
        Await.until(events + " events", () -> events().size() >= events);
        return this;
    }

    /** The failure that draining ends with. */
    IOException failure() throws Exception {
        IOException[] found = new IOException[1];
        Await.until(
                "a failure",
                () -> {
                    try {
                        drain();
                    } catch (IOException e) {
                        found[0] = e;
                    }
                    return found[0] != null;
                });
        return found[0];
    }

    static String line(long index, String... keys) {
        return Arrays.stream(keys)
                .map(key -> Map.entry(key, index))
                .map(
                        e ->
                                "{\"Topic\":\"Evaluation\",\"Type\":\"EvaluationUpdated\",\"Key\":\""
                                        + e.getKey()
                                        + "\",\"Namespace\":\"default\",\"Index\":"
                                        + e.getValue()
                                        + ",\"Payload\":{}}")
                .collect(Collectors.joining(",", "{\"Index\":" + index + ",\"Events\":[", "]}\n"));
    }

    @Override
    public void close() {
        feed.close();
        client.close();
    }
}
