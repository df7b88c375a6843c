package io.nomadflink.e2e;

import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Recording;
import io.nomadflink.simulator.RecordingPlayer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A simulated Nomad as a process of its own: prints its address, plays a recording for a line of
 * input, says {@code played}, and lives until its input ends.
 */
public final class SimulatorMain {
    private SimulatorMain() {}

    /** Arguments: the recording, and how many times faster than recorded. */
    public static void main(String[] args) throws Exception {
        try (NomadSimulator nomad =
                        NomadSimulator.builder()
                                .bufferSize(100_000)
                                .heartbeat(Duration.ofMillis(500))
                                .namespaces("team-a", "team-b")
                                .start();
                BufferedReader input =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(nomad.address());
            while (input.readLine() != null) {
                new RecordingPlayer(nomad, Recording.of(Path.of(args[0])))
                        .play(Double.parseDouble(args[1]));
                System.out.println("played " + nomad.lastIndex());
            }
        }
    }
}
