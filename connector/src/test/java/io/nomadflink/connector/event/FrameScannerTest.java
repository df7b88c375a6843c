package io.nomadflink.connector.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.connector.Recordings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner finds what the full parser finds, and leaves alone what is unusual. */
class FrameScannerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHUFFLED_BYTES = 20_000;

    private final FrameScanner scanner = new FrameScanner();
    private final JacksonFrameParser jackson = new JacksonFrameParser();
    private final Random random = new Random(7);

    static List<Path> recordings() throws IOException {
        return Recordings.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void readsEachRecordedLineAsTheReferenceDoes(Path recording) throws IOException {
        Recordings.lines(recording, this::assertScanned);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void readsMembersInAnyOrder(Path recording) throws IOException {
        Recordings.lines(
                recording,
                line -> {
                    if (line.length < SHUFFLED_BYTES && line.length % 4 == 1) {
                        assertScanned(written(sorted(read(line))));
                        assertScanned(written(shuffled(read(line))));
                    }
                });
    }

    @Test
    void leavesWhiteSpaceToTheFullParser() throws IOException {
        FrameParser front = new FrameParser();
        Recordings.lines(
                Recordings.of("2.0.5"),
                line -> {
                    if (line.length > 2 && line.length < SHUFFLED_BYTES && line.length % 4 == 1) {
                        byte[] pretty =
                                read(line).toPrettyString().getBytes(StandardCharsets.UTF_8);
                        assertThat(parsed(front, pretty)).isEqualTo(reference(pretty));
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Evaluation':{'ID':'e','ModifyTime':7}",
                "'Evaluation':{'ModifyTime':7,'ID':'e'}",
                "'Evaluation':{'ModifyTime':-6795364578871345152}",
                "'Evaluation':{'ModifyTime':9223372036854775807}",
                "'Evaluation':{'ModifyTime':9223372036854775808}",
                "'Evaluation':{'ModifyTime':7.5}",
                "'Evaluation':{'ModifyTime':7e2}",
                "'Evaluation':{'ModifyTime':null}",
                "'Evaluation':{'ModifyTime':'7'}",
                "'Evaluation':{'ModifyTime' :7}",
                "'Evaluation':{'ModifyTime': 7}",
                "'Evaluation':{'ModifyTime':7 }",
                "'Evaluation':{'ModifyTime':7,'ModifyTime':8}",
                "'Evaluation':{'Modify\\u0054ime':7}",
                "'Evaluation':{'\\u004d\\u006f\\u0064\\u0069\\u0066\\u0079\\u0054\\u0069\\u006d\\u0065':7}",
                "'Evaluation':{'x\\\\':1,'ModifyTime':7}",
                "'Evaluation':{'x\\\\\\'ModifyTime':7}",
                "'Evaluation':{'a':'\\'ModifyTime\\':9,','ID':'e'}",
                "'Evaluation':{'a':'ModifyTime','ModifyTime':7}",
                "'Evaluation':{'a':['ModifyTime'],'ModifyTime':7}",
                "'Evaluation':{'xModifyTime':7}",
                "'Evaluation':{'a':{'ModifyTime':7}}",
                "'Evaluation':['ModifyTime',{'ModifyTime':7}]",
                "'ModifyTime':7",
                "'Evaluation':{'ModifyTime':7},'Other':{'ModifyTime':8}",
                "'Evaluation':{'a':'\u00e4\u20ac\ud83d\ude00','ModifyTime':7}",
                "'Evaluation':{'a':'}]{[','ModifyTime':7}",
                "'Evaluation':{'a':{},'b':[],'ModifyTime':7}",
                "'Evaluation':{'a':'tab\\t','Y':'_'}",
                ""
            })
    void findsTheTimeOfAnObject(String members) {
        String text = "{'Index':5,'Events':[{'Topic':'Evaluation','Payload':{" + members + "}}]}";
        byte[] line = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Frame found = scanner.scan(line, line.length);
        if (found != null) {
            assertThat(found).isEqualTo(reference(line));
        }
        assertThat(parsed(new FrameParser(), line)).isEqualTo(reference(line));
    }

    @Test
    void findsTheTimeWhereverABlockBegins() {
        for (int shift = 0; shift < 200; shift++) {
            String filler = "x".repeat(shift);
            String escapes = "\\\\".repeat(shift);
            String text =
                    "{'Index':5,'Events':[{'Topic':'Node','Type':'NodeRegistration','Key':'"
                            + filler
                            + "','Payload':{'Node':{'a':'"
                            + escapes
                            + "\\'','b':[{'c':{}}],'StatusUpdatedAt':1795414569,'d':'"
                            + filler
                            + "\\\\'}}}]}";
            byte[] line = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            assertScanned(line);
            assertThat(scanner.scan(line, line.length).events().get(0).timeNanos())
                    .isEqualTo(1795414569_000_000_000L);
        }
    }

    @Test
    void readsEnvelopesThatTestLimits() {
        assertScanned("{\"Index\":0,\"Events\":[]}");
        assertScanned("{\"Events\":[],\"Index\":9223372036854775807}");
        assertScanned("{\"Index\":1,\"Events\":[{\"Topic\":\"\"}]}");
        assertScanned("{\"Index\":1,\"Events\":[{\"Topic\":null,\"Key\":null,\"Payload\":null}]}");
        assertScanned("{\"Index\":1,\"Events\":[{\"New\":[true],\"Topic\":\"Job\"}]}", false);
        assertScanned(
                "{\"Index\":1,\"Events\":[{\"New\":\"x\",\"Newer\":false,\"N\":-3,\"O\":null,\"Topic\":\"Job\"}]}");
        for (String keys : List.of("null", "[]", "[\"a\"]", "[\"a\",null]", "[\"a\",\"\",\"c\"]")) {
            assertScanned(
                    "{\"Index\":1,\"Events\":[{\"Topic\":\"Job\",\"FilterKeys\":" + keys + "}]}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "{\"Index\":1}",
                "{\"Events\":[]}",
                "{\"Index\":-1,\"Events\":[]}",
                "{\"Index\":01,\"Events\":[]}",
                "{\"Index\":1,\"Events\":[]}}",
                "{\"Index\":1,\"Events\":[],}",
                "{\"Index\":1,\"Events\":[{\"Topic\":\"Job\"},]}",
                "{\"Index\":1,\"Events\":[{\"Topic\":\"Job\",\"Payload\":{\"a\":[}]}}]}",
                "{\"Index\":1,\"Events\":[{\"Topic\":\"Job\",\"Payload\":{\"a\":\"}}]}",
                "{\"Index\":1,\"Events\":[{\"Topic\":\"Job\",\"Payload\":{\"\\x\":1}}]}",
                "{\"Index\":1,\"Events\":[{\"Topic\":\"Job\",\"Payload\":{\"\\u00g0\":1}}]}",
                "{\"Index\":1,\"Events\":[{\"Key\":\"no topic\"}]}"
            })
    void acceptsNothingThatIsNoFrame(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(scanner.scan(bytes, bytes.length)).isNull();
        assertThatThrownBy(() -> new FrameParser().parse(bytes, bytes.length))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void leavesDeepNestingToTheFullParser() {
        for (int depth = 1; depth <= 62; depth++) {
            assertScanned(nested(depth), true);
        }
        for (int depth = 62 + 64; depth < 300; depth++) {
            assertScanned(nested(depth), false);
        }
    }

    private static String nested(int depth) {
        String payload = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
        return "{\"Index\":1,\"Events\":[{\"Topic\":\"Job\",\"Payload\":" + payload + "}]}";
    }

    private void assertScanned(String line) {
        assertScanned(line, true);
    }

    private void assertScanned(String line, boolean plain) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (plain) {
            assertScanned(bytes);
        } else {
            assertThat(scanner.scan(bytes, bytes.length)).as(line).isNull();
            assertThat(parsed(new FrameParser(), bytes)).isEqualTo(reference(bytes));
        }
    }

    private void assertScanned(byte[] line) {
        if (!FrameParser.isHeartbeat(line, line.length)) {
            Frame found = scanner.scan(line, line.length);
            if (!reference(line).equals(found)) {
                assertThat(found)
                        .as(new String(line, StandardCharsets.UTF_8))
                        .isEqualTo(reference(line));
            }
        }
    }

    private Frame reference(byte[] line) {
        try {
            return jackson.parse(line, line.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Frame parsed(FrameParser parser, byte[] line) {
        try {
            return parser.parse(line, line.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(byte[] line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] written(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode sorted(JsonNode node) {
        TreeMap<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return rebuilt(node, new ArrayList<>(members.keySet()), FrameScannerTest::sorted);
    }

    private JsonNode shuffled(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        return rebuilt(node, names, this::shuffled);
    }

    private static JsonNode rebuilt(
            JsonNode node, List<String> names, java.util.function.UnaryOperator<JsonNode> inner) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(element -> copy.add(inner.apply(element)));
            return copy;
        }
        if (!(node instanceof ObjectNode)) {
            return node;
        }
        ObjectNode copy = JSON.createObjectNode();
        names.forEach(name -> copy.set(name, inner.apply(node.get(name))));
        return copy;
    }
}
