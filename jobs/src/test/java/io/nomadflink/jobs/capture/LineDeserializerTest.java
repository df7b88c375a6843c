package io.nomadflink.jobs.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.CapturedLine;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Inventory;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.FrameContext;
import io.nomadflink.connector.source.RecordOutput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineDeserializerTest {
    private final List<byte[]> lines = new ArrayList<>();
    private final LineDeserializer deserializer = new LineDeserializer(true);
    private final RecordOutput<byte[]> out =
            new RecordOutput<>() {
                @Override
                public void collect(byte[] line) {
                    lines.add(line);
                }

                @Override
                public void collect(byte[] line, long timestampMillis) {
                    lines.add(line);
                }
            };

    /** The frame that shows a gap came before the gap was found, and healing took its time. */
    @Test
    void everyLineIsLaterThanTheOneBefore() throws Exception {
        frame(1_000);
        frame(1_000);
        deserializer.onGap(gap(), out);
        deserializer.onInventory(new Inventory("*", Map.of(), 5), at(1_000), out);
        frame(1_001);

        assertThat(lines).hasSize(5);
        assertThat(lines.stream().map(line -> CapturedLine.arrivalNanos(line, -1)).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(CapturedLine.gapIn(lines.get(2))).isEqualTo(gap());
        assertThat(CapturedLine.inventoryIn(lines.get(3))).isNotNull();
    }

    @Test
    void aLineHasTheTimeOfItsArrival() throws Exception {
        frame(1_000);
        frame(3_000);

        assertThat(lines.stream().map(line -> CapturedLine.arrivalNanos(line, -1)))
                .containsExactly(1_000L, 3_000L);
    }

    private void frame(long arrival) throws Exception {
        byte[] line = "{\"Index\":5,\"Events\":[]}".getBytes(StandardCharsets.US_ASCII);
        Frame frame = new FrameParser().parse(line, line.length);
        deserializer.deserialize(frame, at(arrival), out);
    }

    private static FrameContext at(long arrival) {
        return new FrameContext() {
            @Override
            public long largestTimeBefore(Topic topic) {
                return 0;
            }

            @Override
            public long arrivalNanos() {
                return arrival;
            }
        };
    }

    private static Gap gap() {
        return new Gap(
                "", "*", "*", 5, 9, Instant.EPOCH, null, Gap.Cause.DROPPED_FROM_BUFFER, false);
    }
}
