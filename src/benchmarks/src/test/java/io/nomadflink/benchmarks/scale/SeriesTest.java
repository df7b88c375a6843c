package io.nomadflink.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void moreThanATenthAboveTheFirstIsNotFlatAndLessIs() {
        Series series = Series.flat("cost", "µs");
        series.add("1", 2.0);
        series.add("2", 2.19);
        series.add("4", 0.5);
        assertThat(series.good()).isTrue();
        assertThat(series.lastLine()).contains("-75%").doesNotContain("NOT FLAT");

        series.add("8", 2.21);
        assertThat(series.good()).isFalse();
        assertThat(series.lastLine()).contains("NOT FLAT");
    }

    @Test
    void aLimitIsForEachPoint() {
        Series series = Series.below(200, "state", "bytes");
        series.add("1", 20);
        series.add("2", 199);
        assertThat(series.good()).isTrue();
        series.add("3", 201);
        assertThat(series.lastLine()).contains("TOO MUCH");
        assertThat(series.good()).isFalse();
    }

    @Test
    void isJsonWithItsPoints() {
        Series series = Series.flat("cost", "µs");
        series.add("1 split", 2.0);
        series.add("4 splits", 3.0);

        JsonNode json = new ObjectMapper().valueToTree(series);
        assertThat(json.path("name").asText()).isEqualTo("cost");
        assertThat(json.path("good").asBoolean(true)).isFalse();
        assertThat(json.at("/points/1/deviation").asDouble()).isEqualTo(0.5);
    }
}
