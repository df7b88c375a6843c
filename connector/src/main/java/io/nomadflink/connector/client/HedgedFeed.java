package io.nomadflink.connector.client;

import io.nomadflink.connector.client.FeedItem.Cause;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.MalformedFrameException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two connections to one subscription, at two servers, that look like one which does not end while
 * either lives. Used by one thread.
 *
 * <p>The opening of one of them, the voice, is handed on as that of the one connection. When none
 * is in step any more, that connection has ended, and the opening of another is handed on; whether
 * something was lost is then judged as for any connection.
 */
final class HedgedFeed implements Intake {
    private static final Logger LOG = LoggerFactory.getLogger(HedgedFeed.class);
    private static final int NONE = -1;

    private final HedgeLegs legs;
    private final Start start;
    private final Function<Duration, Future<?>> alarm;
    private final LongSupplier nanoTime;
    private final HedgeNamespaces namespaces = new HedgeNamespaces();
    private final HedgeMerge merge = new HedgeMerge();
    private final FrameParser parser = new FrameParser();
    private final Queue<FeedItem> ready = new ArrayDeque<>();
    private Future<?> planned;
    private int voice = NONE;

    /** Sees namespaces that were deleted, or null. */
    private HedgeLeg outdated;

    /**
     * @param openTimeout how long a connection may take
     * @param alarm sees to it that {@link #poll} is called after a while
     */
    HedgedFeed(
            HedgeLegs.Connections connections,
            Start start,
            Duration openTimeout,
            Function<Duration, Future<?>> alarm,
            LongSupplier nanoTime) {
        this.legs = new HedgeLegs(connections, openTimeout);
        this.start = start;
        this.alarm = alarm;
        this.nanoTime = nanoTime;
    }

    /** Without a position the second waits for the first, which finds out where to begin. */
    @Override
    public void start() {
        if (start instanceof Start.Resume resume) {
            merge.begin(resume.position().requestIndex());
            legs.connect(1, start, now());
        }
        legs.connect(0, start, now());
    }

    @Override
    public FeedItem poll() {
        advance();
        return ready.poll();
    }

    @Override
    public Runnable receipt() {
        return legs.receipt();
    }

    @Override
    public long heldBytes() {
        return legs.sum(HedgeLeg::heldBytes);
    }

    @Override
    public long spooledBytes() {
        return legs.sum(HedgeLeg::spooledBytes);
    }

    @Override
    public boolean hasMore() {
        advance();
        return !ready.isEmpty();
    }

    /** Takes items of both in turn until there is one to hand on. */
    private void advance() {
        boolean moved = true;
        while (moved && ready.isEmpty()) {
            moved = step(0);
            moved |= step(1);
        }
    }

    /**
     * @return whether anything changed: an item was taken, even if it has to wait
     */
    private boolean step(int number) {
        HedgeLeg leg = legs.get(number);
        if (leg == null) {
            return false;
        }
        if (leg.mayBegin(now())) {
            Start from = new Start.Resume(Position.at(merge.index()), namespaces.seen());
            legs.connect(number, from, now());
        }
        boolean waited = leg.isHolding();
        FeedItem item = leg.next();
        return item != null && (take(leg, item) || !waited);
    }

    private boolean take(HedgeLeg leg, FeedItem item) {
        if (item instanceof FeedItem.Line line) {
            return !leg.isOpen() || line(leg, line);
        } else if (item instanceof FeedItem.Parsed parsed) {
            return !leg.isOpen() || frame(leg, parsed);
        } else if (item instanceof FeedItem.Heartbeat) {
            heartbeat(leg, item);
        } else if (item instanceof FeedItem.Opened opened) {
            opened(leg, opened);
        } else if (item instanceof FeedItem.Grown grown) {
            grown(leg, grown.namespaces());
        } else if (item instanceof FeedItem.Disconnected end) {
            disconnected(leg, end);
        } else if (item instanceof FeedItem.Failed failed) {
            failed(leg, failed);
        } else if (item instanceof FeedItem.Lost && leg.isOpen()) {
            order(leg, Cause.SPOOL);
        }
        return true;
    }

