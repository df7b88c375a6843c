package io.nomadflink.benchmarks.consumer;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** How large this process is. */
public final class Memory {
    private Memory() {}

    /** Resident memory now, bytes; 0 where unknown. */
    public static long rss() throws IOException {
        return status("VmRSS:");
    }

    /** The most since the process began, bytes; 0 where unknown. */
    public static long peakRss() throws IOException {
        return status("VmHWM:");
    }

    /** What of the heap is used when all garbage is gone, bytes. */
    public static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long status(String name) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }
}
