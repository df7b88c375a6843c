package io.nomadflink.jobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameLinesTest {
    private static final String A =
            "{\"Topic\":\"Job\",\"Key\":\"a\",\"New\":[1,{}],\"Payload\":{\"Job\": {\"ID\":\"ü\"}}}";
    private static final String B =
            "{\"Payload\":{\"Node\":{}},\"Type\":\"NodeDrain\",\"Topic\":\"Node\"}";
    private static final String BARE = "{\"Topic\":\"Future\",\"Type\":\"Happened\",\"Key\":\"k\"}";

    private final FrameLines lines = new FrameLines();

    @Test
    void aWholeFrameKeepsItsBytes() throws Exception {
        String line =
                "{\"Events\" : [" + A + ", " + B + "], \"Extra\":{\"Events\":[]}, \"Index\":9}";

        assertThat(text(parse(line))).isEqualTo(line);
    }

    @Test
    void aPartKeepsTheBytesOfItsEvents() throws Exception {
        Frame frame = parse("{\"Events\" : [" + A + ", " + B + "], \"Index\":9}");

        assertThat(text(frame.with(frame.events().subList(1, 2))))
                .isEqualTo("{\"Index\":9,\"Events\":[" + B + "]}");
        assertThat(text(frame.with(frame.events().subList(0, 1))))
                .isEqualTo("{\"Index\":9,\"Events\":[" + A + "]}");
    }

    @Test
    void eventsWithoutPayloadAreWrittenAnew() throws Exception {
        Frame frame = parse("{\"Index\":9,\"Events\":[" + BARE + "]}");

        assertThat(parse(text(frame)).events()).isEqualTo(frame.events());
        assertThat(frame.events()).hasSize(1);
    }

    @Test
    void aMixedPartKeepsEventsWithoutPayload() throws Exception {
        Frame frame = parse("{\"Index\":9,\"Events\":[" + A + "," + BARE + "," + B + "]}");

        assertThat(text(frame.with(List.of(frame.events().get(1), frame.events().get(2)))))
                .isEqualTo("{\"Index\":9,\"Events\":[" + BARE + "," + B + "]}");
    }

    private String text(Frame frame) throws Exception {
        return new String(lines.line(frame), StandardCharsets.UTF_8);
    }

    private static Frame parse(String line) throws Exception {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new FrameParser().parse(bytes, bytes.length);
    }
}
