package io.nomadflink.simulator;

/**
 * The event buffer: a linked list of the last transactions whose readers hold on to their own item.
 *
 * <p>The list begins with an empty item that counts, so a buffer of size N keeps N+1 frames (seen).
 * Guarded by the lock of the server that owns it.
 */
final class EventRing {

    /** One place in the buffer. */
    static final class Item {
        private final Frame frame;
        private Item next;
        private boolean dropped;

        private Item(Frame frame) {
            this.frame = frame;
        }

        /** The frame here, null for the empty item. */
        Frame frame() {
            return frame;
        }

        Item next() {
            return next;
        }

        /** Whether the buffer has thrown this item away; its reader is then too slow. */
        boolean dropped() {
            return dropped;
        }

        private long index() {
            return frame == null ? 0 : frame.index();
        }
    }

    private final int capacity;
    private int size;
    private Item head = new Item(null);
    private Item tail = head;

    EventRing(int capacity) {
        this.capacity = capacity;
    }

    void append(Frame frame) {
        Item item = new Item(frame);
        tail.next = item;
        tail = item;
        if (++size > capacity) {
            head.dropped = true;
            head = head.next;
            size--;
        }
    }

    /** A place before the first item of a subscription at this index. */
    Item subscribe(long index) {
        Item before = new Item(null);
        before.next = index == 0 ? head : closest(index);
        return before;
    }

    /** Whether a frame of this index that the filter selects is in the buffer. */
    boolean holds(long index, EventFilter filter) {
        for (Item item = head; item != null; item = item.next) {
            if (item.index() == index && item.frame != null && item.frame.isSeenBy(filter)) {
                return true;
            }
        }
        return false;
    }

    /** The exact index, else the next higher one, else the tail. */
    private Item closest(long index) {
        Item item = head;
        while (item.index() < index && item.next != null) {
            item = item.next;
        }
        return item;
    }
}
