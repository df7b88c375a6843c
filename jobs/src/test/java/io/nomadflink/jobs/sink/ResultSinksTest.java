package io.nomadflink.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultSinksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://nomad:s3cret@db/results",
                "jdbc:postgresql://db/results?user=nomad&password=s3cret",
                "jdbc:postgresql://db/results?sslpassword=s3cret",
                "jdbc:postgresql://db/results?PASSWORD=s3cret",
                "postgresql://nomad:s3cret@db/results",
                "jdbc:postgresql://db/res ults?x=s3cret"
            })
    void passwordsAreRefusedAndNotRepeated(String spec) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultSinks.of(spec))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:", "mysql:x", "", "Print", "jdbc:sqlite:x"})
    void whatIsUnknownIsNamed(String spec) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultSinks.of(spec))
                .withMessageContaining("'" + spec + "'")
                .withMessageContaining("sqlite:PATH");
    }

    @Test
    void theUserMayStandBeforeTheHost() {
        Database database =
                ((JdbcResultSink)
                                ResultSinks.of("jdbc:postgresql://nomad@db:5433/results?ssl=true"))
                        .database();
        assertThat(database.user()).isEqualTo("nomad");
        assertThat(database.url()).isEqualTo("jdbc:postgresql://db:5433/results?ssl=true");
    }

    @Test
    void pathsBecomeAbsolute() {
        assertThat(ResultSinks.of("sqlite:a/../b.db").describe())
                .startsWith("jdbc:sqlite:/")
                .endsWith("/b.db");
    }
}
