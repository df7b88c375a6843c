package io.nomadflink.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of alerts and dashboards finds what is wrong with them. */
class PromqlTest {
    private static final Scrape SCRAPE =
            Scrape.parse(
                    """
                    # HELP up some text{with="braces"} 1
                    up{host="a",task="Source:_Nomad_events___Route",} 1.0
                    up{host="b",task="Sink",cause="X"} +Inf
                    down 2
                    """);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "up > 3",
                "rate(up{host=\"a\"}[1m])",
                "sum by (host) (increase(up[1h30m])) > 10",
                "time() * 1000 - min(up{task=~\"Source:_Nomad_events.*\"} > 0)",
                "(up - up offset 15m or up) > 0",
                "down < 1 or absent(down)",
                "up == 0 unless down"
            })
    void whatPrometheusReadsIsRead(String expression) {
        Promql parsed = Promql.parse(expression);
        assertThat(parsed.type()).isEqualTo(Promql.Type.VECTOR);
        assertThat(parsed.selectors())
                .isNotEmpty()
                .allSatisfy(selector -> assertThat(selector.found(SCRAPE)).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "up >",
                "(up",
                "up)",
                "up up",
                "rate(up)",
                "increase(up[1m]",
                "increase(up[1])",
                "up[5m]",
                "up[5m] > 0",
                "absent(up[5m])",
                "increse(up[5m])",
                "sum by host (up)",
                "sum(up[5m])",
                "up{host=a}",
                "up{host>\"a\"}",
                "up{host=\"a\"",
                "up or 3",
                "up offset 3",
                "up & down"
            })
    void whatPrometheusRefusesIsRefused(String expression) {
        assertThatThrownBy(() -> Promql.parse(expression))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gone",
                "up{host=\"c\"}",
                "up{hosts=\"a\"}",
                "up{task=~\"Nomad_events.*\"}",
                "up{cause!~\"X|\"}"
            })
    void aSelectorThatSelectsNothingIsFound(String expression) {
        assertThat(Promql.parse(expression).selectors())
                .singleElement()
                .satisfies(selector -> assertThat(selector.found(SCRAPE)).isEmpty());
    }

    @Test
    void labelsAreThoseOfTheResult() {
        assertThat(labels("rate(up[1m]) > 3")).containsExactly("host", "task");
        assertThat(labels("sum by (host) (up)")).containsExactly("host");
        assertThat(labels("sum(up)")).isEmpty();
        assertThat(labels("up or down")).isEmpty();
        assertThat(labels("time() - up")).containsExactly("host", "task");
    }

    @Test
    void orJoinsLastAndComparisonsAfterSums() {
        Promql parsed = Promql.parse("a - b > 0 or c");
        assertThat(parsed)
                .isInstanceOfSatisfying(
                        Promql.Joined.class,
                        or -> {
                            assertThat(or.operator()).isEqualTo("or");
                            assertThat(((Promql.Joined) or.left()).operator()).isEqualTo(">");
                        });
    }

    private static java.util.Set<String> labels(String expression) {
        return Promql.parse(expression).labels(SCRAPE);
    }
}
