package io.nomadflink.connector.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.connector.Recordings;
import io.nomadflink.connector.event.payload.PayloadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameParserTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "s3cr3t";

    private final FrameParser parser = new FrameParser();

    @Test
    void everyRecordedLineIsWhatATreeReaderSees() throws IOException {
        for (Path recording : Recordings.all()) {
            Recordings.lines(recording, this::compareToTree);
        }
    }

    private void compareToTree(byte[] line) {
        try {
            JsonNode tree = JSON.readTree(line);
            if (tree.isEmpty()) {
                assertThat(FrameParser.isHeartbeat(line, line.length)).isTrue();
                return;
            }
            Frame frame = parser.parse(line, line.length);
            assertThat(frame.index()).isEqualTo(tree.get("Index").longValue());
            assertThat(frame.bytes()).isEqualTo(line.length);
            assertThat(frame.events()).hasSize(tree.get("Events").size());
            for (int i = 0; i < frame.events().size(); i++) {
                compareToTree(frame.events().get(i), tree.get("Events").get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compareToTree(NomadEvent event, JsonNode tree) throws IOException {
        List<String> filterKeys = new ArrayList<>();
        tree.get("FilterKeys").forEach(key -> filterKeys.add(key.textValue()));
        assertThat(
                        List.of(
                                event.index(),
                                event.topic().name(),
                                event.type(),
                                event.key(),
                                event.namespace(),
                                event.filterKeys(),
                                event.origin()))
                .isEqualTo(
                        List.of(
                                tree.get("Index").longValue(),
                                tree.get("Topic").textValue(),
                                tree.get("Type").textValue(),
                                tree.get("Key").textValue(),
                                tree.get("Namespace").textValue(),
                                filterKeys,
                                Origin.STREAM));
        JsonNode payload =
                JSON.readTree(event.payloadBuffer(), event.payloadOffset(), event.payloadLength());
        assertThat(payload.equals(tree.get("Payload"))).as("payload of %s", event).isTrue();
        assertThat(event.payloadBuffer()[event.payloadOffset()]).isEqualTo((byte) '{');
        assertThat(event.payloadBuffer()[event.payloadOffset() + event.payloadLength() - 1])
                .isEqualTo((byte) '}');
    }

    @Test
    void takesMembersInAnyOrder() throws IOException {
        NomadEvent usual =
                only(
                        "{\"Index\":7,\"Events\":[{\"Topic\":\"Job\",\"Type\":\"JobRegistered\",\"Key\":\"web\","
                                + "\"Namespace\":\"default\",\"FilterKeys\":null,\"Index\":7,"
                                + "\"Payload\":{\"Job\":{\"ID\":\"web\",\"SubmitTime\":1795414490522390916}}}]}");
        NomadEvent sorted =
                only(
                        "{\"Events\":[{\"FilterKeys\":null,\"Index\":7,\"Key\":\"web\",\"Namespace\":\"default\","
                                + "\"Payload\":{\"Job\":{\"ID\":\"web\",\"SubmitTime\":1795414490522390916}},"
                                + "\"Topic\":\"Job\",\"Type\":\"JobRegistered\"}],\"Index\":7}");
        assertThat(sorted).isEqualTo(usual);
        assertThat(sorted.topic()).isSameAs(Topic.JOB);
        assertThat(sorted.timeNanos()).isEqualTo(1795414490522390916L);
    }

    @Test
    void passesUnknownMembersTopicsAndTypes() throws IOException {
        NomadEvent event =
                only(
                        "{\"Index\":7,\"Term\":[{\"a\":[1]}],\"Events\":[{\"Topic\":\"Quota\",\"Shard\":{\"x\":{}},"
                                + "\"Type\":\"QuotaMoved\",\"Payload\":{\"Quota\":{\"Name\":\"ü\"},\"List\":[{}]}}]}");
        assertThat(event.topic()).isEqualTo(Topic.of("Quota"));
        assertThat(event.topic().isKnown()).isFalse();
        assertThat(event.type()).isEqualTo("QuotaMoved");
        assertThat(event.key()).isEmpty();
        assertThat(event.namespace()).isEmpty();
        assertThat(event.filterKeys()).isEmpty();
        assertThat(event.payloadJson()).isEqualTo("{\"Quota\":{\"Name\":\"ü\"},\"List\":[{}]}");
    }

    @Test
    void takesAnEventWithoutPayload() throws IOException {
        assertThat(only("{\"Index\":7,\"Events\":[{\"Topic\":\"Job\"}]}").payloadJson())
                .isEqualTo("{}");
        assertThat(
                        only("{\"Index\":7,\"Events\":[{\"Topic\":\"Job\",\"Payload\":null}]}")
                                .payloadJson())
                .isEqualTo("{}");
    }

    @Test
    void aTimeBeyondALongIsNoReasonToRefuseALine() throws IOException {
        NomadEvent event =
                only(
                        "{\"Index\":7,\"Events\":[{\"Topic\":\"Quota\","
                                + "\"Payload\":{\"Quota\":{\"ModifyTime\":99999999999999999999}}}]}");
        assertThat(event.timeNanos()).isZero();
    }

    @Test
    void readsOnlyTheGivenLength() throws IOException {
        byte[] line = bytes("{\"Index\":7,\"Events\":[]}garbage");
        assertThat(parser.parse(line, line.length - 7).events()).isEmpty();
    }

    /** Passing over a payload, the parser looks at strings and brackets only. */
    @Test
    void leavesWhatStandsInAPayloadToWhoDecodesIt() throws IOException {
        byte[] line =
                bytes("{\"Index\":7,\"Events\":[{\"Topic\":\"Job\",\"Payload\":{\"s3cr3t\" 1}}]}");
        NomadEvent event = parser.parse(line, line.length).events().get(0);
        assertThat(event.payloadJson()).isEqualTo("{\"s3cr3t\" 1}");
        assertThatThrownBy(event::payload)
                .isInstanceOf(PayloadException.class)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void knowsHeartbeats() {
        assertThat(FrameParser.isHeartbeat(bytes("{}"), 2)).isTrue();
        assertThat(FrameParser.isHeartbeat(bytes("{}garbage"), 2)).isTrue();
        assertThat(FrameParser.isHeartbeat(bytes("{\"Index\":1}"), 11)).isFalse();
        assertThat(FrameParser.isHeartbeat(bytes(""), 0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "s3cr3t | not JSON",
                "Permission denied | not JSON",
                "{\"Index\":7,\"Events\":[{\"Topic\":\"Job\",\"Payload\":{\"Job\":\"s3cr3t | not JSON",
                "{\"Index\":7,\"Events\":[{\"Topic\":\"Job\",\"s3cr3t\" 1}]} | not JSON",
                "{\"Index\":7,\"Events\":[ | not JSON",
                "`` | not an object",
                "[\"s3cr3t\"] | not an object",
                "\"s3cr3t\" | not an object",
                "{\"Index\":\"s3cr3t\",\"Events\":[]} | Index is not an integer at byte 9",
                "{\"Index\":7,\"Events\":\"s3cr3t\"} | Events is not an array at byte 20",
                "{\"Index\":7,\"Events\":null} | Events is not an array",
                "{\"Index\":7,\"Events\":[\"s3cr3t\"]} | an event is not an object",
                "{\"Index\":7,\"Events\":[{\"Key\":\"s3cr3t\"}]} | an event without Topic",
                "{\"Index\":7,\"Events\":[{\"Topic\":[\"s3cr3t\"]}]} | a member of an event is not text",
                "{\"Index\":7,\"Events\":[{\"Topic\":\"\",\"FilterKeys\":\"s3cr3t\"}]} | FilterKeys is not an array",
                "{\"Index\":7,\"Events\":[{\"Topic\":\"\",\"Payload\":\"s3cr3t\"}]} | Payload is not an object",
                "{\"Index\":7} | no Events",
                "{\"Events\":[],\"s3cr3t\":1} | no Index",
                "{\"Index\":-1,\"Events\":[]} | no Index",
                "{\"Index\":7,\"Events\":[]} \"s3cr3t\" | more than one value",
                "{\"Index\":99999999999999999999,\"Events\":[]} | not JSON",
            })
    void tellsWhatIsWrongWithALineButNotWhatStandsThere(String line, String what) {
        byte[] bytes = bytes(line);
        assertThatThrownBy(() -> parser.parse(bytes, bytes.length))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageStartingWith("a line of " + bytes.length + " bytes is no frame: " + what)
                .hasMessageNotContaining(SECRET)
                .hasNoCause();
    }

    @Test
    void takesALineOf64MebibytesAndKeepsOneCopy() throws IOException {
        byte[] head =
                bytes(
                        "{\"Index\":7,\"Events\":[{\"Topic\":\"Job\",\"Payload\":{\"Job\":{\"Payload\":\"");
        byte[] tail = bytes("\"}}}]}");
        byte[] line = new byte[64 << 20];
        Arrays.fill(line, (byte) 'A');
        System.arraycopy(head, 0, line, 0, head.length);
        System.arraycopy(tail, 0, line, line.length - tail.length, tail.length);
        NomadEvent event = parser.parse(line, line.length).events().get(0);
        assertThat(event.payloadBuffer()).isSameAs(line);
        assertThat(event.payloadLength()).isEqualTo(line.length - 46 - 3);
    }

    private NomadEvent only(String line) throws IOException {
        byte[] bytes = bytes(line);
        List<NomadEvent> events = parser.parse(bytes, bytes.length).events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
