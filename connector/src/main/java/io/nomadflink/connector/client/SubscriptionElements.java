package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.MalformedFrameException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A subscription's lines, parsed once and judged by {@link Continuity}. Used by one thread. */
final class SubscriptionElements implements ElementFeed {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionElements.class);

    /**
     * The line of the position, if the server has it, follows the first heartbeat within
     * milliseconds.
     */
    private static final Duration BEFORE_ASKING = Duration.ofMillis(150);

    /** How long a line may be on its way after a list told of its index. */
    private static final Duration ON_ITS_WAY = Duration.ofMillis(500);

    /** The lines of one index come within milliseconds. */
    private static final long SETTLED_NANOS = 1_000_000_000L;

    private final String name;
    private final Subscription subscription;
    private final Intake feed;
    private final long batchBytes;
    private final StreamObserver observer;
    private final BackfillPlan lists;
    private final GapReport gaps;
    private final Evidence evidence;
    private final SeenNamespaces namespaces;
    private final StartingSnapshot snapshot;
    private final MalformedLines malformed;
    private final IndexResets resets;
    private final FrameParser parser = new FrameParser();

    private Continuity continuity;
    private FeedItem.Line held;
    private String address = "";
    private long lastFrame;

    /** Whether items are left out until a connection is opened that was ordered. */
    private boolean skipping;

    SubscriptionElements(
            String name,
            NomadClient client,
            Subscription subscription,
            Start start,
            StreamOptions options,
            Runnable available,
            StreamObserver observer) {
        this.name = name;
        this.subscription = subscription;
        this.observer = observer;
        lists = new BackfillPlan(client, subscription, options);
        gaps = new GapReport(name, subscription, lists, observer);
        evidence = new Evidence(client, subscription, available);
        snapshot = new StartingSnapshot(start instanceof Start.Snapshot, lists);
        malformed = new MalformedLines(name);
        resets = new IndexResets(name, options.restartOnIndexReset());
        Set<String> seen = Set.of();
        if (start instanceof Start.Resume resume) {
            continuity = new Continuity(resume.position(), subscription);
            seen = resume.namespaces();
        }
        namespaces = new SeenNamespaces(seen, gaps, client.settings().queueBytes());
        feed = client.intake(subscription, start, available, name.hashCode());
        batchBytes = client.settings().batchBytes();
        observer.queue(feed::heldBytes);
        observer.spool(feed::spooledBytes);
        feed.start();
    }

    @Override
    public Runnable drainTo(List<StreamElement> out, int limit) throws IOException {
        long bytes = 0;
        while (out.size() < limit && bytes < batchBytes && settle(out)) {
            FeedItem item = feed.poll();
            if (item == null) {
                settleQuietSnapshot(out);
                break;
            }
            bytes += item.bytes();
            take(item, out);
        }
        return feed.receipt();
    }

    private void take(FeedItem item, List<StreamElement> out) throws IOException {
        if (item instanceof FeedItem.Opened opened) {
            opened(opened, out);
        } else if (item instanceof FeedItem.Grown grown) {
            lookBack(Collections.min(grown.namespaces().values()));
        } else if (item instanceof FeedItem.Deleted deleted) {
            namespaces.deleted(deleted.namespaces(), out);
        } else if (item instanceof FeedItem.Disconnected end) {
            observer.disconnected(end.cause());
            gaps.disconnected(end.cause());
            LOG.debug("{}: connection ended: {} {}", name, end.cause(), end.detail());
        } else if (item instanceof FeedItem.Failed failed) {
            throw new IOException(failed.cause().getMessage(), failed.cause());
        } else if (!skipping) {
            received(item, out);
        }
    }

    private void received(FeedItem item, List<StreamElement> out) throws IOException {
        if (item instanceof FeedItem.Line line) {
            line(line, out);
        } else if (item instanceof FeedItem.Parsed parsed) {
            frame(wanted(parsed.frame()), parsed.line(), out);
        } else if (item instanceof FeedItem.Heartbeat heartbeat) {
            heartbeat(heartbeat, out);
        } else if (item instanceof FeedItem.Lost) {
            readAgain(FeedItem.Cause.SPOOL);
        }
    }

    // ---- connections

    private void opened(FeedItem.Opened opened, List<StreamElement> out) {
        boolean first = opened.start() != null;
        address = opened.address();
        if (first) {
            begin(opened.start(), out);
        }
        skipping = !first && opened.requestedIndex() > position();
        if (skipping) {
            return;
        }
        continuity.opened(first && !snapshot.isPending(), opened.requestedIndex());
        snapshot.opened(first);
        boolean fewer = namespaces.forget(opened, continuity.complete(), out);
        long readAgain = namespaces.opened(opened, reached(), out);
        if (readAgain >= 0) {
            skipping = true;
            lookBack(readAgain);
        } else if (fewer && !first && continuity.deliveredFirst() >= 0) {
            // what stood at the position may be shown no more, but what was before proves as much
            skipping = true;
            feed.reconnect(continuity.deliveredFirst(), FeedItem.Cause.NAMESPACES);
        }
        evidence.cancel();
        if (continuity.wantsEvidence()) {
            evidence.ask(address, position(), BEFORE_ASKING);
        }
    }

    private void begin(Position start, List<StreamElement> out) {
        continuity = new Continuity(start, subscription);
        snapshot.begin(start);
        if (!snapshot.isPending()) {
            out.add(new StreamElement.Reached(start));
        }
    }

    private long position() {
        return continuity.index();
    }

    /** The index that was delivered last, or -1 while all that the server has is still to come. */
    private long reached() {
        return continuity.isAllToCome() ? -1 : continuity.index();
    }

    /**
     * The connection does not see namespaces that were created at an index: another will, from what
     * was delivered before, or else from all that the server has.
     */
    private void lookBack(long created) {
        long from = continuity.deliveredAtOrBelow(created);
        feed.reconnect(Math.max(from, 0), FeedItem.Cause.NAMESPACES);
    }

    // ---- frames

    private void line(FeedItem.Line line, List<StreamElement> out) throws IOException {
        Frame frame;
        try {
            frame = wanted(parser.parse(line.content(), line.content().length));
        } catch (MalformedFrameException e) {
            malformed(e);
            return;
        }
        frame(frame, line, out);
    }

    private void malformed(MalformedFrameException e) throws IOException {
        observer.malformed();
        malformed.found(e, position());
        readAgain(FeedItem.Cause.MALFORMED);
    }

    /** Leaves out what comes, up to a connection that begins at the position. */
    private void readAgain(FeedItem.Cause cause) {
        skipping = true;
        feed.reconnect(continuity.position().requestIndex(), cause);
    }

    private Frame wanted(Frame frame) {
        if (!subscription.isNamespacedOnly()) {
            return frame;
        }
        return frame.with(frame.events().stream().filter(subscription::wants).toList());
    }

    private void frame(Frame frame, FeedItem.Line line, List<StreamElement> out) {
        observer.received(frame, line.arrivalNanos());
        malformed.frame(frame.index());
        if (namespaces.takes(frame, line.arrivalNanos(), reached())) {
            continuity.passesAgain(frame.index());
            return;
        }
        namespaces.settle(reached(), out);
        switch (continuity.frame(frame)) {
            case DELIVER -> {
                evidence.cancel();
                StreamElement.NewFrame next = accept(line, out);
                out.add(snapshot.isPending() ? snapshot.before(next, continuity.floor()) : next);
                gaps.delivered(next.frame());
            }
            case STALE -> observer.stale();
            case HOLD -> held = line;
            default -> throw new IllegalStateException("unknown decision");
        }
    }

    private StreamElement.NewFrame accept(FeedItem.Line line, List<StreamElement> out) {
        Frame frame = continuity.accepted();
        namespaces.delivered(frame, out);
        observer.duplicates(continuity.duplicates());
        observer.frame(frame.index(), line.arrivalNanos());
        resets.clear();
        lastFrame = line.arrivalNanos();
        return new StreamElement.NewFrame(frame, 0, line.arrivalNanos());
    }

    // ---- evidence

    /**
     * @return whether the next item may be taken: no frame is held back for evidence
     */
    private boolean settle(List<StreamElement> out) {
        if (evidence.isAnswered()) {
            continuity.evidence(evidence.take());
        }
        if (held == null) {
            return true;
        }
        if (evidence.isPending()) {
            return false;
        }
        release(out);
        return true;
    }

    private void release(List<StreamElement> out) {
        Break found = continuity.release();
        StreamElement.NewFrame next = accept(held, out);
        held = null;
        if (found != null) {
            if (found.covers(next.frame()) && (lists.heals() || snapshot.isPending())) {
                next = next.asLast();
                continuity.moveTo(Position.whole(next.frame().index()));
            }
            out.add(snapshot.isPending() ? begun(next, found) : gaps.before(next, found));
        } else {
            out.add(snapshot.isPending() ? snapshot.before(next, continuity.floor()) : next);
        }
        gaps.delivered(next.frame());
    }

    /** The snapshot tells how things are after a stretch, not what happened in it. */
    private StreamElement begun(StreamElement.NewFrame next, Break found) {
        StreamElement existing = snapshot.before(next, found);
        return snapshot.isInterrupted() ? gaps.unhealed(existing, found) : existing;
    }

    private void settleQuietSnapshot(List<StreamElement> out) {
        boolean known = continuity != null && continuity.isEvidenceKnown();
        if (snapshot.isPending() && known && !evidence.isPending()) {
            if (snapshot.settleQuietly(continuity, out)) {
                evidence.ask(address, position(), ON_ITS_WAY);
            }
        }
    }

    // ---- heartbeats

    private void heartbeat(FeedItem.Heartbeat heartbeat, List<StreamElement> out)
            throws IOException {
        observer.heartbeat(heartbeat.arrivalNanos());
        namespaces.settle(reached(), out);
        Break found = continuity.heartbeat();
        if (found != null) {
            out.add(alive(found));
        }
        if (continuity.isCaughtUp() && !snapshot.isPending()) {
            boolean settled = heartbeat.arrivalNanos() - lastFrame > SETTLED_NANOS;
            if (settled) {
                continuity.settle();
            }
            gaps.proven();
            out.add(new StreamElement.CaughtUp(heartbeat.arrivalNanos(), settled));
        }
        if (continuity.wentBack()) {
            gaps.wentBack(position(), continuity.tableIndex().orElse(0));
        }
        if (continuity.staleSeen() && !continuity.isProven() && !evidence.isPending()) {
            suspectReset(out);
        }
    }

    /** A heartbeat showed that nothing comes any more of what tables tell of. */
    private StreamElement alive(Break found) {
        Position reached = Position.whole(found.before() - 1);
        if (lists.heals() || snapshot.isPending()) {
            // what a server that is behind sends of the gap later was read from lists
            continuity.moveTo(reached);
        }
        return snapshot.isPending()
                ? begun(null, found)
                : gaps.before(new StreamElement.Reached(reached), found);
    }

    private void suspectReset(List<StreamElement> out) throws IOException {
        if (resets.isConfirmed(continuity)) {
            beginAgain(out);
        } else {
            evidence.ask(address, position(), Duration.ZERO);
        }
    }

    private void beginAgain(List<StreamElement> out) throws IOException {
        long now = continuity.tableIndex().orElse(0);
        resets.check(address, position(), now);
        // what lists tell must not come once more from the buffer
        Position start = lists.heals() ? Position.whole(now) : Position.fromStart(now);
        Break found = new Break(position(), now + 1, Gap.Cause.SNAPSHOT_RESTORE);
        out.add(gaps.before(new StreamElement.Reached(start), found));
        continuity = new Continuity(start, subscription);
        resets.clear();
        readAgain(FeedItem.Cause.CLOSED);
    }

    @Override
    public boolean isFinished() {
        return false;
    }

    @Override
    public boolean hasMore() {
        if (held != null) {
            return !evidence.isPending() || evidence.isAnswered();
        }
        return feed.hasMore();
    }

    @Override
    public void close() {
        evidence.cancel();
        feed.close();
    }
}
