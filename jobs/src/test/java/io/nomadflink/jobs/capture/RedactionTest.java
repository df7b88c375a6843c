package io.nomadflink.jobs.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.testing.Changes;
import io.nomadflink.jobs.testing.Recording;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void secretsOfAJobGoAndTheShapeStays() {
        String job =
                "{\"Job\":{\"ID\":\"web\",\"Status\":\"running\",\"ModifyIndex\":7,\"Stop\":false,"
                        + "\"ConsulToken\":\"c\",\"VaultToken\":\"\",\"Payload\":\"cGF5\",\"Meta\":null,"
                        + "\"TaskGroups\":[{\"Name\":\"g\",\"Count\":2,\"Tasks\":[{\"Name\":\"t\","
                        + "\"Env\":{\"PASSWORD\":\"p\"},\"Config\":{\"args\":[\"-x\",\"y\"],\"port\":4242,"
                        + "\"tty\":true},\"Templates\":[{\"DestPath\":\"local/x\",\"EmbeddedTmpl\":\"t\"}]}]}]}}";
        assertThat(Redaction.of(Topic.JOB, job))
                .isEqualTo(
                        "{\"Job\":{\"ID\":\"web\",\"Status\":\"running\",\"ModifyIndex\":7,\"Stop\":false,"
                                + "\"ConsulToken\":\"[redacted]\",\"VaultToken\":\"\",\"Payload\":\"[redacted]\","
                                + "\"Meta\":null,\"TaskGroups\":[{\"Name\":\"g\",\"Count\":2,\"Tasks\":[{\"Name\":\"t\","
                                + "\"Env\":{\"PASSWORD\":\"[redacted]\"},\"Config\":{\"args\":[\"[redacted]\","
                                + "\"[redacted]\"],\"port\":0,\"tty\":true},\"Templates\":[{\"DestPath\":\"local/x\","
                                + "\"EmbeddedTmpl\":\"[redacted]\"}]}]}]}}");
    }

    @Test
    void tokensOfOldServersGoFromAllocations() {
        assertThat(
                        Redaction.of(
                                Topic.ALLOCATION,
                                "{\"Allocation\":{\"ID\":\"a\",\"SignedIdentities\":{\"web\":\"eyJ\"},\"Meta\":\"m\"}}"))
                .isEqualTo(
                        "{\"Allocation\":{\"ID\":\"a\",\"SignedIdentities\":{\"web\":\"[redacted]\"},\"Meta\":\"m\"}}");
    }

    @Test
    void topicsThatAreUnknownHereAreTakenForSpecifications() {
        assertThat(Redaction.of(Topic.of("New"), "{\"New\":{\"Env\":{\"a\":\"b\"},\"N\":1.50}}"))
                .isEqualTo("{\"New\":{\"Env\":{\"a\":\"[redacted]\"},\"N\":1.50}}");
    }

    @ParameterizedTest
    @MethodSource("io.nomadflink.jobs.testing.Recording#versions")
    void nothingSecretOfARecordingIsLeftAndTheJobsSeeNoDifference(String version) throws Exception {
        List<Frame> frames = Recording.of(version).frames();
        List<Frame> redacted = new ArrayList<>();
        int secrets = 0;
        for (Frame frame : frames) {
            List<NomadEvent> events = new ArrayList<>();
            for (NomadEvent event : frame.events()) {
                String payload = Redaction.payload(event);
                Set<String> before = secrets(event.topic(), JSON.readTree(event.payloadJson()));
                secrets += before.size();
                assertThat(secrets(event.topic(), JSON.readTree(payload)))
                        .isSubsetOf(Redaction.REDACTED);
                events.add(with(event, payload));
            }
            redacted.add(frame.with(events));
        }
        assertThat(secrets).isPositive();
        List<ClusterChange> changes = Changes.of(redacted);
        assertThat(changes).isEqualTo(Changes.of(frames));
    }

    private static NomadEvent with(NomadEvent event, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return new NomadEvent(
                event.index(),
                event.topic(),
                event.type(),
                event.key(),
                event.namespace(),
                event.filterKeys(),
                event.origin(),
                event.timeNanos(),
                bytes,
                0,
                bytes.length);
    }

    private static Set<String> secrets(Topic topic, JsonNode node) {
        Set<String> found = new HashSet<>();
        collect(topic, node, found);
        return found;
    }

    private static void collect(Topic topic, JsonNode node, Set<String> found) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            boolean secret =
                    Redaction.EVERYWHERE.contains(member.getKey())
                            || topic.equals(Topic.JOB)
                                    && Redaction.IN_JOBS.contains(member.getKey());
            if (secret) {
                texts(member.getValue(), found);
            } else {
                collect(topic, member.getValue(), found);
            }
        }
        if (node.isArray()) {
            node.forEach(item -> collect(topic, item, found));
        }
    }

    private static void texts(JsonNode node, Set<String> found) {
        if (node.isTextual() && !node.asText().isEmpty()) {
            found.add(node.asText());
        }
        node.forEach(item -> texts(item, found));
    }
}
