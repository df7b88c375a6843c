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
import io.nomadflink.connector.source.split.SplitClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineDeserializerTest {
    private static final Inventory INVENTORY = new Inventory("*", Map.of(), 5);

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
        deserializer.onGap(gap(), at(1_000), out);
        deserializer.onInventory(INVENTORY, at(1_000), out);
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

    /** The machine before had a clock that was ahead of this one's. */
    @Test
    void aFailoverGoesOnFromTheTimeThatTheStateHolds() throws Exception {
        long ahead = SplitClock.now() + Duration.ofHours(1).toNanos();
        new LineDeserializer(true).onGap(gap(), at(1_000, ahead), out);
        new LineDeserializer(true).onInventory(INVENTORY, at(1_000, ahead + 1), out);
        new LineDeserializer(true).deserialize(frame(), at(1_000, ahead + 2), out);

        assertThat(lines.stream().map(line -> CapturedLine.arrivalNanos(line, -1)))
                .containsExactly(ahead + 1, ahead + 2, ahead + 3);
    }

    private void frame(long arrival) throws Exception {
        deserializer.deserialize(frame(), at(arrival), out);
    }

    private static Frame frame() throws Exception {
        byte[] line = "{\"Index\":5,\"Events\":[]}".getBytes(StandardCharsets.US_ASCII);
        return new FrameParser().parse(line, line.length);
    }

    private static FrameContext at(long arrival) {
        return at(arrival, 0);
    }

    private static FrameContext at(long arrival, long before) {
        return new FrameContext() {
            @Override
            public long largestTimeBefore(Topic topic) {
                return 0;
            }

            @Override
            public long arrivalNanos() {
                return arrival;
            }

            @Override
            public long lastArrivalNanos() {
                return before;
            }
        };
    }

    private static Gap gap() {
        return new Gap(
                "", "*", "*", 5, 9, Instant.EPOCH, null, Gap.Cause.DROPPED_FROM_BUFFER, false);
    }
}
