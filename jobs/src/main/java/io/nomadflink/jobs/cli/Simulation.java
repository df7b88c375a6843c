package io.nomadflink.jobs.cli;

import io.nomadflink.simulator.Profile;
import io.nomadflink.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;

/** The made-up cluster of {@code run --simulate} and {@code demo}. */
final class Simulation {
    /** Short, so that windows end soon after their time: Nomad's own 30 s hold them open. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private static final int BUFFER = 1_000;
    private static final double RATE = 10;

    private Simulation() {}

    static SimulatorOptions inProcess(long seed) {
        return new SimulatorOptions(
                0,
                Profile.V2_0,
                BUFFER,
                HEARTBEAT,
                "global",
                List.of(),
                seed,
                RATE,
                null,
                1,
                false);
    }
}
