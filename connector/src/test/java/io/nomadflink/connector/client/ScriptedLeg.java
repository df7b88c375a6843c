package io.nomadflink.connector.client;

import io.nomadflink.connector.client.FeedItem.Cause;
import io.nomadflink.connector.event.Frame;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;

/** A connection that brings what a test says, and comes back only when the test says so. */
final class ScriptedLeg implements Intake {
    private static final FeedItem.Line NO_LINE = new FeedItem.Line(new byte[0], 0, 0);

    private final Queue<FeedItem> items = new ArrayDeque<>();
    private long ordered = -1;
    private long last;
    private boolean open;
    private boolean closed;

    ScriptedLeg(Start start) {
        last = start instanceof Start.Resume resume ? resume.position().requestIndex() : 0;
    }

    /** The index it would ask for now. */
    long request() {
        return ordered >= 0 ? ordered : last;
    }

    /** Connects at {@link #request}. */
    ScriptedLeg open(Position start, Map<String, Long> namespaces) {
        return open(start, namespaces, 0);
    }

    /** The same after namespaces were deleted, perhaps as late as at an index. */
    ScriptedLeg open(long deletions, Map<String, Long> namespaces) {
        return open(null, namespaces, deletions);
    }

    private ScriptedLeg open(Position start, Map<String, Long> namespaces, long deletions) {
        long request = request();
        last = request;
        ordered = -1;
        open = true;
        items.add(new FeedItem.Opened("somewhere", request, start, namespaces, deletions));
        return this;
    }

    ScriptedLeg open() {
        return open(null, Map.of());
    }

    ScriptedLeg bring(Frame frame) {
        last = Math.max(last, frame.index());
        items.add(new FeedItem.Parsed(frame, NO_LINE));
        return this;
    }

    ScriptedLeg tell(FeedItem item) {
        items.add(item);
        return this;
    }

    ScriptedLeg end(Cause cause) {
        open = false;
        items.add(new FeedItem.Disconnected(cause, ""));
        return this;
    }

    boolean isOpen() {
        return open;
    }

    boolean isOrdered() {
        return ordered >= 0;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void start() {}

    @Override
    public FeedItem poll() {
        return items.poll();
    }

    @Override
    public Runnable receipt() {
        return () -> {};
    }

    @Override
    public long heldBytes() {
        return 0;
    }

    @Override
    public long spooledBytes() {
        return 0;
    }

    @Override
    public boolean hasMore() {
        return !items.isEmpty();
    }

    @Override
    public void reconnect(long index, Cause cause) {
        ordered = index;
        if (open) {
            end(cause);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
