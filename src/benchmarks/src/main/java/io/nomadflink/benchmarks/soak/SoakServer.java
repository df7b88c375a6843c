package io.nomadflink.benchmarks.soak;

import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.SimulatedObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A process that serves a busy cluster and obeys: begin, faults, end, comparison with truth. */
final class SoakServer {
    /** The buffer covers any fault several times. */
    private static final double BUFFER_SECONDS = 8;

    private static final int LINES_OF_A_BATCH = 3;
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** Ended objects leave the lists after it, so that this process does not grow. */
    private static final Duration GARBAGE_AGE = Duration.ofSeconds(10);

    private static final Set<String> ENDED = Set.of("complete", "failed", "successful");

    private final NomadSimulator nomad;
    private final double batches;
    private final Churn churn;
    private final Thread publisher = new Thread(this::publish, "soak-publisher");
    private volatile boolean ended;

    private SoakServer(Path recording, double rate) throws IOException {
        batches = rate / Churn.EVENTS_OF_EACH;
        nomad =
                NomadSimulator.builder()
                        .bufferSize((int) (BUFFER_SECONDS * batches * LINES_OF_A_BATCH) + 1)
                        .heartbeat(HEARTBEAT)
                        .start();
        churn = new Churn(recording, batches, nomad::publishLine);
    }

    /** The recording that events are made of, and events per second. */
    public static void main(String[] args) throws Exception {
        SoakServer server = new SoakServer(Path.of(args[0]), Double.parseDouble(args[1]));
        System.out.println(server.nomad.address());
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order; (order = orders.readLine()) != null; ) {
            System.out.println(server.obey(order.split(" ", 2)));
        }
        System.exit(0);
    }

    private String obey(String[] order) throws SQLException, IOException, InterruptedException {
        return switch (order[0]) {
            case "begin" -> begin();
            case "fault" -> fault(Fault.valueOf(order[1]));
            case "end" -> end();
            case "compare" -> compare(Path.of(order[1]));
            default -> throw new IOException("no order: " + order[0]);
        };
    }

    private String begin() {
        if (!nomad.awaitSubscribers(1, Duration.ofMinutes(1))) {
            throw new IllegalStateException("nobody has subscribed");
        }
        publisher.start();
        Thread collector = new Thread(this::collectGarbage, "soak-garbage");
        collector.setDaemon(true);
        collector.start();
        return "begun";
    }

    /** By schedule: what a fault holds up comes all the faster after it. */
    private void publish() {
        long began = System.nanoTime();
        try {
            for (long done = 0; !ended; done++) {
                long due = began + (long) (done * 1e9 / batches);
                long millis = (due - System.nanoTime()) / 1_000_000;
                if (millis > 0) {
                    Thread.sleep(millis);
                }
                Instant now = Instant.now();
                churn.step(now.getEpochSecond() * 1_000_000_000L + now.getNano());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String fault(Fault fault) {
        fault.happenTo(nomad);
        return "done";
    }

    /** Stops the cluster and says how many events it had, and its last index. */
    private String end() throws InterruptedException {
        ended = true;
        publisher.join();
        return churn.events() + " " + nomad.lastIndex();
    }

    private String compare(Path database) throws SQLException {
        List<String> differences = churn.truth().differences(database);
        return differences.size() + " " + (differences.isEmpty() ? "" : differences.get(0));
    }

    private void collectGarbage() {
        try {
            while (true) {
                Thread.sleep(GARBAGE_AGE.toMillis() / 2);
                long limit = Instant.now().minus(GARBAGE_AGE).toEpochMilli() * 1_000_000;
                nomad.collectGarbage(object -> isGarbage(object, limit));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isGarbage(SimulatedObject object, long limit) {
        String field = object.topic().equals("Allocation") ? "ClientStatus" : "Status";
        return Set.of("Allocation", "Deployment").contains(object.topic())
                && ENDED.contains(object.json().path(field).asText())
                && object.json().path("ModifyTime").longValue() < limit;
    }
}
