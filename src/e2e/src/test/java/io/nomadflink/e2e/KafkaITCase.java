package io.nomadflink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.nomadflink.jobs.testing.KafkaBroker;
import io.nomadflink.jobs.testing.NewestRows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Submitted over REST to a cluster: capture to Kafka, the jobs from Kafka and into it, beside a
 * database and a webhook, all of which want a secret that nobody else may see.
 */
class KafkaITCase {
    private static final Path JAR = Path.of(System.getProperty("job.jar"));
    private static final String KAFKA_PASSWORD = "c4ptured-n0where";
    private static final String DATABASE_PASSWORD = "r0ws-and-columns";
    private static final String WEBHOOK_TOKEN = "p0st-if-you-know";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir static Path directory;
    private static EmbeddedPostgres postgres;
    private static KafkaBroker broker;
    private static HttpServer receiver;
    private static OutsideNomad nomad;
    private static FlinkCluster cluster;
    private static String jar;
    private static final AtomicInteger POSTS = new AtomicInteger();
    private static final AtomicInteger STRANGERS = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        postgres = postgres(directory.resolve("postgres"));
        broker = new KafkaBroker(directory.resolve("broker"), KAFKA_PASSWORD);
        receiver = receiver();
        secretFiles();
        cluster = FlinkCluster.startHighlyAvailable(directory.resolve("flink"), 1);
        nomad = OutsideNomad.of("2.0.5-acl", 1000);
        nomad.play().get(1, TimeUnit.MINUTES);
        jar = cluster.rest().upload(JAR);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        nomad.close();
        receiver.stop(0);
        broker.close();
        postgres.close();
    }

    @Test
    void tablesFromACaptureInKafkaAreThoseFromNomad() throws Exception {
        String capture =
                submit("capture", "--address", nomad.address(), "--to", kafka("captured", ""));
        String direct = submitWithAllSinks();
        Java.await("the capture's end", LIMIT, () -> captured().contains(SimulatorMain.LAST));
        Java.await(
                "the last deployment",
                LIMIT,
                () ->
                        ResultTables.has(
                                source("direct"), "deployment_duration", SimulatorMain.LAST));
        assertNoSecretIsSeen(capture, direct);
        cluster.rest().drain(direct);
        cluster.rest().cancel(capture);

        String again = submitFromKafka();
        assertThat(cluster.rest().awaitEnd(again, LIMIT)).isEqualTo("FINISHED");
        assertThat(cluster.rest().get("/jobs/" + again).get("name").asText())
                .contains("kafka://", "captured");
        assertThat(ResultTables.read(source("captured")))
                .isEqualTo(ResultTables.read(source("direct")));
        Map<String, Map<JsonNode, JsonNode>> rows = NewestRows.ofTopics(broker, "results").all();
        for (String table : ResultTables.NAMES) {
            assertThat(rows.get(table))
                    .as(table)
                    .isNotEmpty()
                    .hasSize(ResultTables.count(source("direct"), table));
        }
        assertThat(POSTS).hasPositiveValue();
        assertThat(STRANGERS).hasValue(0);
    }

    private static String submitWithAllSinks() throws Exception {
        return submit(
                "run",
                "--address",
                nomad.address(),
                "--from=earliest",
                "--window=10s",
                "--password-file=" + file("database"),
                "--sink",
                database("direct"),
                "--sink",
                kafka("results", "exactly-once=true&"),
                "--sink",
                "webhook:@" + file("webhook"));
    }

    private static String submitFromKafka() throws Exception {
        return submit(
                "run",
                "--from-kafka",
                kafka("captured", ""),
                "--to-the-end",
                "--window=10s",
                "--password-file=" + file("database"),
                "--sink",
                database("captured"));
    }

    private static void assertNoSecretIsSeen(String... jobs) throws Exception {
        String pages = Disclosed.pages(cluster.rest(), jobs);
        assertThat(pages).contains("webhook:@", "kafka://", "jdbc:postgresql:");
        assertNone("the UI", pages);
        assertNone("an argument", Disclosed.arguments());
        String written = Disclosed.files(cluster.home(), Files.size(JAR));
        assertThat(written)
                .as("the job graph")
                .contains(file("database"), "${file:" + file("kafka"));
        assertNone("a file of Flink's: job graph, checkpoint or log", written);
    }

    private static void assertNone(String where, String text) {
        for (String secret : List.of(KAFKA_PASSWORD, DATABASE_PASSWORD, WEBHOOK_TOKEN)) {
            assertThat(text.contains(secret)).as(where + " holds " + secret).isFalse();
        }
    }

    private static String submit(String... arguments) throws Exception {
        FlinkRest.Reply reply = cluster.rest().run(jar, 1, List.of(arguments));
        assertThat(reply.status()).as(reply.body() + "").isEqualTo(200);
        return reply.body().get("jobid").asText();
    }

    private static String captured() {
        try {
            return broker.read("captured.events").stream()
                    .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("\n"));
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private static String kafka(String prefix, String options) {
        return "kafka://"
                + broker.address()
                + "/"
                + prefix
                + "?"
                + options
                + "properties="
                + file("kafka");
    }

    private static String database(String name) {
        return "jdbc:postgresql://nomad@localhost:" + postgres.getPort() + "/" + name;
    }

    private static DataSource source(String name) {
        return postgres.getDatabase("postgres", name);
    }

    private static String file(String name) {
        return directory.resolve(name + ".secret").toString();
    }

    private static void secretFiles() throws IOException {
        List<String> lines = new ArrayList<>();
        broker.client().forEach((key, value) -> lines.add(key + "=" + value));
        Files.write(Path.of(file("kafka")), lines);
        Files.writeString(Path.of(file("database")), DATABASE_PASSWORD + "\n");
        Files.writeString(
                Path.of(file("webhook")),
                "http://localhost:%d/rows\nAuthorization: Bearer %s\n"
                        .formatted(receiver.getAddress().getPort(), WEBHOOK_TOKEN));
    }

    /** One that asks the user of the jobs for a password. */
    private static EmbeddedPostgres postgres(Path data) throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.builder().setDataDirectory(data).start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE nomad LOGIN PASSWORD '" + DATABASE_PASSWORD + "'");
            for (String name : List.of("direct", "captured")) {
                statement.execute("CREATE DATABASE " + name + " OWNER nomad");
            }
            Path rules = data.resolve("pg_hba.conf");
            String asked =
                    "host all nomad 127.0.0.1/32 scram-sha-256\nhost all nomad ::1/128 scram-sha-256\n";
            Files.writeString(rules, asked + Files.readString(rules));
            statement.execute("SELECT pg_reload_conf()");
        }
        return server;
    }

    private static HttpServer receiver() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/rows",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    boolean known =
                            ("Bearer " + WEBHOOK_TOKEN)
                                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    (known ? POSTS : STRANGERS).incrementAndGet();
                    exchange.sendResponseHeaders(known ? 204 : 403, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }
}
