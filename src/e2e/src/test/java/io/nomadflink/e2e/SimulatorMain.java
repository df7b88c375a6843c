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
 * input, and after it one more deployment, says {@code played}, and lives until its input ends.
 */
public final class SimulatorMain {
    /** The deployment by which a reader can tell that it has seen everything. */
    static final String LAST = "00000000-0000-0000-0000-00000000007e";

    /**
     * An evaluation of the day of the recording: before the first event a source takes the time of
     * day, and all that was recorded would be too late.
     */
    private static final String FIRST =
            json(
                    "{'Index':1,'Events':[{'Topic':'Evaluation','Type':'EvaluationUpdated',"
                            + "'Key':'first','Namespace':'default','FilterKeys':null,'Index':1,"
                            + "'Payload':{'Evaluation':{'ID':'first','ModifyTime':1795414840000000000}}}]}");

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
            nomad.publishLine(FIRST);
            System.out.println(nomad.address());
            while (input.readLine() != null) {
                new RecordingPlayer(nomad, Recording.of(Path.of(args[0])))
                        .play(Double.parseDouble(args[1]));
                nomad.publishLine(lastFrame(nomad.lastIndex() + 1));
                System.out.println("played " + nomad.lastIndex());
            }
        }
    }

    static String lastFrame(long index) {
        return json(
                ("{'Index':%1$d,'Events':[{'Topic':'Deployment','Type':'DeploymentStatusUpdate',"
                                + "'Key':'%2$s','Namespace':'default','FilterKeys':null,'Index':%1$d,"
                                + "'Payload':{'Deployment':{'ID':'%2$s','JobID':'last',"
                                + "'Namespace':'default','Status':'running','CreateIndex':%1$d,"
                                + "'ModifyIndex':%1$d,'TaskGroups':{}}}}]}")
                        .formatted(index, LAST));
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
