package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.MalformedFrameException;
import io.nomadflink.connector.event.Origin;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
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

    private static final int MALFORMED_LIMIT = 3;
    private static final int RESET_CONFIRMATIONS = 2;

    private final String name;
    private final Subscription subscription;
    private final NomadClient client;
    private final StreamOptions options;
    private final Intake feed;
    private final Runnable available;
    private final StreamObserver observer;
    private final GapReport gaps;
    private final FrameParser parser = new FrameParser();
    private final Set<String> namespaces = new TreeSet<>();

    private Continuity continuity;
    private CompletableFuture<OptionalLong> evidence;
    private NamespaceCatchUp catchUp;
    private FeedItem.Line held;
    private String address = "";
    private boolean snapshotPending;
    private boolean askedTwice;
    private boolean skipping;
    private int malformedInRow;
    private long malformedAfter;
    private int resetConfirmations;
    private long lastFrame;

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
        this.client = client;
        this.options = options;
        this.available = available;
        this.observer = observer;
        this.gaps = new GapReport(name, subscription, observer);
        this.snapshotPending = start instanceof Start.Snapshot;
        if (start instanceof Start.Resume resume) {
            continuity = new Continuity(resume.position(), subscription);
            namespaces.addAll(resume.namespaces());
        }
        feed = client.intake(subscription, start, available, name.hashCode());
        observer.queue(feed::heldBytes);
        feed.start();
    }

    @Override
    public void drainTo(List<StreamElement> out, int limit) throws IOException {
        while (out.size() < limit && settle(out)) {
            FeedItem item = feed.poll();
            if (item == null) {
                settleQuietSnapshot(out);
                return;
            }
            take(item, out);
        }
    }

    private void take(FeedItem item, List<StreamElement> out) throws IOException {
        if (item instanceof FeedItem.Line line) {
            if (!skipping) {
                line(line, out);
            }
        } else if (item instanceof FeedItem.Parsed parsed) {
            if (!skipping) {
                frame(wanted(parsed.frame()), parsed.line(), out);
            }
        } else if (item instanceof FeedItem.Heartbeat heartbeat) {
            if (!skipping) {
                heartbeat(heartbeat, out);
            }
        } else if (item instanceof FeedItem.Opened opened) {
            opened(opened, out);
        } else if (item instanceof FeedItem.Grown grown) {
            grown(grown.namespaces());
        } else if (item instanceof FeedItem.Disconnected end) {
            observer.disconnected(end.cause());
            gaps.disconnected(end.cause());
            LOG.debug("{}: connection ended: {} {}", name, end.cause(), end.detail());
        } else if (item instanceof FeedItem.Failed failed) {
            throw new IOException(failed.cause().getMessage(), failed.cause());
        }
    }

    private void opened(FeedItem.Opened opened, List<StreamElement> out) {
        boolean first = opened.start() != null;
        address = opened.address();
        if (first) {
            begin(opened.start(), out);
        }
        skipping = !first && opened.requestedIndex() > continuity.position().index();
        if (skipping) {
            return;
        }
        continuity.opened(first && !snapshotPending);
        askedTwice = false;
        see(opened, first, out);
        cancelEvidence();
        if (continuity.wantsEvidence()) {
            ask(BEFORE_ASKING);
        }
    }

    private void begin(Position start, List<StreamElement> out) {
        continuity = new Continuity(start, subscription);
        snapshotPending &= start.coverage() == Coverage.WHOLE;
        if (!snapshotPending) {
            out.add(new StreamElement.Started(start));
        }
    }

    private void ask(Duration delay) {
        long position = continuity.position().index();
        evidence = client.evidence(address, subscription, position, delay);
        evidence.whenComplete((index, failure) -> available.run());
    }

    private void cancelEvidence() {
        if (evidence != null) {
            evidence.cancel(false);
            evidence = null;
        }
    }

    /** Compares what the new connection sees with what was seen before. */
    private void see(FeedItem.Opened opened, boolean first, List<StreamElement> out) {
        catchUp = null;
        Set<String> fresh = new TreeSet<>(opened.namespaces().keySet());
        fresh.removeAll(namespaces);
        if (fresh.isEmpty()) {
            return;
        }
        long created = created(opened.namespaces(), fresh);
        if (first || namespaces.isEmpty() || created > continuity.position().index()) {
            nowSeen(fresh, List.of(), out);
        } else if (opened.requestedIndex() > created) {
            skipping = true;
            lookBack(created);
        } else {
            catchUp = new NamespaceCatchUp(fresh, created);
        }
    }

    private void nowSeen(
            Set<String> fresh, List<StreamElement.NewFrame> missed, List<StreamElement> out) {
        namespaces.addAll(fresh);
        out.add(new StreamElement.Namespaces(Set.copyOf(namespaces), missed));
    }

    private static long created(Map<String, Long> all, Set<String> fresh) {
        return fresh.stream().mapToLong(all::get).min().orElse(0);
    }

    /**
     * The connection does not see new namespaces: another, from an index before their creation,
     * will.
     */
    private void grown(Map<String, Long> fresh) {
        lookBack(Collections.min(fresh.values()));
    }

    /** From what was delivered before an index, or else from all that the server has. */
    private void lookBack(long created) {
        long from = continuity.deliveredAtOrBelow(created);
        feed.reconnect(Math.max(from, 0), FeedItem.Cause.NAMESPACES);
    }

    private void settleCatchUp(List<StreamElement> out) {
        if (catchUp == null) {
            return;
        }
        NamespaceCatchUp done = catchUp;
        catchUp = null;
        Break missing = done.missing(continuity.position().index());
        if (missing != null) {
            done.fresh().forEach(namespace -> out.add(missing(missing, namespace, null)));
        }
        nowSeen(done.fresh(), done.missed(), out);
    }

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

    private void frame(Frame frame, FeedItem.Line line, List<StreamElement> out) {
        observer.received(frame, line.arrivalNanos());
        malformedInRow = frame.index() > malformedAfter ? 0 : malformedInRow;
        if (catchUp != null && frame.index() < continuity.position().index()) {
            catchUp.take(frame, line.arrivalNanos());
            return;
        }
        settleCatchUp(out);
        switch (continuity.frame(frame)) {
            case DELIVER -> {
                cancelEvidence();
                settleSnapshot(continuity.floor(), continuity.floor() + 1, out);
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
        out.add(accept(line));
    }

    private StreamElement.NewFrame accept(FeedItem.Line line) {
        Frame frame = continuity.accepted();
        observer.duplicates(continuity.duplicates());
        observer.frame(frame.index(), line.arrivalNanos());
        gaps.delivered(frame);
        resetConfirmations = 0;
        lastFrame = line.arrivalNanos();
        return new StreamElement.NewFrame(frame, 0, line.arrivalNanos());
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

    private void heartbeat(FeedItem.Heartbeat heartbeat, List<StreamElement> out)
            throws IOException {
        observer.heartbeat(heartbeat.arrivalNanos());
        settleCatchUp(out);
        Break found = continuity.heartbeat();
        if (found != null) {
            out.add(missing(found, subscription.namespace(), Position.whole(found.before() - 1)));
        }
        if (continuity.isCaughtUp() && !snapshotPending) {
            boolean settled = heartbeat.arrivalNanos() - lastFrame > SETTLED_NANOS;
            if (settled) {
                continuity.settle();
            }
            gaps.proven();
            out.add(new StreamElement.CaughtUp(heartbeat.arrivalNanos(), settled));
        }
        if (continuity.wentBack()) {
            gaps.wentBack(continuity.position().index(), continuity.tableIndex().orElse(0));
        }
        if (continuity.staleSeen() && !continuity.isProven()) {
            suspectReset(out);
        }
    }

    /**
     * @return whether the next item may be taken: no frame is held back for evidence
     */
    private boolean settle(List<StreamElement> out) {
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
        long index = continuity.accepted().index();
        Break found = continuity.release();
        if (snapshotPending) {
            long before = found == null ? continuity.floor() + 1 : found.before();
            settleSnapshot(found == null ? continuity.floor() : index - 1, before, out);
        } else if (found != null) {
            out.add(missing(found, subscription.namespace(), null));
        }
        accepted(held, out);
        held = null;
        return true;
    }

    private StreamElement.Missing missing(Break found, String namespace, Position position) {
        Gap gap = gaps.of(found, namespace);
        return new StreamElement.Missing(
                gap, position, options.healGaps() ? healing(found, namespace) : null);
    }

    /** After a restore of older state, indexes of objects went back, so everything is read. */
    private Backfill healing(Break found, String namespace) {
        boolean all = found.cause() == Gap.Cause.SNAPSHOT_RESTORE;
        return new Backfill(
                client.lists(),
                subscription.in(namespace),
                options.detail(),
                Origin.BACKFILL,
                all ? 0 : found.after(),
                found.before());
    }

    /** Begins with what exists as of an index; what happens above it comes with the stream. */
    private void settleSnapshot(long index, long before, List<StreamElement> out) {
        if (!snapshotPending) {
            return;
        }
        snapshotPending = false;
        Backfill objects =
                new Backfill(
                        client.lists(),
                        subscription,
                        options.detail(),
                        Origin.SNAPSHOT,
                        0,
                        index + 1);
        out.add(new StreamElement.Existing(objects, Position.whole(index)));
    }

    /**
     * A snapshot need not wait for an event: without one, what the tables say now is where it ends.
     */
    private void settleQuietSnapshot(List<StreamElement> out) {
        if (!snapshotPending
                || continuity == null
                || !continuity.isEvidenceKnown()
                || evidence != null) {
            return;
        }
        long now = continuity.tableIndex().orElse(-1);
        if (!continuity.isProven() && now > continuity.floor() && !askedTwice) {
            askedTwice = true;
            ask(ON_ITS_WAY);
            return;
        }
        if (!continuity.isProven()) {
            continuity.moveTo(Position.whole(Math.max(now, continuity.floor())));
        }
        settleSnapshot(continuity.floor(), continuity.floor() + 1, out);
    }

    /**
     * Only older lines, and consistent lists that are older, too: this is not the cluster that it
     * was.
     */
    private void suspectReset(List<StreamElement> out) throws IOException {
        if (evidence != null) {
            return;
        }
        if (!continuity.wentBack()) {
            resetConfirmations = 0;
        } else if (++resetConfirmations >= RESET_CONFIRMATIONS) {
            reset(out);
            return;
        }
        ask(Duration.ZERO);
    }

    private void reset(List<StreamElement> out) throws IOException {
        long read = continuity.position().index();
        long now = continuity.tableIndex().orElse(0);
        if (!options.restartOnIndexReset()) {
            throw new IOException(
                    name
                            + ": the index of "
                            + address
                            + " began again: this job had read up to "
                            + read
                            + ", the cluster is at "
                            + now
                            + ". It was rebuilt or is another one. Begin with new state, or set"
                            + " nomad.index-reset to RESTART");
        }
        // what lists tell is not told by the stream once more
        Position start = options.healGaps() ? Position.whole(now) : Position.fromStart(now);
        out.add(
                missing(
                        new Break(read, now + 1, Gap.Cause.SNAPSHOT_RESTORE),
                        subscription.namespace(),
                        start));
        continuity = new Continuity(start, subscription);
        resetConfirmations = 0;
        skipping = true;
        feed.reconnect(start.requestIndex(), FeedItem.Cause.CLOSED);
    }

    @Override
    public boolean isFinished() {
        return false;
    }

    @Override
    public boolean hasMore() {
        boolean waiting = held != null && (evidence == null || !evidence.isDone());
        return !waiting && feed.hasMore();
    }

    @Override
    public void close() {
        cancelEvidence();
        feed.close();
    }
}
