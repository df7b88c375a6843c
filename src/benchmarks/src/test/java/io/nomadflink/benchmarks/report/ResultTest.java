package io.nomadflink.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.benchmarks.consumer.Pass;
import io.nomadflink.benchmarks.corpus.Corpus;
import io.nomadflink.benchmarks.corpus.CorpusKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static final Corpus CORPUS =
            new Corpus(CorpusKind.FULL, Path.of("unused"), 1_000, 4_000, 2_000_000_000);

    /** The machine was slower in the second round, for both ways. */
    private static final List<Result> RESULTS =
            Result.of(
                    CORPUS,
                    List.of(
                            way("parse", new Pass(10, 4, 400_000, 7), new Pass(20, 8, 400_000, 7)),
                            way("client", new Pass(5, 2, 4_000, 9), new Pass(8, 5, 12_000, 8))));

    @Test
    void figuresAreMediansAndRatiosThoseOfPassesThatFollowEachOther() {
        Result client = RESULTS.get(1);

        assertThat(client.cpuSPerGb()).isEqualTo(1.75);
        assertThat(client.cpuSPerGbLowest()).isEqualTo(1);
        assertThat(client.cpuSPerGbHighest()).isEqualTo(2.5);
        assertThat(client.allocatedBytesPerEvent()).isEqualTo(2);
        assertThat(client.againstParse().cpu()).isEqualTo((2 + 1.6) / 2);
        assertThat(client.againstParse().cpuLowest()).isEqualTo(1.6);
        assertThat(client.againstParse().cpuHighest()).isEqualTo(2);
        assertThat(client.againstParse().wall()).isEqualTo((2 + 2.5) / 2);
    }

    @Test
    void jsonHasTheNamesThatOthersRead() {
        JsonNode client =
                new ObjectMapper()
                        .valueToTree(new Report("m", "j", "v", "p", List.of(), RESULTS))
                        .path("results")
                        .path(1);

        assertThat(client.path("name").asText()).isEqualTo("client");
        assertThat(client.fieldNames())
                .toIterable()
                .contains(
                        "cpu_s_per_gb",
                        "mb_per_s",
                        "events_per_s",
                        "allocated_bytes_per_event",
                        "peak_rss_mb",
                        "against_parse");
        assertThat(client.path("mb_per_s").asDouble()).isEqualTo(2_000 / 6.5);
        assertThat(client.at("/against_parse/cpu_lowest").asDouble()).isEqualTo(1.6);
    }

    @Test
    void theTableTellsRatiosAndWhatWasNotWarm() {
        assertThat(ResultTable.of(RESULTS).lines())
                .hasSize(4)
                .anyMatch(line -> line.matches("client +full +1.75 .* 1.80 +1.60-2.00 +2.25 +3"))
                .last()
                .matches(line -> line.startsWith("(!)"), "explains the mark");
    }

    @Test
    void withoutTheBareParserThereAreNoRatios() {
        List<Result> alone = Result.of(CORPUS, List.of(way("raw", new Pass(1, 1, 1, 1))));

        assertThat(alone.get(0).againstParse()).isNull();
        assertThat(ResultTable.of(alone)).contains("raw");
    }

    private static Measured way(String name, Pass... passes) {
        return new Measured(name, List.of(passes), 3, name.equals("client"));
    }
}
