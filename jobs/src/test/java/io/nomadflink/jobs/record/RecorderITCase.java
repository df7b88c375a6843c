package io.nomadflink.jobs.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.client.Access;
import io.nomadflink.connector.client.NomadClient;
import io.nomadflink.connector.client.Start;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.client.TokenSource;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadSourceOptions;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Restart;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderITCase {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path directory;

    private final List<Gap> gaps = new CopyOnWriteArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private List<String> lines;
    private NomadSimulator nomad;

    @BeforeEach
    void start() throws IOException {
        Path recording = Path.of(System.getProperty("recordings"), "2.0.5-acl", "events.ndjson.gz");
        lines = lines(recording).stream().filter(line -> line.length() > 2).toList();
        nomad =
                NomadSimulator.builder()
                        .bufferSize(lines.size())
                        .heartbeat(Duration.ofMillis(100))
                        .start();
    }

    @AfterEach
    void end() {
        nomad.close();
    }

    @Test
    void writesTheBytesThatCame() throws Exception {
        Path file = directory.resolve("a.ndjson.gz");
        CompletableFuture<Void> recording = record(file);
        lines.forEach(nomad::publishLine);
        finish(recording, file);

        assertThat(lines(file)).containsExactlyElementsOf(lines);
        assertThat(gaps).isEmpty();
    }

    @Test
    void reconnectsAddNothingTwice() throws Exception {
        Path file = directory.resolve("a.ndjson");
        CompletableFuture<Void> recording = record(file);
        int part = lines.size() / 5;
        for (int i = 0; i < lines.size(); i++) {
            nomad.publishLine(lines.get(i));
            if (i % part == part - 1) {
                nomad.stop();
                nomad.start();
                assertThat(nomad.awaitSubscribers(1, LIMIT)).isTrue();
            }
        }
        finish(recording, file);

        assertThat(events(lines(file))).containsExactlyInAnyOrderElementsOf(events(lines));
        assertThat(gaps).isEmpty();
    }

    @Test
    void tellsOfGaps() throws Exception {
        Path file = directory.resolve("a.ndjson");
        CompletableFuture<Void> recording = record(file);
        publishUpTo(file, lines.subList(0, 100));
        nomad.stop();
        lines.subList(100, 300).forEach(nomad::publishLine);
        nomad.restart(Restart.empty(Duration.ZERO));
        lines.subList(300, lines.size()).forEach(nomad::publishLine);
        finish(recording, file);

        assertThat(gaps).isNotEmpty();
        assertThat(lines(file)).containsAll(lines.subList(300, lines.size()));
    }

    @Test
    void neverOverwrites() throws Exception {
        Path file = Files.writeString(directory.resolve("a.ndjson"), "precious");

        assertThatThrownBy(() -> RecordingFile.create(file))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    private CompletableFuture<Void> record(Path file) {
        Subscription all = Subscription.of("", "*", Map.of(Topic.ALL, Set.of()));
        return CompletableFuture.runAsync(
                () -> {
                    try (NomadClient client =
                                    new NomadClient(
                                            NomadSourceOptions.settings(
                                                    List.of(nomad.address()),
                                                    Access.with(TokenSource.none()),
                                                    new Configuration()));
                            RecordingFile out = RecordingFile.create(file)) {
                        new Recorder(client, all, new Start.Earliest(), gaps::add)
                                .record(out, () -> stop.getCount() == 0);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private void publishUpTo(Path file, List<String> some) throws Exception {
        some.forEach(nomad::publishLine);
        await(() -> lines(file).containsAll(some));
    }

    private void finish(CompletableFuture<Void> recording, Path file) throws Exception {
        await(
                () -> {
                    if (recording.isDone()) {
                        recording.get();
                    }
                    return lastIndex(file) >= nomad.lastIndex();
                });
        stop.countDown();
        recording.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static long lastIndex(Path file) throws IOException {
        List<String> written = lines(file);
        return written.isEmpty() ? -1 : parse(written.get(written.size() - 1)).index();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /** The lines that are whole; a file that is being written, packed or not, ends anywhere. */
    private static List<String> lines(Path file) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        if (Files.exists(file)) {
            try (InputStream bytes = Files.newInputStream(file);
                    InputStream in =
                            file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
                in.transferTo(read);
            } catch (EOFException e) {
                assertThat(file.toString()).as("what may end early").endsWith(".gz");
            }
        }
        String text = read.toString(StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static List<NomadEvent> events(List<String> recorded) throws IOException {
        List<NomadEvent> events = new ArrayList<>();
        for (String line : recorded) {
            events.addAll(parse(line).events());
        }
        return events;
    }

    private static Frame parse(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new FrameParser().parse(bytes, bytes.length);
    }
}
