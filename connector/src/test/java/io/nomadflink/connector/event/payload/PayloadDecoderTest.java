package io.nomadflink.connector.event.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.connector.Events;
import io.nomadflink.connector.Recordings;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadDecoderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyRecordedEventDecodesToTheRecordOfItsTopic() throws IOException {
        AtomicInteger events = new AtomicInteger();
        for (Path recording : Recordings.all()) {
            Recordings.events(
                    recording,
                    event -> {
                        if (event.payload() instanceof UnknownPayload) {
                            throw new AssertionError(event);
                        }
                        events.incrementAndGet();
                    });
        }
        assertThat(events).hasValueGreaterThan(50_000);
    }

    @Test
    void theOrderOfMembersDoesNotMatter() throws IOException {
        List<NomadEvent> events = new ArrayList<>();
        Recordings.events(Recordings.of("2.0.5"), events::add);
        Random random = new Random(1);
        for (int i = 0; i < events.size(); i += 7) {
            NomadEvent event = events.get(i);
            JsonNode payload = JSON.readTree(event.payloadJson());
            Payload sorted = decoded(event, reordered(payload, Collections::sort));
            Payload shuffled =
                    decoded(event, reordered(payload, names -> Collections.shuffle(names, random)));
            assertThat(List.of(sorted, shuffled)).containsOnly(event.payload());
        }
    }

    private static Payload decoded(NomadEvent event, JsonNode payload) {
        return Events.event(event.topic(), event.type(), event.index(), payload.toString())
                .payload();
    }

    private static JsonNode reordered(JsonNode value, Consumer<List<String>> order) {
        if (value.isArray()) {
            List<JsonNode> elements = new ArrayList<>();
            value.forEach(element -> elements.add(reordered(element, order)));
            return JSON.createArrayNode().addAll(elements);
        }
        if (!value.isObject()) {
            return value;
        }
        List<String> names = new ArrayList<>();
        value.fieldNames().forEachRemaining(names::add);
        order.accept(names);
        ObjectNode object = JSON.createObjectNode();
        names.forEach(name -> object.set(name, reordered(value.get(name), order)));
        return object;
    }

    @Test
    void absentNullAndZeroAreAlike() {
        Allocation absent = allocation("\"ID\":\"a\"");
        Allocation nulls =
                allocation(
                        "\"ID\":\"a\",\"JobID\":null,\"TaskStates\":null,\"PreemptedAllocations\":null,"
                                + "\"CreateIndex\":null,\"DeploymentStatus\":null,\"Metrics\":null");
        Allocation zeros =
                allocation(
                        "\"ID\":\"a\",\"JobID\":\"\",\"TaskStates\":{},\"PreemptedAllocations\":[],"
                                + "\"CreateIndex\":0");
        assertThat(nulls).isEqualTo(absent);
        assertThat(zeros).isEqualTo(absent);
        assertThat(absent.jobId()).isEmpty();
        assertThat(absent.createTime()).isZero();
        assertThat(absent.taskStates()).isEmpty();
        assertThat(absent.allocStates()).isEmpty();
        assertThat(absent.deploymentStatus()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "null, "})
    void aPointerToABooleanHasThreeValues(String json, Boolean expected) {
        assertThat(
                        allocation("\"DeploymentStatus\":{\"Healthy\":" + json + "}")
                                .deploymentStatus()
                                .healthy())
                .isEqualTo(expected);
        assertThat(allocation("\"DeploymentStatus\":{}").deploymentStatus().healthy()).isNull();
    }

    @Test
    void nanosecondsBeyond2To53AreExact() {
        assertThat(allocation("\"ModifyTime\":1795414490538415765").modifyTime())
                .isEqualTo(1795414490538415765L);
        assertThat(allocation("\"ModifyTime\":9223372036854775807").modifyTime())
                .isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"0001-01-01T00:00:00Z\"", "\"\""})
    void goZeroTimeIsNull(String time) {
        assertThat(evaluation("\"WaitUntil\":" + time).waitUntil()).isNull();
        assertThat(evaluation("\"ID\":\"a\"").waitUntil()).isNull();
    }

    @Test
    void timesKeepNineDigitsAndTakeOffsets() {
        assertThat(evaluation("\"WaitUntil\":\"2026-11-23T06:14:58.708163309Z\"").waitUntil())
                .isEqualTo(Instant.ofEpochSecond(1795414498L, 708163309));
        assertThat(evaluation("\"WaitUntil\":\"2026-11-23T07:14:58+01:00\"").waitUntil())
                .isEqualTo(Instant.ofEpochSecond(1795414498L));
    }

    @Test
    void base64StaysTextAndIsDecodedOnDemand() {
        Job job = (Job) event(Topic.JOB, "{\"Job\":{\"Payload\":\"LKx7Im4iOiAwfQ==\"}}").payload();
        assertThat(job.payload()).isEqualTo("LKx7Im4iOiAwfQ==");
        assertThat(job.payloadBytes())
                .startsWith(0x2c, 0xac)
                .endsWith("{\"n\": 0}".getBytes(StandardCharsets.US_ASCII));
        Job none = (Job) event(Topic.JOB, "{\"Job\":{\"Payload\":null}}").payload();
        assertThat(none.payloadBytes()).isEmpty();
    }

    @Test
    void whatStandsBesideTheObjectIsReachable() {
        NomadEvent event =
                event(
                        Topic.ALLOCATION,
                        "{\"Timeout\":true,\"New\":[{}],\"Allocation\":{\"ID\":\"a\"},\"TimeoutReason\":\"long\"}");
        assertThat(event.flags()).isEqualTo(new PayloadFlags(null, true, "long"));
        assertThat(Events.allocation("").flags()).isEqualTo(new PayloadFlags(null, false, ""));
        assertThat(event(Topic.JOB, "{\"Job\":{},\"Deleted\":false}").flags().deleted()).isFalse();
    }

    @Test
    void aTopicWithoutTypePassesAsJson() {
        String json = "{\"Quota\":{\"Name\":\"größer\"}}";
        assertThat(event(Topic.of("Quota"), json).payload()).isEqualTo(new UnknownPayload(json));
        assertThat(event(Topic.OPERATOR, json).payload(Operator.class).json()).isEqualTo(json);
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(allocation("\"New\":{\"deep\":[1,{}]},\"ID\":\"a\"").id()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Allocation\":{\"CreateTime\":\"s3cr3t\"}} | has an unexpected value at Allocation.CreateTime, byte 28",
                "{\"Allocation\":{\"CreateTime\":99999999999999999999}} | has an unexpected value at Allocation.CreateTime",
                "{\"Allocation\":{\"TaskStates\":{\"s3cr3t\":{\"Events\":[{},{\"Time\":[]}]}}}} | has an unexpected value at"
                        + " Allocation.TaskStates.*.Events[1].Time",
                "{\"Allocation\":{\"TaskStates\":{\"s3cr3t\":{\"StartedAt\":\"s3cr3t\"}}}} | has an unexpected value at"
                        + " Allocation.TaskStates.*.StartedAt",
                "{\"Allocation\":\"s3cr3t\"} | has an unexpected value at Allocation",
                "{\"Allocation\":{\"ID\":s3cr3t}} | is not JSON",
                "{\"Allocation\":null} | has no Allocation",
                "{\"s3cr3t\":{}} | has no Allocation",
            })
    void tellsWhereAPayloadIsOddButNotWhatStandsThere(String payload, String what) {
        NomadEvent event = event(Topic.ALLOCATION, payload);
        assertThatThrownBy(event::payload)
                .isInstanceOf(PayloadException.class)
                .hasMessageStartingWith("a payload of topic Allocation " + what)
                .hasMessageNotContaining("s3cr3t")
                .hasNoCause();
        assertThat(event.payloadJson()).isEqualTo(payload);
    }

    @Test
    void aWrongTypeIsACallersMistake() {
        assertThatThrownBy(() -> Events.allocation("").payload(Job.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an event of topic Allocation has no payload Job");
    }

    @Test
    void collectionsCannotBeChanged() {
        Allocation allocation =
                allocation("\"PreemptedAllocations\":[\"a\"],\"TaskStates\":{\"a\":{}}");
        assertThatThrownBy(() -> allocation.preemptedAllocations().add("b"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> allocation.taskStates().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> allocation.allocStates().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void textOfRecordsTellsNoContent() throws IOException {
        TreeSet<String> texts = new TreeSet<>();
        Recordings.events(
                Recordings.of("2.0.5"),
                event -> RecordTexts.collect(event.payload(), event.key(), texts));
        Recordings.events(
                Recordings.of("2.0.5-acl"),
                event -> RecordTexts.collect(event.payload(), event.key(), texts));
        assertThat(texts).allMatch(text -> text.matches("[A-Z][A-Za-z]+( KEY| [-0-9a-f]{36})?"));
    }

    private static Allocation allocation(String fields) {
        return Events.allocation(fields).payload(Allocation.class);
    }

    private static Evaluation evaluation(String fields) {
        return event(Topic.EVALUATION, "{\"Evaluation\":{" + fields + "}}")
                .payload(Evaluation.class);
    }

    private static NomadEvent event(Topic topic, String payload) {
        return Events.event(topic, "Type", 10, payload);
    }
}