    // ---- opening and ending

    private void opened(HedgeLeg leg, FeedItem.Opened opened) {
        if (!leg.opened(opened, now())) {
            return;
        }
        outdated = outdated == leg ? null : outdated;
        if (opened.start() != null) {
            begin(leg, opened);
        } else if (voice == NONE) {
            merge.opened(leg.number(), opened.requestedIndex());
            speak(leg);
        } else if (agrees(leg, opened.namespaces())) {
            merge.opened(leg.number(), opened.requestedIndex());
        }
    }

    /** The first connection ever: nothing was promised before it. */
    private void begin(HedgeLeg leg, FeedItem.Opened opened) {
        Position from = opened.start();
        merge.begin(from.requestIndex());
        merge.opened(leg.number(), 0);
        merge.follow(leg.number());
        handOn(leg);
        legs.connect(1, new Start.Resume(from, opened.namespaces().keySet()), now());
    }

    private void handOn(HedgeLeg leg) {
        voice = leg.number();
        namespaces.see(leg.opening().namespaces());
        ready.add(leg.opening());
    }

    /** The one connection is from now on that of this leg, if it begins where the other ended. */
    private void speak(HedgeLeg leg) {
        if (leg.opening().requestedIndex() > merge.index()) {
            order(leg, Cause.CLOSED);
            return;
        }
        merge.begin(merge.index());
        handOn(leg);
    }

    private void disconnected(HedgeLeg leg, FeedItem.Disconnected end) {
        leg.disconnected(end.cause(), now());
        ready.add(end);
        ended(leg);
    }

    private void ended(HedgeLeg leg) {
        boolean carried = merge.isInStep(leg.number());
        merge.ended(leg.number());
        if (merge.anyInStep() || !carried && voice != leg.number()) {
            return;
        }
        voice = NONE;
        HedgeLeg other = legs.besides(leg);
        if (other != null && other.isOpen()) {
            speak(other);
        }
    }

    /** One that fails is tried again while the other serves. */
    private void failed(HedgeLeg leg, FeedItem.Failed failed) {
        HedgeLeg other = legs.besides(leg);
        boolean both = other == null || other.hasFailed();
        leg.failed(now());
        ended(leg);
        if (both) {
            ready.add(failed);
            return;
        }
        LOG.warn("one of two connections failed: {}", failed.cause().getMessage());
        alarm.apply(leg.pauseAfterFailure());
    }

    @Override
    public void reconnect(long index, Cause cause) {
        long to = index < 0 ? merge.index() : index;
        ready.clear();
        voice = NONE;
        merge.begin(to);
        legs.forEach(
                leg -> {
                    merge.ended(leg.number());
                    leg.reconnect(to, cause, now());
                });
    }

    /** Sends one back to what was reached. */
    private void order(HedgeLeg leg, Cause cause) {
        leg.reconnect(merge.index(), cause, now());
        ended(leg);
    }

    // ---- namespaces

    /** Two connections can stand for each other only while they see the same. */
    private boolean agrees(HedgeLeg leg, Map<String, Long> seen) {
        Map<String, Long> fresh = namespaces.freshIn(seen);
        if (!fresh.isEmpty()) {
            leg.disregard(now());
            ready.add(new FeedItem.Grown(fresh));
            return false;
        }
        Set<String> missing = namespaces.missingIn(seen.keySet());
        if (!missing.isEmpty() && !areDeleted(leg, missing)) {
            order(leg, Cause.NAMESPACES);
            return false;
        }
        leg.namespacesAgreed();
        namespaces.see(seen);
        if (!missing.isEmpty()) {
            ready.add(new FeedItem.Deleted(missing));
            outdated = legs.besides(leg);
        }
        return true;
    }

    /**
     * What is missing twice was deleted, unless the list is from before its creation; what happened
     * in it has to come from the other first.
     */
    private boolean areDeleted(HedgeLeg leg, Set<String> missing) {
        long asOf = leg.opening().deletions();
        return !leg.asksAgain()
                && merge.index() >= asOf
                && !namespaces.isCreatedAfter(asOf, missing);
    }

