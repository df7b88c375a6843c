package io.nomadflink.jobs.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.FrameContext;
import io.nomadflink.jobs.testing.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Payloads in the plain form mean what they mean token by token, the way of those with white space.
 */
class PlainReadersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final FrameContext NOTHING =
            new FrameContext() {
                @Override
                public long largestTimeBefore(Topic topic) {
                    return 0;
                }

                @Override
                public long arrivalNanos() {
                    return 0;
                }
            };

    private final AllocationReader allocations = new AllocationReader();
    private final JobDeletion deletions = new JobDeletion();

    static List<String> versions() {
        return Recording.versions();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void readTheSameInBothForms(String version) throws IOException {
        int compared = 0;
        for (Frame frame : Recording.of(version).frames()) {
            for (NomadEvent event : frame.events()) {
                if (event.topic() == Topic.ALLOCATION && event.index() % 5 == 0) {
                    assertThat(allocations.read(event, NOTHING))
                            .isEqualTo(allocations.read(spaced(event), NOTHING));
                    compared++;
                } else if (event.topic() == Topic.JOB) {
                    assertThat(deletions.isIn(event)).isEqualTo(deletions.isIn(spaced(event)));
                    compared++;
                }
            }
        }
        assertThat(compared).isPositive();
    }

    private static NomadEvent spaced(NomadEvent event) throws IOException {
        byte[] payload =
                JSON.readTree(event.payloadJson())
                        .toPrettyString()
                        .getBytes(StandardCharsets.UTF_8);
        return new NomadEvent(
                event.index(),
                event.topic(),
                event.type(),
                event.key(),
                event.namespace(),
                event.filterKeys(),
                Origin.STREAM,
                event.timeNanos(),
                payload,
                0,
                payload.length);
    }
}
