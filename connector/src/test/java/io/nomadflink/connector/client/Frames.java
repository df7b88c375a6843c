package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Frames with little in them. */
final class Frames {
    private Frames() {}

    static final Subscription ALL = Subscription.of("", "*", Map.of(Topic.ALL, List.of()));
    static final Subscription KEYS =
            Subscription.of("", "*", Map.of(Topic.JOB, List.of("web", "api")));

    static Frame frame(long index, String... keys) {
        return frame(Topic.ALLOCATION, "PlanResult", index, keys);
    }

    /** A line of an index that has two. */
    static Frame registered(long index, String... keys) {
        return frame(Topic.EVALUATION, "JobRegistered", index, keys);
    }

    /** An event's key as often as its line has it: once for each key that matches it. */
    static List<String> inLine(String key, Subscription subscription, Random random) {
        return Collections.nCopies(subscription.mayRepeat() ? 1 + random.nextInt(2) : 1, key);
    }

    private static Frame frame(Topic topic, String type, long index, String... keys) {
        List<NomadEvent> events = new ArrayList<>();
        for (String key : keys) {
            events.add(event(index, topic, type, key, "{}"));
        }
        return new Frame(index, events, 100);
    }

    static NomadEvent job(long index, String id, String status) {
        return event(
                index,
                Topic.JOB,
                "JobRegistered",
                id,
                "{\"Job\":{\"ID\":\"" + id + "\",\"Status\":\"" + status + "\"}}");
    }

    /** A frame of a namespace. */
    static Frame in(String namespace, long index, String key) {
        NomadEvent event = event(namespace, index, Topic.ALLOCATION, "PlanResult", key, "{}");
        return new Frame(index, List.of(event), 100);
    }

    static NomadEvent event(long index, Topic topic, String type, String key, String payload) {
        return event("default", index, topic, type, key, payload);
    }

    private static NomadEvent event(
            String namespace, long index, Topic topic, String type, String key, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return new NomadEvent(
                index,
                topic,
                type,
                key,
                namespace,
                List.of(),
                Origin.STREAM,
                index,
                bytes,
                0,
                bytes.length);
    }

    static List<String> keys(Frame frame) {
        return frame.events().stream().map(NomadEvent::key).toList();
    }
}