    /** One that sees what was deleted comes back when the other can do without it. */
    private void renewOutdated() {
        HedgeLeg old = outdated;
        if (old != null && merge.isInStep(1 - old.number())) {
            outdated = null;
            order(old, Cause.NAMESPACES);
        }
    }

    private void grown(HedgeLeg leg, Map<String, Long> fresh) {
        if (!leg.isOpen() || voice == NONE) {
            return;
        }
        if (namespaces.freshIn(fresh).isEmpty()) {
            order(leg, Cause.NAMESPACES);
        } else {
            ready.add(new FeedItem.Grown(fresh));
        }
    }

    // ---- lines and heartbeats

    private boolean line(HedgeLeg leg, FeedItem.Line line) {
        try {
            return frame(
                    leg,
                    new FeedItem.Parsed(parser.parse(line.content(), line.content().length), line));
        } catch (MalformedFrameException e) {
            malformed(leg, line, e);
            return true;
        }
    }

    private void malformed(HedgeLeg leg, FeedItem.Line line, MalformedFrameException e) {
        HedgeLeg other = legs.besides(leg);
        if (other != null && merge.isInStep(other.number())) {
            LOG.warn("{}; connecting anew while another connection serves", e.getMessage());
            order(leg, Cause.MALFORMED);
        } else if (voice == leg.number() || merge.isInStep(leg.number())) {
            ready.add(line);
        } else {
            order(leg, Cause.MALFORMED);
        }
    }

    private boolean frame(HedgeLeg leg, FeedItem.Parsed parsed) {
        leg.heard();
        Frame visible = namespaces.visible(parsed.frame());
        if (visible == parsed.frame()) {
            return passed(leg, parsed);
        }
        return visible.events().isEmpty()
                || passed(leg, new FeedItem.Parsed(visible, parsed.line()));
    }

    private boolean passed(HedgeLeg leg, FeedItem.Parsed parsed) {
        boolean taken = merge(leg, parsed);
        renewOutdated();
        return taken;
    }

    private boolean merge(HedgeLeg leg, FeedItem.Parsed parsed) {
        switch (merge.frame(leg.number(), parsed.frame())) {
            case PASS -> ready.add(new FeedItem.Parsed(merge.accepted(), parsed.line()));
            case STALE -> {
                if (speaksAlone(leg)) {
                    ready.add(parsed);
                }
            }
            case WAIT -> {
                return unproven(leg, parsed);
            }
            case DROP -> {}
            default -> throw new IllegalStateException("unknown kind of frame");
        }
        return true;
    }

    /** Without proof goes on only who speaks alone, when there is no hope in the other. */
    private boolean unproven(HedgeLeg leg, FeedItem.Parsed parsed) {
        if (speaksAlone(leg) && isWithoutHope(legs.besides(leg))) {
            merge.follow(leg.number());
            return frame(leg, parsed);
        }
        leg.hold(parsed);
        return false;
    }

    private boolean speaksAlone(HedgeLeg leg) {
        return voice == leg.number() && !merge.anyInStep();
    }

    private boolean isWithoutHope(HedgeLeg other) {
        long left = other == null ? 0 : other.hopeNanos(now());
        if (left > 0 && (planned == null || planned.isDone())) {
            planned = alarm.apply(Duration.ofNanos(left).plusMillis(1));
        }
        return left <= 0;
    }

    /** Says that the subscription is caught up only if this one of the two has come that far. */
    private void heartbeat(HedgeLeg leg, FeedItem heartbeat) {
        boolean counts =
                merge.anyInStep()
                        ? merge.isAtHead(leg.number())
                        : speaksAlone(leg) && isWithoutHope(legs.besides(leg));
        if (leg.isOpen() && counts) {
            ready.add(heartbeat);
        }
    }

    private long now() {
        return nanoTime.getAsLong();
    }

    @Override
    public void close() {
        legs.forEach(HedgeLeg::close);
    }
}
