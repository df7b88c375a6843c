package io.nomadflink.connector.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapturedLineTest {
    private static final String LINE =
            "{\"Index\":7,\"Events\":[{\"Topic\":\"Job\",\"Type\":\"JobRegistered\",\"Key\":\"w\\\"eb\","
                    + "\"Namespace\":\"default\",\"FilterKeys\":[\"a\",\"ü\"],\"Index\":7,"
                    + "\"Payload\":{\"Job\":{\"ID\":\"w\\\"eb\",\"SubmitTime\":1700000000000000001}}}]}";

    @Test
    void aFrameComesBackAsItWas() throws Exception {
        Frame frame = parse(bytes(LINE));
        byte[] line = CapturedLine.of(frame, 42, NomadEvent::payloadJson);

        Frame again = parse(line);
        assertThat(again.index()).isEqualTo(7);
        assertThat(again.events()).isEqualTo(frame.events());
        assertThat(CapturedLine.arrivalNanos(line, -1)).isEqualTo(42);
        assertThat(CapturedLine.gapIn(line)).isNull();
    }

    @Test
    void theOriginOfAnEventIsKept() throws Exception {
        NomadEvent known = parse(bytes(LINE)).events().get(0);
        for (Origin origin : Origin.values()) {
            NomadEvent event =
                    new NomadEvent(
                            7,
                            known.topic(),
                            known.type(),
                            known.key(),
                            known.namespace(),
                            known.filterKeys(),
                            origin,
                            known.timeNanos(),
                            known.payloadBuffer(),
                            known.payloadOffset(),
                            known.payloadLength());
            byte[] line =
                    CapturedLine.of(new Frame(7, List.of(event), 0), 1, NomadEvent::payloadJson);
            assertThat(parse(line).events().get(0).origin()).isEqualTo(origin);
        }
    }

    @Test
    void aGapComesBackAndIsAFrameWithoutEventsToOthers() throws Exception {
        Gap gap =
                new Gap(
                        "eu",
                        "*",
                        "Allocation,Job",
                        10,
                        20,
                        Instant.parse("2026-01-02T03:04:05.000000006Z"),
                        null,
                        Gap.Cause.SERVER_RESTART,
                        false);
        byte[] line = CapturedLine.of(gap, 1767323045000000006L);
        assertThat(CapturedLine.gapIn(line)).isEqualTo(gap);
        assertThat(parse(line).events()).isEmpty();
        assertThat(CapturedLine.arrivalNanos(line, -1)).isEqualTo(1767323045000000006L);
    }

    @Test
    void anInventoryComesBackAndIsAFrameWithoutEventsToOthers() throws Exception {
        Inventory inventory =
                new Inventory(
                        "*",
                        Map.of(
                                new Inventory.JobName("default", "w\"eb"),
                                7L,
                                new Inventory.JobName("team-ü", "web"),
                                Long.MAX_VALUE),
                        10);
        byte[] line = CapturedLine.of(inventory, 42);
        assertThat(CapturedLine.inventoryIn(line)).isEqualTo(inventory);
        assertThat(CapturedLine.gapIn(line)).isNull();
        assertThat(CapturedLine.arrivalNanos(line, -1)).isEqualTo(42);
        assertThat(parse(line).events()).isEmpty();

        Inventory none = new Inventory("team-a", Map.of(), 0);
        assertThat(CapturedLine.inventoryIn(CapturedLine.of(none, 1))).isEqualTo(none);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Namespace\":\"*\"}",
                "{\"After\":1,\"Jobs\":[]}",
                "{\"Namespace\":\"*\",\"After\":1,\"Jobs\":[{\"ID\":"
            })
    void halfAnInventoryIsNone(String inventory) {
        byte[] line = bytes("{\"Captured\":1,\"Inventory\":" + inventory);
        assertThatThrownBy(() -> CapturedLine.inventoryIn(line))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void whatServersSendIsNoCapture() throws Exception {
        byte[] line = bytes(LINE);
        assertThat(CapturedLine.gapIn(line)).isNull();
        assertThat(CapturedLine.inventoryIn(line)).isNull();
        assertThat(CapturedLine.arrivalNanos(line, 5)).isEqualTo(5);
        assertThatThrownBy(
                        () ->
                                CapturedLine.gapIn(
                                        bytes("{\"Captured\":1,\"Gap\":{\"Cause\":\"X\"}}")))
                .isInstanceOf(MalformedFrameException.class);
    }

    private static Frame parse(byte[] line) throws MalformedFrameException {
        return new FrameParser().parse(line, line.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
