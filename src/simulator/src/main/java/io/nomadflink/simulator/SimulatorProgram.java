package io.nomadflink.simulator;

import io.nomadflink.simulator.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running simulator with something to publish: a made-up cluster or a recording. */
public final class SimulatorProgram implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorProgram.class);

    /** Nomad collects ended evaluations and allocations of services after an hour. */
    private static final Duration GC_AGE = Duration.ofHours(1);

    private static final Duration GC_PERIOD = Duration.ofMinutes(1);
    private static final Set<String> ENDED =
            Set.of("complete", "failed", "lost", "canceled", "cancelled", "successful");

    private final NomadSimulator simulator;
    private final AutoCloseable source;
    private final Workload workload;

    private SimulatorProgram(NomadSimulator simulator, AutoCloseable source, Workload workload) {
        this.simulator = simulator;
        this.source = source;
        this.workload = workload;
    }

    /**
     * Opens the port and begins to publish.
     *
     * @throws IllegalArgumentException if the recording does not exist
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static SimulatorProgram start(SimulatorOptions options) {
        if (options.recording() != null) {
            return play(options, Recording.of(options.recording()));
        }
        NomadSimulator simulator = simulator(options);
        Workload workload =
                Workload.publishingTo(simulator::publish)
                        .seed(options.seed())
                        .rate(options.rate())
                        .build();
        SimulatorProgram program =
                new SimulatorProgram(simulator, workload.startInRealTime(), workload);
        Threads.start("nomad-simulator-gc", program::collectGarbage);
        return program;
    }

    /** The server's URL. */
    public String address() {
        return simulator.address();
    }

    /** The server, for its faults and tokens. */
    public NomadSimulator simulator() {
        return simulator;
    }

    /** The made-up cluster, for its truth; empty when a recording is served. */
    public Optional<Workload> workload() {
        return Optional.ofNullable(workload);
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (Exception e) {
            LOG.warn("Cannot stop publishing", e);
        }
        simulator.close();
    }

    private static SimulatorProgram play(SimulatorOptions options, Recording recording) {
        NomadSimulator simulator = simulator(options);
        RecordingPlayer player = new RecordingPlayer(simulator, recording);
        if (options.movedToNow()) {
            player.movedToNow();
        }
        return new SimulatorProgram(simulator, player.start(options.speed()), null);
    }

    private static NomadSimulator simulator(SimulatorOptions options) {
        NomadSimulatorBuilder builder =
                NomadSimulator.builder()
                        .port(options.port())
                        .profile(options.profile())
                        .bufferSize(options.bufferSize())
                        .heartbeat(options.heartbeat())
                        .region(options.region());
        options.tokens().forEach(builder::token);
        return builder.start();
    }

    private void collectGarbage() {
        while (!simulator.isClosed() && Sleep.of(GC_PERIOD)) {
            long limit = Instant.now().minus(GC_AGE).toEpochMilli() * 1_000_000;
            simulator.collectGarbage(object -> isGarbage(object, limit));
        }
    }

    private static boolean isGarbage(SimulatedObject object, long limit) {
        boolean kind = Set.of("Allocation", "Evaluation", "Deployment").contains(object.topic());
        String field = object.topic().equals("Allocation") ? "ClientStatus" : "Status";
        return kind
                && ENDED.contains(Json.text(object.json(), field))
                && object.json().path("ModifyTime").longValue() < limit;
    }
}
