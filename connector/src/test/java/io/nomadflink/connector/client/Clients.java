package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadSourceOptions;
import io.nomadflink.simulator.SimulatedEvent;
import io.nomadflink.simulator.SimulatedEvents;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;

/** Clients of simulators, patient enough for tests and no more. */
final class Clients {
    private Clients() {}

    static Access anonymous() {
        return new Access(TokenSource.none(), TokenSource.none(), TlsSettings.defaults());
    }

    static Access token(TokenSource source) {
        return new Access(source, TokenSource.none(), TlsSettings.defaults());
    }

    static Configuration options() {
        Configuration options = new Configuration();
        options.set(NomadSourceOptions.OPEN_TIMEOUT, Duration.ofSeconds(1));
        options.set(NomadSourceOptions.REQUEST_TIMEOUT, Duration.ofSeconds(2));
        options.set(NomadSourceOptions.START_TIMEOUT, Duration.ofSeconds(10));
        options.set(NomadSourceOptions.AUTHORIZATION_GRACE, Duration.ofSeconds(1));
        options.set(NomadSourceOptions.FRESHNESS_INTERVAL, Duration.ofSeconds(1));
        options.set(NomadSourceOptions.MIN_BACKOFF, Duration.ofMillis(20));
        options.set(NomadSourceOptions.MAX_BACKOFF, Duration.ofMillis(300));
        return options;
    }

    static ClientSettings settings(Access access, Configuration options, String... addresses) {
        return NomadSourceOptions.settings(List.of(addresses), access, options);
    }

    static NomadClient client(Access access, String... addresses) {
        return new NomadClient(settings(access, options(), addresses));
    }

    static Subscription subscription(String namespace, Topic... topics) {
        return Subscription.of(
                "",
                namespace,
                Arrays.stream(topics).collect(Collectors.toMap(t -> t, t -> Set.<String>of())));
    }

    static Subscription of(String region, String namespace, Topic topic) {
        return Subscription.of(region, namespace, Map.of(topic, Set.of()));
    }

    /** Reads until so many events have come. */
    static List<NomadEvent> read(ElementFeed feed, int events) throws Exception {
        List<NomadEvent> found = new ArrayList<>();
        awaitTrue(
                () -> {
                    found.addAll(drain(feed));
                    return found.size() >= events;
                },
                "only " + found.size() + " events came");
        return found;
    }

    /** The events that are there. */
    static List<NomadEvent> drain(ElementFeed feed) {
        List<StreamElement> elements = new ArrayList<>();
        try {
            feed.drainTo(elements, 1000).run();
        } catch (IOException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        List<NomadEvent> found = new ArrayList<>();
        for (StreamElement element : elements) {
            element.frames().forEach(frame -> found.addAll(frame.frame().events()));
        }
        return found;
    }

    /** Reads until the feed fails, and gives the reason. */
    static String failure(ElementFeed feed) throws Exception {
        StringBuilder reason = new StringBuilder();
        awaitTrue(
                () -> {
                    try {
                        feed.drainTo(new ArrayList<>(), 1000).run();
                        return false;
                    } catch (IOException e) {
                        reason.append(e.getMessage());
                        return true;
                    }
                },
                "the feed did not fail");
        return reason.toString();
    }

    static void awaitTrue(BooleanSupplier condition, String otherwise) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail(otherwise);
            }
            Thread.sleep(5);
        }
    }

    static SimulatedEvent job(String id, long index) {
        return job("default", id, index);
    }

    static SimulatedEvent job(String namespace, String id, long index) {
        return SimulatedEvents.job("JobRegistered", jobObject(namespace, id, index), false);
    }

    /** The last that is heard of a job. */
    static SimulatedEvent purged(String namespace, String id, long index) {
        return SimulatedEvents.job("JobDeregistered", jobObject(namespace, id, index), true);
    }

    private static ObjectNode jobObject(String namespace, String id, long index) {
        ObjectNode job = JsonNodeFactory.instance.objectNode();
        job.put("ID", id).put("Namespace", namespace).put("Status", "running");
        return job.put("CreateIndex", index).put("ModifyIndex", index);
    }

    static ElementFeed subscribe(NomadClient client, Subscription subscription) {
        return subscribe(client, subscription, new Start.Earliest(), StreamObserver.NONE);
    }

    static ElementFeed subscribe(
            NomadClient client, Subscription subscription, Start start, StreamObserver observer) {
        return client.subscribe(
                "test", subscription, start, StreamOptions.REPORT, () -> {}, observer);
    }
}
