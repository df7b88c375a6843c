package io.nomadflink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nomadflink.jobs.sink.Tables;
import io.nomadflink.jobs.testing.KafkaBroker;
import io.nomadflink.jobs.testing.NewestRows;
import io.nomadflink.jobs.testing.Recording;
import io.nomadflink.jobs.testing.RowReceiver;
import io.nomadflink.simulator.NomadSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs on a cluster whose sinks go away, all at once, and come back: they recover by themselves,
 * and have the rows of a job beside them whose sink stayed. With {@code -Doutage=PT5M} they are
 * away for so long, otherwise until each job has noticed.
 */
class SinksAwayITCase {
    private static final Duration OUTAGE = Duration.parse(System.getProperty("outage", "PT0S"));
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String AWAY = "away";

    @TempDir static Path directory;
    private static KafkaBroker broker;
    private static RowReceiver receiver;
    private static NomadSimulator nomad;
    private static FlinkCluster cluster;
    private static final Map<String, String> JOBS = new LinkedHashMap<>();
    private static Map<String, Map<JsonNode, JsonNode>> undisturbed;

    @BeforeAll
    static void sinksGoAwayAndComeBack() throws Exception {
        List<String> lines = Recording.lines("2.0.5-acl");
        broker = new KafkaBroker(directory.resolve("broker"));
        receiver = new RowReceiver();
        nomad = NomadSimulator.builder().bufferSize(lines.size() + 10).start();
        cluster =
                FlinkCluster.start(
                        directory.resolve("flink"),
                        2,
                        Map.of("taskmanager.numberOfTaskSlots", "3"));
        publish(lines.subList(0, 200));
        submitAll();
        Java.await("rows everywhere", LIMIT, () -> areRowsIn(all()));

        leave();
        publish(lines.subList(200, 300));
        awaitNoticed();
        comeBack();

        publish(lines.subList(300, lines.size()));
        nomad.publishLine(SimulatorMain.lastFrame(nomad.lastIndex() + 1));
        Java.await("the last row everywhere", LIMIT, () -> isLastIn(all()));
        for (String job : JOBS.values()) {
            cluster.rest().drain(job);
        }
        undisturbed = NewestRows.ofFiles(files("here")).all();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        nomad.close();
        receiver.close();
        broker.close();
    }

    private static void submitAll() throws Exception {
        String jar = cluster.rest().upload(Path.of(System.getProperty("job.jar")));
        Map<String, String> sinks =
                Map.of(
                        "here", "files:" + files("here"),
                        "files", "files:" + files(AWAY),
                        "kafka", "kafka://" + broker.address() + "/plain",
                        "once", "kafka://" + broker.address() + "/once?exactly-once=true",
                        "webhook", "webhook:" + receiver.url());
        for (Map.Entry<String, String> sink : sinks.entrySet()) {
            FlinkRest.Reply reply =
                    cluster.rest()
                            .run(
                                    jar,
                                    1,
                                    List.of(
                                            "run",
                                            "--address",
                                            nomad.address(),
                                            "--from=earliest",
                                            "--window=10s",
                                            "--sink",
                                            sink.getValue()));
            assertThat(reply.status()).as(reply.body() + "").isEqualTo(200);
            JOBS.put(sink.getKey(), reply.body().get("jobid").asText());
        }
    }

    private static void publish(List<String> lines) {
        lines.forEach(nomad::publishLine);
    }

    private static List<Callable<NewestRows>> all() {
        return List.of(
                () -> NewestRows.ofFiles(files("here")),
                () -> NewestRows.ofFiles(files(AWAY)),
                () -> NewestRows.ofTopics(broker, "plain"),
                () -> NewestRows.ofTopics(broker, "once"),
                receiver::rows);
    }

    private static boolean areRowsIn(List<Callable<NewestRows>> sinks) throws Exception {
        for (Callable<NewestRows> sink : sinks) {
            if (sink.call().of(Tables.DEPLOYMENT_DURATION).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLastIn(List<Callable<NewestRows>> sinks) throws Exception {
        for (Callable<NewestRows> sink : sinks) {
            if (!sink.call()
                    .of(Tables.DEPLOYMENT_DURATION)
                    .toString()
                    .contains(SimulatorMain.LAST)) {
                return false;
            }
        }
        return true;
    }

    private static void leave() throws IOException {
        receiver.refuse();
        Files.move(files(AWAY), files("aside"));
        Files.writeString(files(AWAY), "in the way");
        broker.stop();
    }

    private static void awaitNoticed() throws Exception {
        long begin = System.nanoTime();
        Java.await("refusals", LIMIT, () -> receiver.refused() > 2);
        awaitSince(begin, OUTAGE.dividedBy(3));
        receiver.hang();
        Java.await("no answer", LIMIT, () -> receiver.hung() > 0);
        awaitSince(begin, OUTAGE.dividedBy(3).multipliedBy(2));
        receiver.leave();
        Java.await("nobody there", LIMIT, () -> logs().contains("HttpHostConnectException"));
        Java.await("no broker", LIMIT, () -> logs().contains("Node may not be available"));
        Java.await("no directory", LIMIT, () -> logs().contains("cannot be written, trying again"));
        awaitSince(begin, OUTAGE);
    }

    private static void awaitSince(long begin, Duration duration) throws Exception {
        Java.await(
                "the outage's end",
                duration.plusMinutes(1),
                () -> System.nanoTime() - begin >= duration.toNanos());
    }

    private static String logs() throws IOException {
        return cluster.log("tm-1") + cluster.log("tm-2");
    }

    private static void comeBack() throws IOException {
        broker.start();
        Files.delete(files(AWAY));
        Files.move(files("aside"), files(AWAY));
        receiver.comeBack();
    }

    @Test
    void filesHaveAllRows() throws Exception {
        assertThat(NewestRows.ofFiles(files(AWAY)).all()).isEqualTo(undisturbed);
    }

    @Test
    void kafkaHasAllRows() throws Exception {
        assertThat(NewestRows.ofTopics(broker, "plain").all()).isEqualTo(undisturbed);
    }

    /** A row is written only when it has changed, so no record comes twice. */
    @Test
    void kafkaHasThemOnceIfWanted() throws Exception {
        assertThat(NewestRows.ofTopics(broker, "once").all()).isEqualTo(undisturbed);
        List<String> records =
                broker.read("once." + Tables.DEPLOYMENT_DURATION).stream()
                        .map((ConsumerRecord<byte[], byte[]> r) -> new String(r.value()))
                        .toList();
        assertThat(records).doesNotHaveDuplicates();
    }

    @Test
    void theWebhookGotAllRows() {
        assertThat(receiver.rows().all()).isEqualTo(undisturbed);
    }

    @Test
    void nothingWasReportedMissing() {
        assertThat(undisturbed.get(Tables.STREAM_GAP.name())).isEmpty();
        assertThat(undisturbed.get(Tables.ALLOCATION_FAILURE_RATE.name())).isNotEmpty();
    }

    @Test
    void noTaskManagerDied() {
        assertThat(cluster.isAlive("tm-1")).isTrue();
        assertThat(cluster.isAlive("tm-2")).isTrue();
    }

    private static Path files(String name) {
        return directory.resolve("rows-" + name);
    }
}
