package io.nomadflink.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings come out as they went in. */
class RecordingPlayerTest {

    private static final Path RECORDED =
            Path.of(System.getProperty("recordings"), "2.0.5-acl", "events.ndjson.gz");

    @TempDir private Path folder;

    @Test
    void everyLineIsServedByteForByte() throws IOException {
        try (NomadSimulator nomad = NomadSimulator.builder().bufferSize(1000).start();
                RecordingPlayer player = new RecordingPlayer(nomad, Recording.of(RECORDED));
                RawClient client = new RawClient(nomad)) {
            player.playAll();
            client.get("/v1/event/stream?namespace=*");
            for (String line : lines()) {
                assertThat(client.frame()).isEqualTo(line);
            }
        }
    }

    @Test
    void paceFollowsTheTimes() throws Exception {
        Path events = folder.resolve("some.ndjson");
        Files.write(events, List.of("{}", line(1), line(2), line(3)));
        List<String> times = List.of("0 1", "3 1000", "30 100001000", "60 200001000");
        Files.write(folder.resolve("some.times"), times);
        try (NomadSimulator nomad = NomadSimulator.builder().start();
                RecordingPlayer player = new RecordingPlayer(nomad, Recording.of(events))) {
            long begun = System.nanoTime();
            player.start(2);
            assertThat(player.awaitEnd(Duration.ofSeconds(10))).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(100));
            assertThat(nomad.lastIndex()).isEqualTo(3);
        }
    }

    @Test
    void timesCanBeMovedToThePresent() {
        long nanos =
                Duration.between(Instant.EPOCH, Instant.parse("2026-11-23T06:00:00Z")).toNanos();
        TimeShift shift = new TimeShift(Duration.ofHours(1).toNanos());
        String moved =
                shift.apply(
                        "{\"CreateTime\":"
                                + nanos
                                + ",\"StartedAt\":\"2026-11-23T06:00:00.5Z\","
                                + "\"StatusUpdatedAt\":1795413600,\"Index\":17954136}");
        JsonNode json = Json.parse(moved.getBytes(StandardCharsets.UTF_8));
        assertThat(json.path("CreateTime").longValue()).isEqualTo(nanos + 3_600_000_000_000L);
        assertThat(Instant.parse(json.path("StartedAt").asText()))
                .isEqualTo(Instant.parse("2026-11-23T07:00:00.5Z"));
        assertThat(json.path("StatusUpdatedAt").longValue()).isEqualTo(1795417200);
        assertThat(json.path("Index").longValue()).isEqualTo(17954136);
    }

    @Test
    void aProgramServesAMadeUpClusterOrARecording() throws Exception {
        SimulatorOptions options = SimulatorOptions.defaults();
        try (SimulatorProgram program = SimulatorProgram.start(options);
                RawClient client = new RawClient(program.simulator())) {
            client.get("/v1/event/stream?topic=Node");
            assertThat(client.frame()).contains("NodeRegistration");
            assertThat(program.workload()).isPresent();
        }
        SimulatorOptions recorded =
                new SimulatorOptions(
                        0,
                        Profile.V1_9,
                        100,
                        Duration.ofSeconds(30),
                        "global",
                        List.of(),
                        1,
                        1,
                        RECORDED,
                        Double.POSITIVE_INFINITY,
                        true);
        try (SimulatorProgram program = SimulatorProgram.start(recorded);
                RawClient client = new RawClient(program.simulator())) {
            assertThat(client.get("/v1/event/stream").get(0)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(program.workload()).isEmpty();
        }
    }

    private static String line(long index) {
        return new String(Frame.of(index, List.of(Samples.node("n", index))).line());
    }

    private static List<String> lines() throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(RECORDED)),
                                StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.equals("{}")).toList();
        }
    }
}
