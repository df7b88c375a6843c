package io.nomadflink.connector.event.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Mutations;
import io.nomadflink.connector.Recordings;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.PayloadTypes;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads mean to the plain decoder what they mean to the full one. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class PlainPayloadsTest {
    private static final String INTERESTING = "\"\\{}[]:,0-9.eEtfnu \u00e4";

    static List<Path> recordings() throws IOException {
        return Recordings.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void areEqualInAllRecordings(Path recording) throws IOException {
        int[] counts = new int[2];
        Recordings.events(
                recording,
                event -> {
                    if (event.topic().payloadMember() == null) {
                        return;
                    }
                    DecodedPayload plain =
                            plain(event, event.payloadBuffer(), event.payloadOffset());
                    if (plain != null) {
                        assertThat(plain).isEqualTo(reference(event));
                    }
                    if (event.topic() == Topic.ALLOCATION || event.topic() == Topic.EVALUATION) {
                        counts[plain == null ? 0 : 1]++;
                    }
                });
        assertThat(counts[1]).as("read in the plain form").isPositive();
        assertThat(counts[0]).as("left to the full decoder").isLessThanOrEqualTo(counts[1] / 100);
    }

    @Test
    void areEqualWhenMutated() throws IOException {
        List<NomadEvent> events = new ArrayList<>();
        Recordings.events(
                Recordings.of("2.0.5"),
                event -> {
                    if (event.topic().payloadMember() != null
                            && event.payloadLength() < 6000
                            && event.hashCode() % 4 == 0) {
                        events.add(event);
                    }
                });
        Random random = new Random(11);
        int accepted = 0;
        for (int i = 0; i < Mutations.COUNT; i++) {
            NomadEvent event = events.get(random.nextInt(events.size()));
            byte[] payload = event.payloadJson().getBytes(StandardCharsets.UTF_8);
            for (int n = random.nextInt(3); n >= 0; n--) {
                payload[random.nextInt(payload.length)] =
                        (byte) INTERESTING.charAt(random.nextInt(INTERESTING.length()));
            }
            DecodedPayload plain =
                    PlainPayloads.decode(
                            PayloadTypes.of(event.topic()),
                            event.topic().payloadMember(),
                            payload,
                            0,
                            payload.length);
            if (plain != null) {
                accepted++;
                assertThat(plain).isEqualTo(reference(event, payload));
            }
        }
        assertThat(accepted).isGreaterThan(Mutations.COUNT / 50);
    }

    private static DecodedPayload plain(NomadEvent event, byte[] buffer, int offset) {
        return PlainPayloads.decode(
                PayloadTypes.of(event.topic()),
                event.topic().payloadMember(),
                buffer,
                offset,
                event.payloadLength());
    }

    private static DecodedPayload reference(NomadEvent event) {
        return reference(event, event.payloadJson().getBytes(StandardCharsets.UTF_8));
    }

    private static DecodedPayload reference(NomadEvent event, byte[] payload) {
        return PayloadDecoder.decodeWithJackson(
                event.topic().name(),
                PayloadTypes.of(event.topic()),
                event.topic().payloadMember(),
                payload,
                0,
                payload.length);
    }
}
