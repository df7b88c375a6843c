package io.nomadflink.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a subscription starts, and what the buffer keeps. */
class IndexSemanticsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0 | 20 20 30 40
                    5 | 20 20 30 40
                    20 | 20 20 30 40
                    21 | 30 40
                    30 | 30 40
                    40 | 40
                    41 | 40
                    9223372036854775807 | 40
                    """)
    void startsAt(String index, String expected) {
        EventRing ring = ring(3, 10, 20, 20, 30, 40);
        assertThat(read(ring.subscribe(Long.parseLong(index)))).isEqualTo(expected);
    }

    @Test
    void keepsOneMoreThanItsSize() {
        assertThat(read(ring(2, 1, 2, 3, 4, 5).subscribe(0))).isEqualTo("3 4 5");
        assertThat(read(ring(2, 1, 2, 3).subscribe(0))).isEqualTo("1 2 3");
    }

    @Test
    void anEmptyBufferDeliversWhatComesFirst() {
        EventRing ring = ring(3);
        EventRing.Item place = ring.subscribe(99);
        ring.append(frame(5));
        assertThat(read(place)).isEqualTo("5");
    }

    @Test
    void aReaderWhoseItemWasThrownAwayIsDropped() {
        EventRing ring = ring(2, 1);
        EventRing.Item current = ring.subscribe(1).next();
        ring.append(frame(2));
        ring.append(frame(3));
        assertThat(current.dropped()).isFalse();
        ring.append(frame(4));
        assertThat(current.dropped()).isTrue();
    }

    @Test
    void aSlowReaderIsToldOnOldServers() throws IOException {
        try (NomadSimulator nomad =
                        NomadSimulator.builder().profile(Profile.V1_9).bufferSize(2).start();
                RawClient client = new RawClient(nomad)) {
            nomad.publish(1, Samples.job("default", "web", 1));
            client.get("/v1/event/stream");
            client.chunk();
            client.chunk();
            assertThat(client.chunk()).startsWith("{\"Index\":1,");
            client.chunk();
            // a burst that this stream cannot follow while it drips
            nomad.faults().drip(1000, Duration.ofMillis(300));
            for (long index = 2; index < 10; index++) {
                nomad.publish(index, Samples.job("default", "web", index));
            }
            String chunk = client.chunk();
            while (chunk.startsWith("{\"Index\"") || chunk.equals("\n")) {
                chunk = client.chunk();
            }
            assertThat(chunk).isEqualTo("event dropped from buffer");
        }
    }

    @Test
    void bothLinesOfAnIndexComeAgain() throws IOException {
        try (NomadSimulator nomad = NomadSimulator.builder().start();
                RawClient client = new RawClient(nomad)) {
            nomad.publish(7, Samples.job("default", "web", 7));
            nomad.publish(8, Samples.job("default", "web", 8));
            nomad.publish(8, Samples.evaluation("e", "web", "", 8));
            assertThat(nomad.lastIndex()).isEqualTo(8);
            client.get("/v1/event/stream?index=8");
            assertThat(client.frame()).startsWith("{\"Index\":8,\"Events\":[{\"Topic\":\"Job\"");
            assertThat(client.frame()).contains("\"Topic\":\"Evaluation\"");
        }
    }

    private static EventRing ring(int size, long... indexes) {
        EventRing ring = new EventRing(size);
        for (long index : indexes) {
            ring.append(frame(index));
        }
        return ring;
    }

    private static Frame frame(long index) {
        return Frame.of(index, List.of(Samples.node("n", index)));
    }

    private static String read(EventRing.Item place) {
        List<String> indexes = new ArrayList<>();
        for (EventRing.Item item = place.next(); item != null; item = item.next()) {
            if (item.frame() != null) {
                indexes.add(Long.toString(item.frame().index()));
            }
        }
        return String.join(" ", indexes);
    }
}
