package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What a sink that may be made to stall has got: indexes of events, and gaps. */
final class StallBoard {
    private final BitSet seen = new BitSet();
    private final BitSet missing = new BitSet();
    private final List<Long> doubled = new ArrayList<>();
    private volatile CountDownLatch open = new CountDownLatch(0);
    private volatile long last;

    /** From now on nothing is taken. */
    void stall() {
        open = new CountDownLatch(1);
    }

    void goOn() {
        open.countDown();
    }

    long take(long index) throws InterruptedException {
        open.await();
        synchronized (this) {
            if (seen.get((int) index)) {
                doubled.add(index);
            }
            seen.set((int) index);
            last = index;
        }
        return index;
    }

    synchronized void missing(long after, long before) {
        missing.set((int) after + 1, (int) before);
    }

    long last() {
        return last;
    }

    synchronized void assertAllCameOnceOrLieInAGap(long end) {
        assertThat(doubled).isEmpty();
        BitSet all = (BitSet) seen.clone();
        all.or(missing);
        assertThat(all.nextClearBit(1)).as("the first that is neither").isEqualTo((int) end + 1);
    }

    @Override
    public synchronized String toString() {
        return seen.cardinality() + " came, " + missing.cardinality() + " in gaps";
    }
}
