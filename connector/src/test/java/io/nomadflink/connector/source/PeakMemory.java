package io.nomadflink.connector.source;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;

/** The most that was held at any look. */
final class PeakMemory {
    private long queue;
    private long spool;
    private long afterCollection;

    void look(long queueBytes, long spooledBytes) {
        queue = Math.max(queue, queueBytes);
        spool = Math.max(spool, spooledBytes);
        afterCollection = Math.max(afterCollection, liveBytes());
    }

    /** What the collector left the last time. */
    private static long liveBytes() {
        long live = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getCollectionUsage();
            live += usage == null ? 0 : usage.getUsed();
        }
        return live;
    }

    long queue() {
        return queue;
    }

    long spool() {
        return spool;
    }

    @Override
    public String toString() {
        return (queue >> 10)
                + " KiB in memory, "
                + (spool >> 10)
                + " KiB on disk; the whole process, server and cluster included, lived in "
                + (afterCollection >> 20)
                + " MiB of heap";
    }
}
