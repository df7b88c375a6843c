package io.nomadflink.connector.client;

import io.nomadflink.connector.client.Inventory.JobName;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads from lists what changed in a stretch of the stream: objects whose {@code ModifyIndex} lies
 * above its beginning and below its end. Those changed again later come with the stream, so nothing
 * comes twice.
 *
 * <p>Read after the stream is open, page by page; nothing is held but one page. What cannot be
 * recovered: states in between, objects created and removed within, deletions (see {@link
 * #inventory()}), services, and nodes' events, which do not raise {@code ModifyIndex}.
 */
public final class Backfill {

    /** Takes frames as they are read. */
    @FunctionalInterface
    public interface FrameSink {
        void accept(Frame frame) throws IOException;
    }

    private final ListReader lists;
    private final Subscription subscription;
    private final BackfillDetail detail;
    private final Origin origin;
    private final long after;
    private final long before;
    private final List<HalfIndex> halves;

    /**
     * @param halves what was delivered at the ends of the stretch
     */
    Backfill(
            ListReader lists,
            Subscription subscription,
            BackfillDetail detail,
            Origin origin,
            long after,
            long before,
            List<HalfIndex> halves) {
        this.lists = lists;
        this.subscription = subscription;
        this.detail = detail;
        this.origin = origin;
        this.after = after;
        this.before = before;
        this.halves = halves;
    }

    /**
     * Reads everything, topic by topic, and hands over frames in the order of their index within a
     * page.
     */
    public void read(FrameSink sink) throws IOException {
        for (Topic topic : topics()) {
            lists.pages(topic, subscription, page -> frames(changed(page)).forEach(sink));
        }
    }

    /** The jobs that exist now; null if the subscription has no jobs. */
    public Inventory inventory() throws IOException {
        if (!topics().contains(Topic.JOB)) {
            return null;
        }
        Map<JobName, Long> jobs = new HashMap<>();
        lists.pages(
                Topic.JOB,
                subscription,
                page -> {
                    for (ListedObject job : page) {
                        jobs.put(new JobName(job.namespace(), job.key()), job.createIndex());
                    }
                });
        return new Inventory(subscription.namespace(), jobs, after);
    }

    private Collection<Topic> topics() {
        Collection<Topic> wanted =
                subscription.topics().contains(Topic.ALL) ? Topic.known() : subscription.topics();
        return wanted.stream()
                .filter(topic -> topic.listPath() != null && topic != Topic.SERVICE)
                .toList();
    }

    private List<ListedObject> changed(List<ListedObject> page) throws IOException {
        List<ListedObject> found = new ArrayList<>();
        for (ListedObject object : page) {
            if (isMissing(object) && object.isWantedBy(subscription)) {
                found.add(object);
            }
        }
        return detail == BackfillDetail.FULL ? unchanged(lists.whole(found, subscription)) : found;
    }

    private boolean isMissing(ListedObject object) {
        return object.modifyIndex() > after
                && object.modifyIndex() < before
                && halves.stream().allMatch(half -> half.leaves(object));
    }

    /** A whole object was read later than its stub; one changed meanwhile comes with the stream. */
    private List<ListedObject> unchanged(List<ListedObject> whole) {
        return whole.stream().filter(object -> object.modifyIndex() < before).toList();
    }

    private Frames frames(List<ListedObject> objects) {
        TreeMap<Long, List<NomadEvent>> byIndex = new TreeMap<>();
        for (ListedObject object : objects) {
            NomadEvent event = object.toEvent(origin);
            if (subscription.wants(event)) {
                byIndex.computeIfAbsent(event.index(), i -> new ArrayList<>()).add(event);
            }
        }
        return new Frames(byIndex);
    }

    private record Frames(TreeMap<Long, List<NomadEvent>> byIndex) {
        void forEach(FrameSink sink) throws IOException {
            for (Map.Entry<Long, List<NomadEvent>> entry : byIndex.entrySet()) {
                sink.accept(new Frame(entry.getKey(), entry.getValue(), 0));
            }
        }
    }
}
