package io.nomadflink.connector.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FrameParserProperties {
    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final List<ObjectMapper> WRITERS =
            List.of(
                    PLAIN,
                    JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build(),
                    JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    @Property(tries = 500)
    void thePayloadSliceIsThePayload(
            @ForAll("payloads") List<Map<String, Object>> payloads,
            @ForAll("texts") String key,
            @ForAll Random random)
            throws IOException {
        List<Object> events = new ArrayList<>();
        for (Map<String, Object> payload : payloads) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("Topic", "Topic" + random.nextInt(3));
            event.put("Key", key);
            event.put("Payload", payload);
            event.put("FilterKeys", List.of(key, ""));
            events.add(shuffled(event, random));
        }
        byte[] line =
                WRITERS.get(random.nextInt(WRITERS.size()))
                        .writeValueAsBytes(
                                shuffled(
                                        new LinkedHashMap<>(Map.of("Index", 42, "Events", events)),
                                        random));

        Frame frame = new FrameParser().parse(line, line.length);

        assertThat(frame.events()).hasSize(payloads.size());
        for (int i = 0; i < payloads.size(); i++) {
            NomadEvent event = frame.events().get(i);
            JsonNode slice =
                    PLAIN.readTree(
                            event.payloadBuffer(), event.payloadOffset(), event.payloadLength());
            assertThat(slice).isEqualTo(PLAIN.readTree(PLAIN.writeValueAsBytes(payloads.get(i))));
            assertThat(event.key()).isEqualTo(key);
            assertThat(event.filterKeys()).containsExactly(key, "");
        }
    }

    @Property(tries = 500)
    void aCutLineIsNeverAFrame(
            @ForAll("payloads") List<Map<String, Object>> payloads, @ForAll Random random)
            throws IOException {
        List<Object> events = new ArrayList<>();
        payloads.forEach(payload -> events.add(Map.of("Topic", "Job", "Payload", payload)));
        byte[] line = PLAIN.writeValueAsBytes(Map.of("Index", 42, "Events", events));
        int length = random.nextInt(line.length);
        try {
            new FrameParser().parse(line, length);
        } catch (MalformedFrameException e) {
            assertThat(e).hasMessageStartingWith("a line of " + length + " bytes is no frame: ");
            return;
        }
        throw new AssertionError("a frame of the first " + length + " bytes of " + line.length);
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> payloads() {
        Arbitrary<Object> value =
                Arbitraries.lazyOf(
                        () ->
                                Arbitraries.oneOf(
                                        texts(),
                                        Arbitraries.longs().map(Object.class::cast),
                                        Arbitraries.of(true, false).map(Object.class::cast),
                                        Arbitraries.doubles().map(Object.class::cast)),
                        () -> objects().map(Object.class::cast),
                        () -> texts().list().ofMaxSize(3).map(Object.class::cast));
        return Arbitraries.maps(names(), value).ofMaxSize(4).list().ofMaxSize(4);
    }

    private Arbitrary<Map<String, Object>> objects() {
        Arbitrary<Object> value =
                Arbitraries.oneOf(
                        texts().map(Object.class::cast),
                        Arbitraries.longs().map(Object.class::cast),
                        Arbitraries.maps(texts(), texts()).ofMaxSize(3).map(Object.class::cast));
        return Arbitraries.maps(names(), value).ofMaxSize(5);
    }

    /** Among them those that the parser looks at. */
    private Arbitrary<String> names() {
        return Arbitraries.oneOf(
                texts(), Arbitraries.of("ModifyTime", "SubmitTime", "Topic", "Payload", "Index"));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(30),
                Arbitraries.of("", "}", "{\"", "\\\"", "größer", "漢字", "\uD83D\uDE80", "\u0000\n"));
    }

    private static Map<String, Object> shuffled(Map<String, Object> object, Random random) {
        List<String> names = new ArrayList<>(object.keySet());
        Collections.shuffle(names, random);
        Map<String, Object> result = new LinkedHashMap<>();
        names.forEach(name -> result.put(name, object.get(name)));
        return result;
    }
}
