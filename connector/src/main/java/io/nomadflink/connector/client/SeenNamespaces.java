package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which namespaces a subscription has seen so far, and the catching up with those that a connection
 * sees for the first time. Used by one thread; no I/O.
 */
final class SeenNamespaces {
    private static final long NOTHING_TO_READ_AGAIN = -1;

    private final Set<String> seen;
    private final GapReport gaps;
    private final long limit;
    private boolean sawAny;

    /** Nothing was promised up to here. */
    private long begin = -1;

    private NamespaceCatchUp catchUp;
    private String last = "";

    /**
     * @param limit how many bytes may be held while catching up
     */
    SeenNamespaces(Collection<String> seen, GapReport gaps, long limit) {
        this.seen = new TreeSet<>(seen);
        this.sawAny = !seen.isEmpty();
        this.gaps = gaps;
        this.limit = limit;
    }

    /**
     * Compares what a new connection sees with what was seen before.
     *
     * @param position the index that was reached, or -1 if nothing was delivered of all that is
     *     wanted
     * @return the index from which a further connection has to begin, because this one was asked
     *     for what came after the creation of new namespaces; or -1
     */
    long opened(FeedItem.Opened opened, long position, List<StreamElement> out) {
        catchUp = null;
        boolean first = opened.start() != null;
        if (first) {
            begin = opened.start().requestIndex();
        }
        Set<String> fresh = new TreeSet<>(opened.namespaces().keySet());
        fresh.removeAll(seen);
        if (fresh.isEmpty()) {
            return NOTHING_TO_READ_AGAIN;
        }
        long missed = Math.max(created(opened.namespaces(), fresh), begin + 1);
        if (first || !sawAny || missed > position) {
            out.add(nowSeen(fresh, List.of()));
        } else if (opened.requestedIndex() > missed) {
            return missed;
        } else {
            catchUp = new NamespaceCatchUp(fresh, missed, limit);
        }
        return NOTHING_TO_READ_AGAIN;
    }

    /**
     * Namespaces that are gone are not seen any more, nor is what happened in them since the
     * position: should they come again, they are new.
     *
     * @param complete the index up to which nothing is missing
     * @return whether there are any
     */
    boolean forget(FeedItem.Opened opened, long complete, List<StreamElement> out) {
        Set<String> gone = new TreeSet<>(seen);
        gone.removeAll(opened.namespaces().keySet());
        if (gone.isEmpty()) {
            return false;
        }
        StreamElement element = nowGone(gone);
        if (opened.deletions() > complete) {
            Break missing = new Break(complete, opened.deletions() + 1, Gap.Cause.NAMESPACE);
            for (String namespace : gone) {
                element = gaps.before(element, missing, namespace);
            }
        }
        out.add(element);
        return true;
    }

    /** All that happened in namespaces that are gone was delivered. */
    void deleted(Set<String> gone, List<StreamElement> out) {
        out.add(nowGone(gone));
    }

    private StreamElement nowGone(Set<String> gone) {
        seen.removeAll(gone);
        last = "";
        return new StreamElement.Namespaces(Set.copyOf(seen), List.of());
    }

    /**
     * A namespace whose events come is seen, whatever lists say: servers up to 1.9.5 show new ones
     * to a subscription that lasts.
     */
    void delivered(Frame frame, List<StreamElement> out) {
        if (seen.isEmpty()) {
            return;
        }
        for (NomadEvent event : frame.events()) {
            String namespace = event.namespace();
            if (!namespace.equals(last) && !namespace.isEmpty()) {
                last = namespace;
                if (!seen.contains(namespace)) {
                    out.add(nowSeen(Set.of(namespace), List.of()));
                }
            }
        }
    }

    private static long created(Map<String, Long> all, Set<String> fresh) {
        return fresh.stream().mapToLong(all::get).min().orElse(0);
    }

    /**
     * @return whether it took a frame, because it lies below the position and may hold events of
     *     new namespaces
     */
    boolean takes(Frame frame, long arrivalNanos, long position) {
        if (catchUp == null || frame.index() >= position) {
            return false;
        }
        catchUp.take(frame, arrivalNanos);
        return true;
    }

    /** The position is reached again: hands over what was caught up with. */
    void settle(long position, List<StreamElement> out) {
        if (catchUp == null) {
            return;
        }
        NamespaceCatchUp done = catchUp;
        catchUp = null;
        StreamElement element = nowSeen(done.fresh(), done.missed());
        Break missing = done.missing(position);
        if (missing != null) {
            for (String namespace : done.fresh()) {
                element = gaps.before(element, missing, namespace);
            }
        }
        out.add(element);
    }

    private StreamElement nowSeen(Set<String> fresh, List<StreamElement.NewFrame> missed) {
        seen.addAll(fresh);
        sawAny = true;
        return new StreamElement.Namespaces(Set.copyOf(seen), missed);
    }
}
