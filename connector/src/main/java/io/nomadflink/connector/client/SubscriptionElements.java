package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.MalformedFrameException;
import io.nomadflink.connector.event.NomadEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A subscription's lines, parsed once and judged by {@link Continuity}. */
final class SubscriptionElements implements ElementFeed {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionElements.class);

    /**
     * The line of the position, if the server has it, follows the first heartbeat within
     * milliseconds.
     */
    private static final Duration BEFORE_ASKING = Duration.ofMillis(150);

    private static final int MALFORMED_LIMIT = 3;

    private final String name;
    private final Subscription subscription;
    private final NomadClient client;
    private final StreamFeed feed;
    private final Runnable available;
    private final StreamObserver observer;
    private final FrameParser parser = new FrameParser();

    private Continuity continuity;
    private CompletableFuture<OptionalLong> evidence;
    private FeedItem.Line held;
    private boolean skipping;
    private int malformedInRow;
    private long malformedAfter;
    private long lastEventNanos;

    SubscriptionElements(
            String name,
            NomadClient client,
            Subscription subscription,
            Start start,
            Runnable available,
            StreamObserver observer) {
        this.name = name;
        this.subscription = subscription;
        this.client = client;
        this.available = available;
        this.observer = observer;
        if (start instanceof Start.Resume resume) {
            continuity = new Continuity(resume.position(), subscription.mayRepeat());
        }
        feed = client.feed(subscription, start, available, name.hashCode());
        feed.start();
    }

    @Override
    public void drainTo(List<StreamElement> out, int limit) throws IOException {
        while (out.size() < limit && settleEvidence(out)) {
            FeedItem item = feed.queue().poll();
            if (item == null) {
                return;
            }
            take(item, out);
        }
    }

    /**
     * @return whether the next item may be taken: no frame is held back for evidence
     */
    private boolean settleEvidence(List<StreamElement> out) {
        if (evidence != null && evidence.isDone()) {
            continuity.evidence(evidence.getNow(OptionalLong.empty()));
            evidence = null;
        }
        if (held == null) {
            return true;
        }
        if (evidence != null) {
            return false;
        }
        Break found = continuity.release();
        if (found != null) {
            out.add(new StreamElement.Missing(gap(found), null));
        }
        accepted(held, out);
        held = null;
        return true;
    }

    private void take(FeedItem item, List<StreamElement> out) throws IOException {
        if (item instanceof FeedItem.Line line) {
            if (!skipping) {
                line(line, out);
            }
        } else if (item instanceof FeedItem.Heartbeat heartbeat) {
            if (!skipping) {
                heartbeat(heartbeat, out);
            }
        } else if (item instanceof FeedItem.Opened opened) {
            opened(opened, out);
        } else if (item instanceof FeedItem.Disconnected end) {
            observer.disconnected(end.cause());
            LOG.debug("{}: connection ended: {} {}", name, end.cause(), end.detail());
        } else if (item instanceof FeedItem.Failed failed) {
            throw new IOException(failed.cause().getMessage(), failed.cause());
        }
    }

    private void opened(FeedItem.Opened opened, List<StreamElement> out) {
        boolean fresh = opened.start() != null;
        if (fresh) {
            continuity = new Continuity(opened.start(), subscription.mayRepeat());
            out.add(new StreamElement.Started(opened.start()));
        }
        skipping = !fresh && opened.requestedIndex() > continuity.position().index();
        if (skipping) {
            return;
        }
        continuity.opened(fresh);
        if (continuity.wantsEvidence()) {
            evidence = client.evidence(opened.address(), subscription, BEFORE_ASKING);
            evidence.whenComplete((index, failure) -> available.run());
        }
    }

    private void line(FeedItem.Line line, List<StreamElement> out) throws IOException {
        Frame frame;
        try {
            frame = wanted(parser.parse(line.content(), line.content().length));
            malformedInRow = frame.index() > malformedAfter ? 0 : malformedInRow;
        } catch (MalformedFrameException e) {
            malformed(e);
            return;
        }
        switch (continuity.frame(frame)) {
            case DELIVER -> {
                cancelEvidence();
                accepted(line, out);
            }
            case STALE -> observer.stale();
            case HOLD -> held = line;
            default -> throw new IllegalStateException("unknown decision");
        }
    }

    private Frame wanted(Frame frame) {
        if (!subscription.isNamespacedOnly()) {
            return frame;
        }
        return frame.with(frame.events().stream().filter(subscription::wants).toList());
    }

    private void accepted(FeedItem.Line line, List<StreamElement> out) {
        Frame frame = continuity.accepted();
        observer.duplicates(continuity.duplicates());
        observer.frame(frame.index(), line.arrivalNanos());
        for (NomadEvent event : frame.events()) {
            lastEventNanos = Math.max(lastEventNanos, event.timeNanos());
        }
        out.add(new StreamElement.NewFrame(frame, 0, line.arrivalNanos()));
    }

    /** What is no frame ends the connection; the same place is tried again a few times. */
    private void malformed(MalformedFrameException e) throws IOException {
        observer.malformed();
        malformedAfter = continuity.position().index();
        if (++malformedInRow >= MALFORMED_LIMIT) {
            throw new IOException(
                    name
                            + ": after index "
                            + continuity.position().index()
                            + " came "
                            + malformedInRow
                            + " times in a row what is no frame: "
                            + e.getMessage());
        }
        LOG.warn("{}: {}; connecting anew", name, e.getMessage());
        skipping = true;
        feed.reconnect(continuity.position().requestIndex(), FeedItem.Cause.MALFORMED);
    }

    private void heartbeat(FeedItem.Heartbeat heartbeat, List<StreamElement> out) {
        observer.heartbeat(heartbeat.arrivalNanos());
        Break found = continuity.heartbeat();
        if (found != null) {
            out.add(new StreamElement.Missing(gap(found), Position.whole(found.before() - 1)));
        }
        if (continuity.isCaughtUp()) {
            out.add(new StreamElement.CaughtUp(heartbeat.arrivalNanos()));
        }
    }

    private Gap gap(Break found) {
        Gap gap =
                new Gap(
                        subscription.region(),
                        subscription.namespace(),
                        subscription.topicList(),
                        found.after(),
                        found.before(),
                        Instant.now(),
                        lastEventNanos == 0 ? null : Instant.ofEpochSecond(0, lastEventNanos),
                        found.cause());
        observer.gap(gap);
        LOG.warn(
                "{}: no proof that nothing was lost between index {} and {}, the last event before being of {}: {}",
                name,
                gap.afterIndex(),
                gap.beforeIndex(),
                gap.lastEventAt(),
                gap.cause());
        return gap;
    }

    private void cancelEvidence() {
        if (evidence != null) {
            evidence.cancel(false);
            evidence = null;
        }
    }

    @Override
    public boolean isFinished() {
        return false;
    }

    @Override
    public boolean hasMore() {
        boolean waiting = held != null && (evidence == null || !evidence.isDone());
        return !waiting && !feed.queue().isEmpty();
    }

    @Override
    public void close() {
        cancelEvidence();
        feed.close();
    }
}
