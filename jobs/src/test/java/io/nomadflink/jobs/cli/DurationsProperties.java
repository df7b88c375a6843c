package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import picocli.CommandLine.TypeConversionException;

class DurationsProperties {

    @Property
    void readsWhatItWrites(@ForAll @LongRange(min = 0, max = 3_153_600_000_000L) long millis) {
        Duration duration = Duration.ofMillis(millis);

        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }

    @Property
    void takesDurationsOrRefusesTheText(@ForAll String text) {
        if (!text.matches("(\\d+(ms|s|m|h|d))+")) {
            assertThatThrownBy(() -> Durations.parse(text))
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessageContaining("is not a duration");
        }
    }

    @Example
    void asPeopleWriteThem() {
        assertThat(Durations.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Durations.parse("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Durations.parse("2d")).isEqualTo(Duration.ofDays(2));
        assertThat(Durations.format(Duration.ofMillis(90_061_001))).isEqualTo("1d1h1m1s1ms");
        assertThat(Durations.format(Duration.ZERO)).isEqualTo("0s");
    }
}
