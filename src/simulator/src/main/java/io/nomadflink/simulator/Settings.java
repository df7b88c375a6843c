package io.nomadflink.simulator;

import java.time.Duration;

/**
 * What stays the same while a simulator lives.
 *
 * @param profile the servers to imitate
 * @param bufferSize Nomad's {@code event_buffer_size}
 * @param heartbeat time between two <code>{}</code>
 * @param region the region's name
 * @param silentEof how long a dead hijacked stream stays open
 * @param writeDeadline how long one write of a hijacked stream may take
 */
record Settings(
        Profile profile,
        int bufferSize,
        Duration heartbeat,
        String region,
        Duration silentEof,
        Duration writeDeadline) {}
