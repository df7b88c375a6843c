package io.nomadflink.connector.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import io.nomadflink.connector.Mutations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mutated lines mean to the scanner what they mean to the reference. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class MutatedFramesTest {
    private final FrameScanner scanner = new FrameScanner();
    private final JacksonFrameParser jackson = new JacksonFrameParser();
    private int accepted;
    private int rejected;

    @Test
    void meanToTheScannerWhatTheyMeanToTheReference() throws IOException {
        Mutations mutations = new Mutations();
        for (int i = 0; i < Mutations.COUNT; i++) {
            check(mutations.next());
        }
        int few = Mutations.COUNT / 20;
        assertThat(accepted).as("mutations that are still frames").isGreaterThan(few);
        assertThat(rejected).as("mutations that are no frames").isGreaterThan(few);
    }

    private void check(byte[] line) throws IOException {
        Frame found = scanner.scan(line, line.length);
        Frame expected = reference(line);
        if (expected == null) {
            rejected++;
            if (found != null) {
                assertOnlyPayloadsAreBroken(found, line);
            }
        } else {
            accepted++;
            if (found != null && !found.equals(expected)) {
                assertThat(found).as(text(line)).isEqualTo(expected);
            }
        }
    }

    /** The one thing that may be accepted: an envelope in order around a payload that is not. */
    private void assertOnlyPayloadsAreBroken(Frame found, byte[] line) throws IOException {
        ByteArrayOutputStream envelope = new ByteArrayOutputStream();
        boolean broken = false;
        int from = 0;
        for (NomadEvent event : found.events()) {
            if (event.payloadBuffer() == line) {
                envelope.write(line, from, event.payloadOffset() - from);
                envelope.write('{');
                envelope.write('}');
                from = event.payloadOffset() + event.payloadLength();
                broken |= isBroken(event);
            }
        }
        envelope.write(line, from, line.length - from);
        Frame whole = reference(envelope.toByteArray());
        assertThat(broken).as(text(line)).isTrue();
        assertThat(whole).as(text(line)).isNotNull();
        assertThat(whole.index()).isEqualTo(found.index());
        assertThat(envelopes(whole)).isEqualTo(envelopes(found));
    }

    private static List<List<Object>> envelopes(Frame frame) {
        return frame.events().stream()
                .map(
                        e ->
                                List.<Object>of(
                                        e.topic(),
                                        e.type(),
                                        e.key(),
                                        e.namespace(),
                                        e.filterKeys()))
                .toList();
    }

    private static boolean isBroken(NomadEvent event) {
        try (JsonParser json =
                JacksonFrameParser.JSON.createParser(
                        event.payloadBuffer(), event.payloadOffset(), event.payloadLength())) {
            while (json.nextToken() != null) {
                if (json.currentToken().isNumeric()) {
                    json.getNumberValue();
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private Frame reference(byte[] line) {
        try {
            return jackson.parse(line, line.length);
        } catch (MalformedFrameException e) {
            return null;
        }
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1);
    }
}
