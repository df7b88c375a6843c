package io.nomadflink.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.benchmarks.Recording;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.payload.Allocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusTest {
    @TempDir Path directory;

    @Test
    void keepsTheProportionsOfTheRecording() throws IOException {
        List<Frame> recorded = new ArrayList<>();
        for (byte[] line : RecordedLines.of(Recording.FILE, CorpusKind.FULL)) {
            recorded.add(new FrameParser().parse(line, line.length));
        }
        List<Frame> made = frames(CorpusKind.FULL, recorded.size());

        assertThat(shapes(made)).isEqualTo(shapes(recorded));
        assertThat(bytes(made)).isBetween(bytes(recorded), bytes(recorded) * 102 / 100);
    }

    @Test
    void repetitionsHaveOtherObjectsLaterTimesAndHigherIndexes() throws IOException {
        int once = RecordedLines.of(Recording.FILE, CorpusKind.FULL).size();
        List<Frame> twice = frames(CorpusKind.FULL, 2 * once);
        List<Frame> first = twice.subList(0, once);
        List<Frame> second = twice.subList(once, 2 * once);

        for (int i = 1; i < twice.size(); i++) {
            assertThat(twice.get(i).index()).isGreaterThanOrEqualTo(twice.get(i - 1).index());
        }
        assertThat(second.get(0).index()).isGreaterThan(first.get(once - 1).index());
        assertThat(allocations(first)).isNotEmpty();
        assertThat(allocations(second)).hasSameSizeAs(allocations(first));
        assertThat(Collections.disjoint(allocations(second), allocations(first))).isTrue();
        assertThat(newest(second)).isGreaterThan(newest(first));
    }

    /** A patch of an event must hit its payload, too: both name the same object and index. */
    @ParameterizedTest
    @CsvSource({"FULL, 60", "HUGE, 1"})
    void envelopeAndPayloadStillAgree(CorpusKind kind, int lines) throws IOException {
        int checked = 0;
        for (Frame frame : frames(kind, lines)) {
            for (NomadEvent event : frame.events()) {
                assertThat(event.index()).isEqualTo(frame.index());
                if (event.payload() instanceof Allocation allocation) {
                    assertThat(allocation.id()).isEqualTo(event.key());
                    checked++;
                }
            }
        }
        assertThat(checked).isPositive();
    }

    @Test
    void theFileHoldsWhatItIsSaidToHold() throws IOException {
        Corpus corpus = Corpus.make(Recording.FILE, directory, CorpusKind.SMALL, 1);

        assertThat(corpus.file()).hasSize(corpus.bytes());
        List<Frame> frames = new ArrayList<>();
        try (Stream<String> lines = Files.lines(corpus.file())) {
            for (String line : (Iterable<String>) lines::iterator) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                frames.add(new FrameParser().parse(bytes, bytes.length));
            }
        }
        assertThat(frames).hasSize((int) corpus.lines());
        assertThat(frames.stream().mapToLong(frame -> frame.events().size()).sum())
                .isEqualTo(corpus.events());
    }

    @Test
    void aFileThatIsThereIsUsedAgain() throws IOException {
        Corpus corpus = Corpus.make(Recording.FILE, directory, CorpusKind.SMALL, 1);
        byte[] other = new byte[(int) corpus.bytes()];
        Files.write(corpus.file(), other);

        assertThat(Corpus.make(Recording.FILE, directory, CorpusKind.SMALL, 1)).isEqualTo(corpus);
        assertThat(Files.readAllBytes(corpus.file())).isEqualTo(other);
    }

    private static List<Frame> frames(CorpusKind kind, int count) throws IOException {
        CorpusLines lines = CorpusLines.of(Recording.FILE, kind);
        FrameParser parser = new FrameParser();
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] line = lines.next().clone();
            assertThat(line[line.length - 1]).isEqualTo((byte) '\n');
            frames.add(parser.parse(line, line.length - 1));
        }
        return frames;
    }

    private static Map<String, Long> shapes(List<Frame> frames) {
        return frames.stream()
                .flatMap(frame -> frame.events().stream())
                .collect(
                        Collectors.groupingBy(
                                event -> event.topic() + "/" + event.type(),
                                Collectors.counting()));
    }

    private static long bytes(List<Frame> frames) {
        return frames.stream().mapToLong(Frame::bytes).sum();
    }

    private static Set<String> allocations(List<Frame> frames) {
        Set<String> ids = new HashSet<>();
        for (Frame frame : frames) {
            for (NomadEvent event : frame.events()) {
                if (event.topic().name().equals("Allocation")) {
                    ids.add(event.key());
                }
            }
        }
        return ids;
    }

    private static long newest(List<Frame> frames) {
        return frames.stream()
                .flatMap(frame -> frame.events().stream())
                .mapToLong(NomadEvent::timeNanos)
                .max()
                .orElseThrow();
    }
}
