package io.nomadflink.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a simulator program does: serves a made-up cluster, or a recording if one is named.
 *
 * @param port the TCP port on loopback, 0 for any free one
 * @param profile which servers to imitate
 * @param bufferSize Nomad's {@code event_buffer_size}
 * @param heartbeat time between two heartbeats
 * @param region the region's name
 * @param tokens management tokens to accept; without any, ACLs are off
 * @param seed source of all chance of the made-up cluster
 * @param rate lines per second of the made-up cluster
 * @param recording a recorded stream to serve instead, or null
 * @param speed how many times faster than recorded; infinity for all at once
 * @param movedToNow whether a recording's times are moved to the present
 */
public record SimulatorOptions(
        int port,
        Profile profile,
        int bufferSize,
        Duration heartbeat,
        String region,
        List<String> tokens,
        long seed,
        double rate,
        Path recording,
        double speed,
        boolean movedToNow) {

    public SimulatorOptions {
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(heartbeat, "heartbeat");
        Objects.requireNonNull(region, "region");
        tokens = List.copyOf(tokens);
        if (!(rate > 0) || !(speed > 0)) {
            throw new IllegalArgumentException("rate and speed must be positive");
        }
    }

    /** A 2.0 server with Nomad's defaults and ten lines per second. */
    public static SimulatorOptions defaults() {
        return new SimulatorOptions(
                0,
                Profile.V2_0,
                NomadSimulatorBuilder.DEFAULT_BUFFER_SIZE,
                NomadSimulatorBuilder.DEFAULT_HEARTBEAT,
                "global",
                List.of(),
                1,
                10,
                null,
                1,
                false);
    }
}
