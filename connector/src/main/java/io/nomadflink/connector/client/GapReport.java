package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an element of a stretch without proof, and says so: to the observer and in the log. */
final class GapReport {
    private static final Logger LOG = LoggerFactory.getLogger(GapReport.class);

    private final String name;
    private final Subscription subscription;
    private final BackfillPlan lists;
    private final StreamObserver observer;
    private long lastEventNanos;
    private boolean unauthorized;
    private boolean wentBack;

    GapReport(String name, Subscription subscription, BackfillPlan lists, StreamObserver observer) {
        this.name = name;
        this.subscription = subscription;
        this.lists = lists;
        this.observer = observer;
    }

    /** A connection ended or could not be made. */
    void disconnected(FeedItem.Cause cause) {
        unauthorized |= cause == FeedItem.Cause.UNAUTHORIZED;
    }

    /** There is a connection, and no doubt about what was before it. */
    void proven() {
        unauthorized = false;
        wentBack = false;
    }

    /**
     * Consistent lists are older than what was read, and nothing else came yet: the first event
     * will tell which.
     */
    void wentBack(long read, long tables) {
        if (!wentBack) {
            wentBack = true;
            LOG.warn(
                    "{}: had read up to index {}, but the tables are at {}: an old snapshot was"
                            + " restored, or the cluster's index began again. The first event tells",
                    name,
                    read,
                    tables);
        }
    }

    void delivered(Frame frame) {
        proven();
        for (NomadEvent event : frame.events()) {
            lastEventNanos = Math.max(lastEventNanos, event.timeNanos());
        }
    }

    /** A gap of the whole subscription, before what follows it. */
    StreamElement before(StreamElement next, Break found) {
        return before(next, found, subscription.namespace());
    }

    StreamElement before(StreamElement next, Break found, String namespace) {
        return new StreamElement.Missing(
                of(found, namespace), lists.healing(found, namespace), next);
    }

    /** A gap that is only reported, before what follows it. */
    StreamElement unhealed(StreamElement next, Break found) {
        return new StreamElement.Missing(of(found, subscription.namespace()), null, next);
    }

    private Gap of(Break found, String namespace) {
        Instant last = lastEventNanos == 0 ? null : Instant.ofEpochSecond(0, lastEventNanos);
        Gap gap =
                new Gap(
                        subscription.region(),
                        namespace,
                        subscription.topicList(),
                        found.after(),
                        found.before(),
                        Instant.now(),
                        last,
                        cause(found),
                        false);
        observer.gap(gap);
        LOG.warn(
                "{}: no proof that nothing was lost between index {} and {}{}: {}",
                name,
                gap.afterIndex(),
                gap.beforeIndex(),
                last == null ? "" : ", after the event of " + last,
                gap.cause());
        return gap;
    }

    /** The buffer passed over the index while nobody was allowed to read it. */
    private Gap.Cause cause(Break found) {
        boolean passedOver = found.cause() == Gap.Cause.DROPPED_FROM_BUFFER;
        return unauthorized && passedOver ? Gap.Cause.AUTHORIZATION : found.cause();
    }
}
