package io.nomadflink.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each filter selects from one line, oddities included. */
class FilterTest {

    private static final Frame FRAME =
            Frame.of(
                    9,
                    List.of(
                            Samples.job("default", "web", 9),
                            Samples.job("default", "api", 9),
                            Samples.job("other", "web", 9),
                            Samples.allocated("a1", "web", "running", 9),
                            Samples.deployment("deployment-of-web", "web", 9),
                            Samples.evaluation("e1", "web", "", 9),
                            Samples.evaluation("e2", "web", "deployment-of-web", 9),
                            Samples.node("n1", 9)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            textBlock =
                    """
                    topic=Job:web&topic=Job:api | Job web, Job api
                    topic=Job | Job web, Job api
                    topic=Job:* | Job web, Job api
                    topic=Job:web&topic=Job:web | Job web, Job web
                    topic=Deployment:web&topic=Deployment:deployment-of-web | Deployment deployment-of-web, Deployment deployment-of-web
                    topic=Allocation:web&topic=Allocation:deployment-of-web | Allocation a1, Allocation a1
                    topic=Job:*&topic=Job:web | Job web
                    topic=Job:*&topic=Job:* | none
                    topic=Job&topic=Job | none
                    topic=*:web | Job web, Allocation a1, Deployment deployment-of-web, Evaluation e1, Evaluation e2
                    topic=*:web&topic=Node | Job web, Allocation a1, Deployment deployment-of-web, Evaluation e1, Evaluation e2
                    topic=Evaluation: | Evaluation e1
                    topic=Node | Node n1
                    topic=job | none
                    topic=Job&namespace=other | Job web
                    topic=Job&namespace=nowhere | none
                    topic=Node&namespace=other | Node n1
                    """)
    void selects(String query, String expected) throws BadRequest {
        assertThat(select(query)).isEqualTo(expected);
    }

    @Test
    void everythingIsTheLineItself() throws BadRequest {
        for (String query : List.of("namespace=*", "topic=*&topic=Job:web&namespace=*")) {
            assertThat(FRAME.select(filter(query))).isEqualTo(FRAME.line());
        }
    }

    @Test
    void aRecordedLineIsKeptByteForByte() {
        String line =
                "{ \"Events\" : [ {\"Key\":\"x\", \"Topic\":\"Job\",\"FilterKeys\":null,"
                        + "\"Payload\":{\"Job\":{\"ID\":\"x\",\"N\":0.0e1}}} ], \"Index\":7 }";
        Frame frame = Frame.parse(line);
        EventFilter all = new EventFilter(topics("topic=*"), null);
        assertThat(new String(frame.select(all))).isEqualTo(line);
        EventFilter one = new EventFilter(topics("topic=Job:x&topic=Job:x"), null);
        assertThat(new String(frame.select(one))).contains("0.0e1").contains("}}},{\"Key\"");
    }

    private static String select(String query) throws BadRequest {
        byte[] line = FRAME.select(filter(query));
        if (line == null) {
            return null;
        }
        List<String> events = new ArrayList<>();
        for (JsonNode event : Json.parse(line).path("Events")) {
            events.add(event.path("Topic").asText() + " " + event.path("Key").asText());
        }
        return String.join(", ", events);
    }

    private static EventFilter filter(String query) {
        String namespace = Query.parse(query).namespace();
        return new EventFilter(topics(query), namespace.equals("*") ? null : Set.of(namespace));
    }

    private static TopicKeys topics(String query) {
        try {
            return TopicKeys.parse(Query.parse(query).all("topic"));
        } catch (BadRequest e) {
            throw new IllegalArgumentException(e);
        }
    }
}
