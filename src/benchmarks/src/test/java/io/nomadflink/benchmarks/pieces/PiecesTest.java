package io.nomadflink.benchmarks.pieces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each benchmark works, and checks itself; what it takes is not a matter of tests. */
class PiecesTest {

    @Test
    void lines() throws IOException {
        Lines lines = new Lines();
        lines.prepare();
        assertThat(lines.envelope()).isPositive().isLessThan(lines.cut());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Allocation", "Deployment", "Evaluation"})
    void payloads(String topic) throws IOException {
        Payloads payloads = new Payloads();
        payloads.topic = topic;
        payloads.prepare();
        assertThat(payloads.typed()).isNotZero();
    }

    @Test
    void continuities() throws IOException {
        Continuities continuities = new Continuities();
        continuities.prepare();
        assertThat(continuities.frames()).isEqualTo(Recorded.LINES);
    }

    @Test
    void changes() throws IOException {
        Changes changes = new Changes();
        changes.prepare();
        assertThat(changes.read()).isEqualTo(changes.made());
    }

    /** Made by JMH's annotation processor; without it there is nothing to run. */
    @Test
    void jmhKnowsThem() throws IOException {
        try (InputStream list = Lines.class.getResourceAsStream("/META-INF/BenchmarkList")) {
            assertThat(new String(list.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Lines", "Payloads", "Continuities", "Changes");
        }
    }
}
