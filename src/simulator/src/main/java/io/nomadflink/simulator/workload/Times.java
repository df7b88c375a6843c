package io.nomadflink.simulator.workload;

import java.time.Instant;

/** Nomad's ways to print a time. */
final class Times {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private Times() {}

    /** RFC 3339, for example {@code 2026-11-23T06:16:09.820827611Z}. */
    static String text(long nanos) {
        return instant(nanos).toString();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    static long seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
    }
}
